#!/usr/bin/env python3
"""Finds near duplicates with rensa or datasketch, from JSON Lines to clusters.

  bench/near_others.py rensa|datasketch DOCS.jsonl SIMILARITY WORDS BANDS ROWS

Prints the number of documents that are in a cluster behind its first one. The
shingles are the same as winnow's, and so are the number of minima and bands;
candidates count if the similarity that their minima suggest is high enough.
"""
import json
import sys
from itertools import islice


def documents(name, words):
    with open(name, encoding="utf-8") as lines:
        for line in lines:
            w = json.loads(line)["text"].split()
            yield [" ".join(w[i : i + words]) for i in range(max(1, len(w) - words + 1))]


def root(parent, x):
    while parent[x] != x:
        parent[x] = parent[parent[x]]
        x = parent[x]
    return x


def join(parent, a, b):
    a, b = sorted((root(parent, a), root(parent, b)))
    parent[b] = a


def rensa(docs, similarity, bands, rows):
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=similarity, num_perm=bands * rows, num_bands=bands)
    minima, docs = [], iter(docs)
    while chunk := list(islice(docs, 1000)):
        new = RMinHash.from_token_sets(chunk, bands * rows, 42)
        index.insert_many(new, len(minima))
        minima += new
    parent = list(range(len(minima)))
    for i, found in enumerate(index.query_all(minima)):
        for j in found:
            if j < i and minima[i].jaccard(minima[j]) >= similarity:
                join(parent, i, j)
    return parent


def datasketch(docs, similarity, bands, rows):
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=similarity, num_perm=bands * rows, params=(bands, rows))
    parent, minima = [], []
    for i, shingles in enumerate(docs):
        m = MinHash(num_perm=bands * rows)
        m.update_batch([s.encode() for s in shingles])
        parent.append(i)
        for j in index.query(m):
            if m.jaccard(minima[j]) >= similarity:
                join(parent, i, j)
        index.insert(i, m)
        minima.append(m)
    return parent


def main():
    tool, name, similarity, words, bands, rows = sys.argv[1:]
    run = {"rensa": rensa, "datasketch": datasketch}[tool]
    parent = run(documents(name, int(words)), float(similarity), int(bands), int(rows))
    print(sum(root(parent, i) != i for i in range(len(parent))))


if __name__ == "__main__":
    main()
