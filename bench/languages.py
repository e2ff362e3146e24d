#!/usr/bin/env python3
"""What the line model does in a language that it has never seen: a table in Markdown.

  bench/languages.py [--data DIR] [--languages de,fr,zh]

Builds winnow, trains a model without the pages of a language, and cleans all
pages of that language with it. Beside it stand the rules alone and, for the
sets that no model is trained on, the model that winnow ships with. DIR holds
labelled sets and is not part of this project; it is looked for in ../shared.
F is that of 4-gram shingles, lost the share of main text that was removed.
Python 3, standard library only; .zst sets need the program zstd.
"""
import argparse
import json
import subprocess
import tempfile
from pathlib import Path

from score import ROOT, SHARED, build, name_of, records, set_files

TEXTS = ROOT / "testdata" / "labelled" / "texts.jsonl"  # of this project, learned from beside the sets
TRAINED = ["presse", "wcxb", "fundus", "andyfactory", "trafilatura", "newspaper", "readability", "chinese", "webmain"]


def evaluate(binary, flags, file):
    """Returns F and lost over all pages of file, which are called one set."""
    run = subprocess.run([binary, "eval", "--json", "--worst", "0", *flags, file], check=True, stdout=subprocess.PIPE)
    one = json.loads(run.stdout)["sets"][0]
    return f"{one['shinF']:.3f}", f"{100 * one['lost']:.1f} %"


def write(file, pages):
    with open(file, "w", encoding="utf-8") as out:
        for page in pages:
            out.write(json.dumps(page, ensure_ascii=False) + "\n")


def main():
    about = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    about.add_argument("--data", type=Path, default=SHARED / "data", help="folder of labelled sets")
    about.add_argument("--languages", default="de,fr,zh", help="leave out each of these in turn")
    o = about.parse_args()
    sets = {name_of(f): f for f in set_files(o.data)}
    pages = {name: list(records(sets[name])) for name in sorted(sets)}
    texts = list(records(TEXTS))
    print("| language | sets | pages | rules alone: F | lost | never seen: F | lost | shipped: F | lost |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        binary = build(folder)
        for language in o.languages.split(","):
            files = []
            for name in (n for n in TRAINED if n in pages):
                files.append(folder / f"{name}.jsonl")
                write(files[-1], [p for p in pages[name] if p.get("lang") != language])
            files.append(folder / "texts.jsonl")
            write(files[-1], [p for p in texts if p["lang"] != language])
            model = folder / f"{language}.bin"
            subprocess.run([binary, "train", "--quiet", "-o", model, *files], check=True)
            for kind, trained in (("trained on", True), ("measured only", False)):
                # Pages with segments only have no F of shingles.
                own = [p | {"dataset": "own"} for name in pages if (name in TRAINED) == trained
                       for p in pages[name] if p.get("lang") == language and "labels" in p]
                if not own:
                    continue
                file = folder / "own.jsonl"
                write(file, own)
                row = [*evaluate(binary, ["--disable", "model"], file), *evaluate(binary, ["--model", model], file)]
                row += ["", ""] if trained else evaluate(binary, [], file)
                print("|", " | ".join([language, kind, f"{len(own):,}", *row]), "|", flush=True)


if __name__ == "__main__":
    main()
