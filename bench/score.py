#!/usr/bin/env python3
"""How well the rules alone clean labelled pages: a table in Markdown.

  bench/score.py [--data DIR] [--judge FILE] [--sets A,B] [--check] [-- FLAGS of winnow clean]

Builds winnow, runs `winnow clean --from jsonl --field raw FLAGS` on every data
set in DIR (*.jsonl, .gz, .zst) and scores the text as scraped and as cleaned
with the judge. Judge and data are not part of this project; they are looked for
in ../shared. Python 3, standard library only; .zst sets need the program zstd.

The measure is the F1 of 4-gram shingles, or that of the segments for a set that
has only segments. Status 1 with --check if a set is below the text as scraped.
"""
import argparse
import concurrent.futures
import gzip
import itertools
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
# The sets whose mean is the headline figure.
EIGHT = "andyfactory fundus wcxb newspaper msvcode l3sgn1 dragnet daniel".split()
# Sets whose gold keeps broken characters as scraped, so that mending them counts
# as harm. They get a second row in which gold and scraped text are mended too:
# what is left is the work of the rules.
BROKEN_GOLD = ["turku"]
SUFFIXES = (".jsonl", ".jsonl.gz", ".jsonl.zst")


def build(folder):
    """Builds winnow in a folder and returns the binary."""
    binary = Path(folder) / "winnow"
    subprocess.run(["go", "build", "-o", binary, "."], cwd=ROOT, check=True)
    return binary


def set_files(data):
    """Returns the files of the data sets in a folder, by name."""
    return sorted(f for f in Path(data).glob("*") if f.name.endswith(SUFFIXES))


def name_of(path):
    return path.name.split(".jsonl")[0]


def records(path):
    """Yields the records of a JSON Lines file, whatever its compression."""
    if path.name.endswith(".zst"):
        with subprocess.Popen(["zstd", "-dcq", path], stdout=subprocess.PIPE) as unpack:
            yield from map(json.loads, unpack.stdout)
        if unpack.returncode != 0:
            raise RuntimeError(f"{path}: zstd ended with status {unpack.returncode}")
        return
    with (gzip.open if path.name.endswith(".gz") else open)(path, "rb") as lines:
        yield from map(json.loads, lines)


def texts(source, target):
    """Writes what the judge wants, {"id","text"}; returns the ids."""
    ids = []
    with open(target, "w", encoding="utf-8") as out:
        for r in records(source):
            ids.append(r["id"])
            print(json.dumps({"id": r["id"], "text": r["raw"]}), file=out)
    return ids


def winnow(binary, flags, source, target):
    command = [binary, *flags, "--quiet", "--from", "jsonl", "-o", target, source]
    # Status 3 is damage in the input, which some pages have and no reason to stop.
    run = subprocess.run(command, check=False, stderr=subprocess.PIPE, text=True)
    if run.returncode not in (0, 3):
        raise RuntimeError(f"{source}: winnow ended with status {run.returncode}: {run.stderr}")


def mend(binary, field, source, target):
    """Mends the characters of a field and does nothing else: no rule, no duplicate."""
    winnow(binary, ["dedupe", "--scope", "document", "--min-words", "1000000", "--field", field], source, target)


def judge(program, dataset, outputs):
    run = subprocess.run([sys.executable, program, dataset, outputs, "--json"], check=True, stdout=subprocess.PIPE)
    result = json.loads(run.stdout)["ALL"]
    kind = "shin" if "shinF" in result else "seg"
    return {"measure": kind + "F", "docs": result["docs"], **{c: result[kind + c] for c in "PRF"}}


def measure(options, binary, dataset):
    """Scores one set, as scraped and as cleaned: a list of rows (name, scraped, cleaned)."""
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        scraped, out, cleaned = (folder / f for f in ("scraped.jsonl", "out.jsonl", "cleaned.jsonl"))
        before = texts(dataset, scraped)
        winnow(binary, ["clean", "--field", "raw", *options.flags], dataset, out)
        after = texts(out, cleaned)
        if before != after:
            raise RuntimeError(f"{dataset}: {len(before)} records went in, {len(after)} came out, or in another order")
        name = name_of(dataset)
        rows = [(name, judge(options.judge, dataset, scraped), judge(options.judge, dataset, cleaned))]
        if name in BROKEN_GOLD:
            gold, both = folder / "gold.jsonl", folder / "both.jsonl"
            mend(binary, "gold", dataset, gold)
            mend(binary, "raw", gold, both)
            texts(both, scraped)
            rows.append((name + ", gold and scraped text mended too", judge(options.judge, both, scraped), judge(options.judge, both, cleaned)))
        return rows


def row(*cells):
    print("| " + " | ".join(cells) + " |", flush=True)


def figure(x):
    return f"{x:.3f}".lstrip("0")


def parse(arguments):
    own, flags = arguments, []
    if "--" in arguments:
        at = arguments.index("--")
        own, flags = arguments[:at], arguments[at + 1:]
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", type=Path, default=SHARED / "data", help="folder of labelled sets")
    p.add_argument("--judge", type=Path, default=SHARED / "score.py", help="program that scores")
    p.add_argument("--sets", default="", help="only these, with commas")
    p.add_argument("--check", action="store_true", help="status 1 if a set is below the text as scraped")
    p.add_argument("-w", type=int, default=2, help="sets to score at a time")
    options = p.parse_args(own)
    options.flags = flags
    return options


def find_sets(options):
    if not options.judge.is_file():
        sys.exit(f"score: no judge at {options.judge}: name one with --judge")
    sets = set_files(options.data)
    wanted = [s for s in options.sets.split(",") if s]
    missing = set(wanted) - {name_of(f) for f in sets}
    if missing:
        sys.exit(f"score: no set {', '.join(sorted(missing))} in {options.data}")
    sets = [f for f in sets if not wanted or name_of(f) in wanted]
    if not sets:
        sys.exit(f"score: no sets in {options.data}: name a folder with --data")
    if any(f.suffix == ".zst" for f in sets) and not shutil.which("zstd"):
        sys.exit("score: zstd is missing, and the sets are packed with it")
    return sets


def main():
    options = parse(sys.argv[1:])
    sets = find_sets(options)
    with tempfile.TemporaryDirectory() as folder:
        binary = build(folder)
        with concurrent.futures.ThreadPoolExecutor(options.w) as workers:
            below = table(workers.map(lambda s: measure(options, binary, s), sets))
    if below:
        print(f"\nBelow the text as scraped: {', '.join(below)}.")
    return 1 if below and options.check else 0


def table(results):
    """Prints a row as soon as its set is scored; returns the sets below the text as scraped."""
    row("set", "documents", "measure", "as scraped", "cleaned", "P", "R", "")
    row("---", "---:", "---", "---:", "---:", "---:", "---:", "---")
    below, eight = [], []
    for name, scraped, cleaned in itertools.chain.from_iterable(results):
        lost = cleaned["F"] < scraped["F"]
        below += [name] if lost else []
        eight += [(scraped["F"], cleaned["F"])] if name in EIGHT else []
        row(name, f"{cleaned['docs']:,}", cleaned["measure"], figure(scraped["F"]), figure(cleaned["F"]),
            figure(cleaned["P"]), figure(cleaned["R"]), "**below**" if lost else "")
    if len(eight) == len(EIGHT):
        row("**mean of the eight**", "", "", *(f"**{figure(sum(c) / len(c))}**" for c in zip(*eight)), "", "", "")
    return below


if __name__ == "__main__":
    sys.exit(main())
