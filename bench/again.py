#!/usr/bin/env python3
"""What a second cleaning changes: a table in Markdown, by set of labelled pages.

  bench/again.py [--data DIR] [-- FLAGS of winnow clean]

Builds winnow, cleans the raw text of every data set in DIR (*.jsonl, .gz, .zst),
and cleans the output again. Words are counted that only one of the two outputs
has. The data are not part of this project; they are looked for in ../shared.
Python 3, standard library only.
"""
import argparse
import collections
import json
import subprocess
import tempfile
from pathlib import Path

from score import SHARED, build, name_of, set_files


def clean(binary, flags, source, target):
    subprocess.run([binary, "clean", "--quiet", "--from", "jsonl", "--field", "raw", *flags, "-o", target, source], check=True)
    with open(target, encoding="utf-8") as lines:
        return [json.loads(line)["raw"].split() for line in lines]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=SHARED / "data")
    parser.add_argument("flags", nargs="*")
    options = parser.parse_args()
    print("| set | pages | words left | pages that change | words that change |\n| --- | ---: | ---: | ---: | ---: |")
    total = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        binary = build(folder)
        for source in set_files(options.data):
            n = collections.Counter()
            once = clean(binary, options.flags, source, folder / "once.jsonl")
            twice = clean(binary, options.flags, folder / "once.jsonl", folder / "twice.jsonl")
            for before, after in zip(once, twice, strict=True):
                changed = 0
                if before != after:
                    a, b = collections.Counter(before), collections.Counter(after)
                    changed = ((a - b) + (b - a)).total()
                n.update(pages=1, words=len(before), other=before != after, changed=changed)
            print(row(name_of(source), n), flush=True)
            total.update(n)
    print(row("**all**", total))


def row(name, n):
    return f"| {name} | {n['pages']:,} | {n['words']:,} | {n['other']:,} | {100 * n['changed'] / max(n['words'], 1):.2f} % |"


if __name__ == "__main__":
    main()
