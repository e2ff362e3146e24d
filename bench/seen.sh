#!/usr/bin/env bash
# How fast a run with an index of earlier runs is, as ratios to the same run
# without one: a table in Markdown.
#
#   bench/seen.sh [-k KNOWN] [-n NUMBER] [-r RUNS]
#
# -k KNOWN    paragraphs that the index knows (20000000)
# -n NUMBER   paragraphs that are read; half of them are known (10000000)
# -r RUNS     runs of each command, in turn (3)
#
# A paragraph is a line of about 100 bytes, made by mawk. Each run begins with a
# copy of the same index and writes to a file. Wall and processor time are both
# given: on a busy machine the second says more. The folder TMPDIR needs 4 GB.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
known=20000000 number=10000000 runs=3
usage() { sed -n '2,/^set /{/^set /!s/^# \{0,1\}//p}' "$0"; }
while getopts k:n:r:h option; do
	case $option in
	k) known=$OPTARG ;;
	n) number=$OPTARG ;;
	r) runs=$OPTARG ;;
	h) usage; exit 0 ;;
	*) usage >&2; exit 1 ;;
	esac
done
for tool in go mawk /usr/bin/time; do
	command -v "$tool" >/dev/null || { echo "seen: missing: $tool" >&2; exit 1; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
CGO_ENABLED=0 go build -trimpath -o "$work/winnow" .
cd "$work"

# Paragraphs FROM NUMBER STEP MOD: every STEP-th from FROM on, modulo MOD.
paragraphs() {
	mawk -v from="$1" -v n="$2" -v step="$3" -v mod="$4" 'BEGIN {
		for (i = 0; i < n; i++) {
			k = (from + i * step) % mod
			printf "the harbour master of port %d wrote down that boat number %d left the old quay of the town at dawn\n", k % 9973, k
		}
	}'
}
paragraphs 0 "$known" 1 1000000000 | ./winnow dedupe --quiet --from text --seen index -o filled
rm filled
{
	paragraphs 0 $((number / 2)) 7919 "$known" # out of order
	paragraphs "$known" $((number - number / 2)) 1 1000000000
} >text

# Run NAME FLAGS... appends "wall processor kB" to the file NAME.
run() {
	local name=$1
	shift
	rm -rf copy
	cp -r index copy
	/usr/bin/time -f '%e %U %S %M' -o t ./winnow dedupe --quiet "$@" -o out text
	mawk '{ print $1, $2 + $3, $4 }' t >>"$name"
	wc -l <out >"$name.lines"
}
for ((i = 0; i < runs; i++)); do
	run without
	run with --seen copy
	run filter --seen copy --max-memory 256MB
done

# Median FILE COLUMN.
median() { sort -n -k "$2,$2" "$1" | mawk -v c="$2" '{ v[NR] = $c } END { print v[int((NR + 1) / 2)] }'; }
row() {
	mawk -v what="$1" -v w="$(median without 1)" -v a="$(median "$2" 1)" -v pw="$(median without 2)" -v pa="$(median "$2" 2)" \
		-v kb="$(median "$2" 3)" -v lines="$(<"$2.lines")" \
		'BEGIN { printf "| %s | %.2f × | %.2f × | %d MB | %d |\n", what, w / a, pw / pa, kb / 1000, lines }'
}
echo "$number paragraphs ($(($(wc -c <text) / 1000000)) MB), half of them among the $known of the index ($(($(du -sk index | cut -f 1) / 1000)) MB); $runs runs of each"
echo
echo "| command | speed, wall | speed, processor time | peak memory | lines out |"
echo "| --- | ---: | ---: | ---: | ---: |"
row '`winnow dedupe`' without
row '`winnow dedupe --seen`, keys in memory' with
row '`winnow dedupe --seen --max-memory 256MB`' filter
