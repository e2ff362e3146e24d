#!/usr/bin/env python3
"""What --templates removes from labelled pages of sites, and what it adds: tables in Markdown.

  bench/templates.py [--data DIR] [--judge FILE]

DIR holds labelled sets (*.jsonl, .gz, .zst: id, raw, labels, gold) and sites.tsv
with the pages of each site (site, number, dataset:id ...). Neither is part of
this project; they are looked for in ../shared. A set's labels say of each line
of raw that is not blank whether it is main text. Python 3, standard library
only; .zst sets need the program zstd.

First what the templates remove, alone and of what rules and the line model
leave: the lines that the audit has under "template". No search for copies.
Then the F1 of 4-gram shingles, a mean over pages, of the text as scraped, with
templates, with the rules, with the model, and with all of them. At last sites of
wire stories: each site of eight pages or more with its furniture, but every page
carries one of a few of its texts; how much of these is left on no page at all?
"""
import argparse
import collections
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from score import SHARED, build, name_of, records, set_files

ALONE = ["clean", "--only", "share", "--disable", "share", "--templates"]
RULES = ["clean", "--disable", "model"]
WIRE_PAGES = 8
STORY_WORDS = 100


def pages_of_sites(data):
    """Returns the pages that stand in sites.tsv, in its order."""
    pages = {}
    for source in set_files(data):
        for page in records(source):
            pages[f"{name_of(source)}:{page['id']}"] = page
    found = []
    for line in (data / "sites.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        site, _, names = line.split("\t")
        found += [(site, name, pages[name]) for name in names.split() if name in pages]
    return found


def clean(binary, folder, flags):
    """Cleans the pages; returns their texts and the numbers of the lines that are template."""
    command = [binary, *flags, "--quiet", "--from", "jsonl", "--field", "raw", "--site-field", "site", "--audit", folder / "audit.jsonl",
               "-o", folder / "out.jsonl", folder / "in.jsonl"]
    run = subprocess.run(command, check=False, stderr=subprocess.PIPE, text=True)
    if run.returncode not in (0, 3):
        raise RuntimeError(f"winnow ended with status {run.returncode}: {run.stderr}")
    removed = collections.defaultdict(set)
    for r in (r for r in records(folder / "audit.jsonl") if r["rule"] == "template"):
        removed[r["record"] - 1].add(r["line"])
    return [r["raw"] for r in records(folder / "out.jsonl")], removed


def judged(pages, removed):
    """Counts the lines and words removed, by label, and the pages that lose main text."""
    n = collections.Counter()
    for i, (_, _, page) in enumerate(pages):
        lines = [(number, line) for number, line in enumerate(page["raw"].split("\n"), 1) if line.strip()]
        if len(lines) != len(page.get("labels", [])):
            continue
        main = lost = 0
        for (number, line), label in zip(lines, page["labels"]):
            kind, words = ("main" if label else "other"), len(line.split())
            n[kind, "words"] += words
            main += words if label else 0
            if number in removed[i]:
                n[kind, "gone"] += 1
                n[kind, "gone words"] += words
                lost += words if label else 0
        n["pages"] += 1
        for share in (0, 1, 5):
            n["lost", share] += lost > share / 100 * main
    return n


def score(judge, pages, texts, folder):
    """The mean F1 of the pages that have a gold text."""
    with open(folder / "gold.jsonl", "w") as gold, open(folder / "texts.jsonl", "w") as out:
        for (_, name, page), text in zip(pages, texts):
            if page.get("gold"):
                print(json.dumps({"id": name, "raw": page["raw"], "gold": page["gold"]}), file=gold)
                print(json.dumps({"id": name, "text": text}), file=out)
    run = subprocess.run([sys.executable, judge, folder / "gold.jsonl", folder / "texts.jsonl", "--json"], check=True, stdout=subprocess.PIPE)
    return json.loads(run.stdout)["ALL"]


def wire(pages):
    """Pages of sites that print the same few stories again and again, and the stories."""
    sites = collections.defaultdict(list)
    for site, _, page in pages:
        lines = [line for line in page["raw"].split("\n") if line.strip()]
        if len(lines) == len(page.get("labels", [])):
            labelled = list(zip(lines, page["labels"]))
            text = [line for line, main in labelled if main]
            if sum(len(line.split()) for line in text) >= STORY_WORDS:
                sites[site].append((labelled, text))
    printed, stories = [], []
    for site, all_pages in sites.items():
        if len(all_pages) < WIRE_PAGES:
            continue
        different = [text for _, text in all_pages[:max(3, len(all_pages) // 4)]]
        stories += [(site, text) for text in different]
        for i, (labelled, _) in enumerate(all_pages):
            first = next(k for k, (_, main) in enumerate(labelled) if main)
            furniture = [line for line, main in labelled[:first]], [line for line, main in labelled[first:] if not main]
            raw = "\n".join([*furniture[0], *different[i % len(different)], *furniture[1]])
            printed.append((site, "", {"raw": raw}))
    return printed, stories


def print_wire(binary, folder, pages):
    printed, stories = wire(pages)
    print(f"\n{len(stories)} stories on {len(printed):,} pages.\n")
    if not stories:
        return
    write(folder, printed)
    print("| command | words of stories left on no page | stories that miss more than 1 % |\n| --- | ---: | ---: |")
    for name, flags in (("no rules", ALONE[:-1]), ("templates alone", ALONE), ("rules and model", ["clean"]),
                        ("rules, model and templates", ["clean", "--templates"]), ("the same, and copies", ["--templates"])):
        left = collections.defaultdict(set)
        for (site, _, _), text in zip(printed, clean(binary, folder, flags)[0]):
            left[site].update(map(folded, text.split("\n")))
        words = gone = short = 0
        for site, text in stories:
            all_words = sum(len(line.split()) for line in text)
            missing = sum(len(line.split()) for line in text if folded(line) and folded(line) not in left[site])
            words, gone, short = words + all_words, gone + missing, short + (missing > all_words / 100)
        print(f"| {name} | {100 * gone / words:.2f} % | {short} |", flush=True)


def folded(line):
    return " ".join(re.findall(r"\w+", line.lower()))


def write(folder, pages):
    with open(folder / "in.jsonl", "w") as out:
        for site, _, page in pages:
            print(json.dumps({"site": site, "raw": page["raw"]}), file=out)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", type=Path, default=SHARED / "data")
    p.add_argument("--judge", type=Path, default=SHARED / "score.py")
    options = p.parse_args()
    if not (options.data / "sites.tsv").is_file():
        sys.exit(f"templates: no sites.tsv in {options.data}: name a folder with --data")
    pages = pages_of_sites(options.data)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        binary = build(folder)
        write(folder, pages)
        alone, removed = clean(binary, folder, ALONE)
        full, left = clean(binary, folder, ["clean", "--templates"])
        print_removed(judged(pages, removed), judged(pages, left))
        print_scores(options.judge, folder, pages, {
            "as scraped": [page["raw"] for _, _, page in pages],
            "templates alone": alone,
            "rules": clean(binary, folder, RULES)[0],
            "rules and templates": clean(binary, folder, [*RULES, "--templates"])[0],
            "rules and model": clean(binary, folder, ["clean"])[0],
            "rules, model and templates": full,
            "rules, model and copies on the site": clean(binary, folder, ["--scope", "site"])[0],
            "rules, model, templates and copies on the site": clean(binary, folder, ["--scope", "site", "--templates"])[0],
        })
        print_wire(binary, folder, pages)
    return 0


def print_removed(*counts):
    print(f"{counts[0]['pages']:,} pages with labels.\n")
    print("| templates remove | alone | of what rules and model leave |\n| --- | ---: | ---: |")
    print("| lines |" + "".join(f" {n['main', 'gone'] + n['other', 'gone']:,} |" for n in counts))
    print("| words |" + "".join(f" {n['main', 'gone words'] + n['other', 'gone words']:,} |" for n in counts))
    for what, part, whole in (
        ("precision, by lines", lambda n: n["other", "gone"], lambda n: n["main", "gone"] + n["other", "gone"]),
        ("precision, by words", lambda n: n["other", "gone words"], lambda n: n["main", "gone words"] + n["other", "gone words"]),
        ("recall of what is no main text, by words", lambda n: n["other", "gone words"], lambda n: n["other", "words"]),
        ("main text lost, by words", lambda n: n["main", "gone words"], lambda n: n["main", "words"]),
        ("pages that lose any main text", lambda n: n["lost", 0], lambda n: n["pages"]),
        ("pages that lose more than 1 % of it", lambda n: n["lost", 1], lambda n: n["pages"]),
        ("pages that lose more than 5 % of it", lambda n: n["lost", 5], lambda n: n["pages"]),
    ):
        print(f"| {what} |" + "".join(f" {100 * part(n) / max(1, whole(n)):.2f} % |" for n in counts))


def print_scores(judge, folder, pages, variants):
    print("\n| text | pages | F1 | P | R |\n| --- | ---: | ---: | ---: | ---: |")
    for name, texts in variants.items():
        s = score(judge, pages, texts, folder)
        print(f"| {name} | {s['docs']:,} | {s['shinF']:.3f} | {s['shinP']:.3f} | {s['shinR']:.3f} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
