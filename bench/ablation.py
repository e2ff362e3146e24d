#!/usr/bin/env python3
"""What each group of features is worth to the line model: a table in Markdown.

  bench/ablation.py [--data DIR] [--every N] [--groups a,b]

Builds winnow, trains a model on every N-th page of the sets that models are
trained on (4), and one without each group of features, and measures them on the
sets that none is trained on. DIR holds labelled sets and is not part of this
project; it is looked for in ../shared. F is the mean over these sets of that of
4-gram shingles, lost the mean share of main text that was removed. Python 3,
standard library only; .zst sets need the program zstd.
"""
import argparse
import json
import re
import subprocess
import tempfile
from pathlib import Path

from languages import TEXTS, TRAINED, write
from score import SHARED, build, name_of, records, set_files

MEASURED = ["msvcode", "l3sgn1", "dragnet", "daniel", "cleaneval", "turku"]


def main():
    about = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    about.add_argument("--data", type=Path, default=SHARED / "data", help="folder of labelled sets")
    about.add_argument("--every", type=int, default=4, help="train on every N-th page")
    about.add_argument("--groups", help="leave out each of these in turn; all groups if missing")
    o = about.parse_args()
    sets = {name_of(f): f for f in set_files(o.data)}
    measured = [sets[name] for name in MEASURED if name in sets]
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        binary = build(folder)
        files, n = [], 0
        for name, file in [(n, sets[n]) for n in TRAINED if n in sets] + [("texts", TEXTS)]:
            files.append(folder / f"{name}.jsonl")
            pages = list(records(file))[:: o.every]
            n += len(pages)
            write(files[-1], pages)
        print(f"Trained on {n:,} pages.\n")
        print("| left out | " + " | ".join(name_of(f) for f in measured) + " | mean F | mean lost |")
        print("| --- |" + " ---: |" * (len(measured) + 2))
        for group in ["", *(o.groups.split(",") if o.groups else groups(binary))]:
            model = folder / "model.bin"
            without = ["--without", group] if group else []
            subprocess.run([binary, "train", "--quiet", *without, "-o", model, *files], check=True)
            run = subprocess.run([binary, "eval", "--json", "--worst", "0", "--model", model, *measured], check=True, stdout=subprocess.PIPE)
            found = json.loads(run.stdout)["sets"]
            f, lost = ([s[key] for s in found] for key in ("shinF", "lost"))
            cells = [f"{x:.3f}" for x in f] + [f"{sum(f) / len(f):.4f}", f"{100 * sum(lost) / len(lost):.1f} %"]
            print("|", " | ".join([group or "nothing", *cells]), "|", flush=True)


def groups(binary):
    """The groups of features, as winnow's help names them."""
    text = subprocess.run([binary, "help", "train"], check=True, stdout=subprocess.PIPE, text=True).stdout
    return re.findall(r"[a-z]+", re.search(r"worth:\s+([a-z,\s]+)\.", text)[1])


if __name__ == "__main__":
    main()
