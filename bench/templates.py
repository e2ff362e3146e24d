#!/usr/bin/env python3
"""What --templates removes from labelled pages of sites, and what it adds: tables in Markdown.

  bench/templates.py [--data DIR] [--judge FILE]

DIR holds labelled sets (*.jsonl, .gz, .zst: id, raw, labels, gold) and sites.tsv
with the pages of each site (site, number, dataset:id ...). Neither is part of
this project; they are looked for in ../shared. A set's labels say of each line
of raw that is not blank whether it is main text. Python 3, standard library
only; .zst sets need the program zstd.

First the templates alone: no rule, no search for copies. A line counts as
removed if the audit has it. Then the F1 of 4-gram shingles, a mean over pages,
of the text as scraped, with templates, with the rules, and with both.
"""
import argparse
import collections
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from score import ROOT, SHARED, SUFFIXES, records, name_of

ALONE = ["clean", "--only", "share", "--disable", "share"]


def pages_of_sites(data):
    """Returns the pages that stand in sites.tsv, in its order."""
    pages = {}
    for source in sorted(f for f in data.glob("*") if f.name.endswith(SUFFIXES)):
        for page in records(source):
            pages[f"{name_of(source)}:{page['id']}"] = page
    found = []
    for line in (data / "sites.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        site, _, names = line.split("\t")
        found += [(site, name, pages[name]) for name in names.split() if name in pages]
    return found


def clean(binary, folder, flags):
    """Cleans the pages; returns their texts and the numbers of the lines removed."""
    command = [binary, *flags, "--quiet", "--from", "jsonl", "--field", "raw", "--site-field", "site", "--audit", folder / "audit.jsonl",
               "-o", folder / "out.jsonl", folder / "in.jsonl"]
    run = subprocess.run(command, check=False, stderr=subprocess.PIPE, text=True)
    if run.returncode not in (0, 3):
        raise RuntimeError(f"winnow ended with status {run.returncode}: {run.stderr}")
    removed = collections.defaultdict(set)
    for r in records(folder / "audit.jsonl"):
        removed[r["record"] - 1].add(r["line"])
    return [r["raw"] for r in records(folder / "out.jsonl")], removed


def alone(pages, removed):
    """Precision and recall of the lines removed, and the main text that is lost."""
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
        binary = folder / "winnow"
        subprocess.run(["go", "build", "-o", binary, "."], cwd=ROOT, check=True)
        with open(folder / "in.jsonl", "w") as out:
            for site, _, page in pages:
                print(json.dumps({"site": site, "raw": page["raw"]}), file=out)
        texts, removed = clean(binary, folder, [*ALONE, "--templates"])
        print_alone(alone(pages, removed))
        print_scores(options.judge, folder, pages, {
            "as scraped": [page["raw"] for _, _, page in pages],
            "templates alone": texts,
            "rules": clean(binary, folder, ["clean"])[0],
            "rules and templates": clean(binary, folder, ["clean", "--templates"])[0],
            "rules and copies on the site": clean(binary, folder, ["--scope", "site"])[0],
            "rules, templates and copies on the site": clean(binary, folder, ["--scope", "site", "--templates"])[0],
        })
    return 0


def print_alone(n):
    gone, words = n["main", "gone"] + n["other", "gone"], n["main", "gone words"] + n["other", "gone words"]
    print(f"{n['pages']:,} pages with labels. Removed: {gone:,} lines, {words:,} words.\n")
    print("| measure | share |\n| --- | ---: |")
    for what, part, whole in (
        ("precision, by lines", n["other", "gone"], gone),
        ("precision, by words", n["other", "gone words"], words),
        ("recall of what is no main text, by words", n["other", "gone words"], n["other", "words"]),
        ("main text lost, by words", n["main", "gone words"], n["main", "words"]),
        ("pages that lose any main text", n["lost", 0], n["pages"]),
        ("pages that lose more than 1 % of it", n["lost", 1], n["pages"]),
        ("pages that lose more than 5 % of it", n["lost", 5], n["pages"]),
    ):
        print(f"| {what} | {100 * part / whole if whole else 0:.2f} % |")


def print_scores(judge, folder, pages, variants):
    print("\n| text | pages | F1 | P | R |\n| --- | ---: | ---: | ---: | ---: |")
    for name, texts in variants.items():
        s = score(judge, pages, texts, folder)
        print(f"| {name} | {s['docs']:,} | {s['shinF']:.3f} | {s['shinP']:.3f} | {s['shinR']:.3f} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
