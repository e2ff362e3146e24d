#!/usr/bin/env bash
# How fast near duplicates are found, as ratios to rensa and datasketch in one
# run on one core: from JSON Lines to clusters, with the same shingles, number of
# minima and bands. A table in Markdown, without times.
#
#   bench/near.sh [-n DOCS] [-t SIMILARITY] [-r RUNS] [-p PYTHON] [-s]
#
# -n DOCS    documents to make (100000)
# -r RUNS    runs of each command, one after the other in turn (3); of
#            datasketch there is one
# -p PYTHON  a Python that has the packages rensa and datasketch (python3):
#              python3 -m venv V && V/bin/pip install rensa datasketch
# -s         without these packages: winnow alone
set -euo pipefail
cd "$(dirname "$0")/.."

docs=100000 similarity=0.8 runs=3 python=python3 alone=
usage() { sed -n '2,/^set /{/^set /!s/^# \{0,1\}//p}' "$0"; }
while getopts n:t:r:p:sh option; do
	case $option in
	n) docs=$OPTARG ;;
	t) similarity=$OPTARG ;;
	r) runs=$OPTARG ;;
	p) python=$OPTARG ;;
	s) alone=1 ;;
	h) usage; exit 0 ;;
	*) usage >&2; exit 1 ;;
	esac
done
for tool in go taskset python3 /usr/bin/time; do
	command -v "$tool" >/dev/null || { echo "near: missing: $tool" >&2; exit 1; }
done
if [[ ! $alone ]] && ! "$python" -c 'import rensa, datasketch'; then
	echo "near: $python has no rensa and datasketch: see -p and -s" >&2
	exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go build -o "$work/winnow" .
go build -o "$work/near" ./bench/near
"$work/near" -docs "$docs" >"$work/docs.jsonl"
"$work/near" -docs 100 -parts -near "$similarity" >"$work/bands"
read -r bands rows < <(sed -nE 's/.* ([0-9]+) bands of ([0-9]+) rows.*/\1 \2/p' "$work/bands")
core=$(python3 -c 'import os; print(min(os.sched_getaffinity(0)))')

# Run NAME COMMAND... notes seconds, kilobytes and what was found.
run() {
	local name=$1 status=0
	shift
	/usr/bin/time -f '%e %U %M' -o "$work/time" taskset -c "$core" "$@" >"$work/out" || status=$?
	((status == 0)) || { echo "near: status $status: $*" >&2; exit 1; }
	echo "$name $(cat "$work/time") $(tail -n 1 "$work/out")" >>"$work/times"
}
winnow() {
	run winnow env GOMAXPROCS=1 bash -c '"$1" dedupe -q -j 1 --from jsonl --unit document --near "$2" --near-report "$3/clusters.jsonl" -o "$3/out.jsonl" "$3/docs.jsonl" &&
		grep -o "\"similarity\"" "$3/clusters.jsonl" | wc -l' - "$work/winnow" "$similarity" "$work"
}
other() { run "$1" "$python" bench/near_others.py "$1" "$work/docs.jsonl" "$similarity" 5 "$bands" "$rows"; }

for ((i = 0; i < runs; i++)); do
	winnow
	[[ $alone ]] || other rensa
done
[[ $alone ]] || other datasketch

echo "$docs documents, $(($(wc -c <"$work/docs.jsonl") / docs)) bytes each, similarity $similarity, shingles of 5 words, $bands bands of $rows rows; one core"
echo
python3 - "$work/times" "$docs" <<'PYTHON'
import statistics, sys
rows = {}
for line in open(sys.argv[1]):
    name, wall, user, peak, found = line.split()
    rows.setdefault(name, []).append((float(wall), float(user), int(peak), int(found)))
docs = int(sys.argv[2])
median = lambda name, i: statistics.median(r[i] for r in rows[name])
print("| tool | speed of winnow against it | the same in processor time | peak memory | bytes a document | found |")
print("| --- | ---: | ---: | ---: | ---: | ---: |")
for name in rows:
    ratio = lambda i: f"{median(name, i) / max(median('winnow', i), 0.01):.1f} ×"
    peak = max(r[2] for r in rows[name])
    print(f"| {name} | {ratio(0)} | {ratio(1)} | {peak / 1000:.0f} MB | {peak * 1024 / docs:.0f} | {rows[name][0][3]} |")
PYTHON
