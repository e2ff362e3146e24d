#!/usr/bin/env python3
"""How much main text stays where all pages of the labelled sets are one text.

  bench/dump.py DIR [--flags "FLAGS of winnow clean"]

Builds winnow and cleans the raw text of all sets in the folder DIR, one page below
another, as one plain text. Prints the share of the lines of main text (eight words or more,
each once, as they stand in the raw text) that are in the output. Python 3, standard library and zstd.
"""
import argparse
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

sys.dont_write_bytecode = True  # no __pycache__ in the project
from score import build, records, set_files

WORDS = 8  # of the shortest line that is counted: shorter ones are furniture elsewhere


def lines(text):
    return {" ".join(unicodedata.normalize("NFC", line).split()) for line in text.split("\n")}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--flags", default="", help="flags of winnow clean")
    options = parser.parse_args()
    raw, main_text = [], set()
    for path in set_files(options.folder):
        for record in records(path):
            raw.append(record["raw"])
            main_text |= lines(record.get("gold") or "") & lines(record["raw"])
    main_text = {line for line in main_text if len(line.split()) >= WORDS}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "dump.txt"
        source.write_text("\n".join(raw) + "\n", encoding="utf-8")
        run = subprocess.run([build(folder), "clean", "--quiet", "--from", "text", *options.flags.split(), source], stdout=subprocess.PIPE)
    if run.returncode:
        raise SystemExit(run.returncode)
    kept = main_text & lines(run.stdout.decode())
    size = sum(map(len, main_text))
    print(f"{100 * sum(map(len, kept)) / size:.1f} % of {size / 1e6:.1f} million characters of main text stay, of {sum(map(len, raw)) / 1e6:.1f} million in {len(raw):,} pages")


if __name__ == "__main__":
    main()
