#!/usr/bin/env python3
"""How often the headline stays, with and without the title: a table in Markdown.

  bench/headlines.py [--data DIR] [-- FLAGS of winnow clean]

Builds winnow and cleans the pages of every data set in DIR (*.jsonl, .gz, .zst)
whose main text begins with a headline: a line of four words or more and of no
more than 160 characters, a third of them digits at most, that is a line of the page
below the first one too. Then cleans them without their first line, which most
scrapers take from the title of the page. The data are not part of this project;
they are looked for in ../shared. Python 3, standard library only.
"""
import argparse
import collections
import json
import re
import subprocess
import tempfile
import unicodedata
from pathlib import Path

from score import SHARED, build, name_of, records, set_files

LEAST, MOST = 4, 160  # words and characters of a headline


def words(line):
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", line).lower()).strip()


def filled(text):
    return [line for line in text.split("\n") if line.strip()]


def headline(page):
    """Returns the words of the headline, or None."""
    gold, raw = filled(page.get("gold") or ""), filled(page["raw"])
    first = words(gold[0]) if gold else ""
    if len(first.split()) < LEAST or len(gold[0]) > MOST or 3 * sum(map(str.isdigit, first)) > len(first):
        return None
    return first if any(words(line) == first for line in raw[1:]) else None


def without_first(text):
    lines = text.split("\n")
    first = next(i for i, line in enumerate(lines) if line.strip())
    return "\n".join(lines[first + 1:])


def kept(binary, flags, texts, headlines):
    """Returns how many of the headlines are lines of the cleaned texts."""
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    run = subprocess.run([binary, "clean", "--quiet", "--from", "jsonl", *flags], input=lines.encode(), check=True, stdout=subprocess.PIPE)
    cleaned = [json.loads(line)["text"] for line in run.stdout.splitlines()]
    return sum(any(words(line) == h for line in text.split("\n")) for text, h in zip(cleaned, headlines, strict=True))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=SHARED / "data")
    parser.add_argument("flags", nargs="*")
    options = parser.parse_args()
    print("| set | pages | headlines kept | without the first line |\n| --- | ---: | ---: | ---: |")
    total = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        binary = build(folder)
        for source in set_files(options.data):
            pages = [(page["raw"], h) for page in records(source) if (h := headline(page))]
            if not pages:
                continue
            texts, headlines = zip(*pages)
            n = collections.Counter(pages=len(pages), kept=kept(binary, options.flags, texts, headlines),
                                    alone=kept(binary, options.flags, map(without_first, texts), headlines))
            print(row(name_of(source), n), flush=True)
            total.update(n)
    print(row("**all**", total))


def row(name, n):
    pages = max(n["pages"], 1)
    return f"| {name} | {n['pages']:,} | {100 * n['kept'] / pages:.1f} % | {100 * n['alone'] / pages:.1f} % |"


if __name__ == "__main__":
    main()
