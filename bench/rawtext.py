#!/usr/bin/env python3
"""Prints the raw text of the labelled sets in a folder, repeated to a size.

  bench/rawtext.py DIR SIZE        SIZE as in 300MB

Whole pages; the page that reaches the size is completed.
"""
import itertools
import sys

sys.dont_write_bytecode = True  # no __pycache__ in the project
from score import records, set_files


def main():
    folder, size = sys.argv[1:]
    for suffix, zeros in (("KB", "000"), ("MB", "000000"), ("GB", "000000000")):
        size = size.replace(suffix, zeros)
    sets = set_files(folder)
    pages = [r["raw"].encode() + b"\n" for s in sets for r in records(s)]
    if not pages:
        sys.exit(f"rawtext: no pages in {folder}")
    left = int(size)
    for page in itertools.cycle(pages):
        if left <= 0:
            break
        sys.stdout.buffer.write(page)
        left -= len(page)


if __name__ == "__main__":
    main()
