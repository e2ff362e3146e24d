#!/usr/bin/env python3
"""What winnow takes from texts that are no pages: a table in Markdown.

  bench/bare.py FILE... [--flags "FLAGS of winnow clean"]

Builds winnow and cleans each file: READMEs, manuals, licences, letters, sayings,
whatever has no furniture around it. Counts the words that go, by rule, and lists the files
that lose the greatest share. Python 3, standard library only.
"""
import argparse
import collections
import json
import subprocess
import tempfile
from pathlib import Path

from score import build

WORST = 5    # files that are listed
DAMAGED = 3  # the status of winnow where a text was damaged, and is whole otherwise


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--flags", default="", help="flags of winnow clean")
    options = parser.parse_args()
    rules, shares, all_words = collections.Counter(), [], 0
    with tempfile.TemporaryDirectory() as folder:
        binary, audit = build(folder), Path(folder) / "audit.jsonl"
        for file in options.files:
            words = len(file.read_bytes().split())
            if not words:
                continue
            run = subprocess.run([binary, "clean", "--quiet", "--from", "text", "--audit", audit, "-o", Path(folder) / "out", *options.flags.split(), file])
            if run.returncode not in (0, DAMAGED):
                raise SystemExit(run.returncode)
            gone = collections.Counter()
            with open(audit, encoding="utf-8") as lines:
                for removal in map(json.loads, lines):
                    gone[removal["rule"]] += len(removal["text"].split())
            rules += gone
            all_words += words
            shares.append((gone.total() / words, file))
    print("| rule | words that go |\n| --- | ---: |")
    for rule, words in rules.most_common():
        print(f"| {rule} | {words:,} |")
    print(f"| **of {all_words:,} words in {len(shares):,} files** | {rules.total():,} ({100 * rules.total() / max(all_words, 1):.2f} %) |\n")
    for share, file in sorted(shares, reverse=True)[:WORST]:
        print(f"- {file}: {100 * share:.0f} %")


if __name__ == "__main__":
    main()
