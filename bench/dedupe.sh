#!/usr/bin/env bash
# How fast lines are deduplicated, and in how much memory, beside tools of the
# field, as ratios in one run of hyperfine on one core: a table in Markdown.
#
#   bench/dedupe.sh [-s SIZE] [-r RUNS] [-m MEMORY] [-t DIR]
#
# -s SIZE    lines to work on (2GB): bench/corpus with a fixed seed, mended, and
#            without blank lines, so that all tools give the same output
# -r RUNS    runs of each command (3)
# -m MEMORY  for the search on the disk and for sort, in MiB (128)
# -t DIR     where huniq and runiq are, or are put by cargo install; without it,
#            or where that fails, those that are in PATH are used
#
# CPU is user and system time together: on a machine that is shared it says more
# than the time that passed.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
size=2GB runs=3 memory=128 tools=
usage() { sed -n '2,/^set /{/^set /!s/^# \{0,1\}//p}' "$0"; }
while getopts s:r:m:t:h option; do
	case $option in
	s) size=$OPTARG ;;
	r) runs=$OPTARG ;;
	m) memory=$OPTARG ;;
	t) tools=$OPTARG ;;
	h) usage; exit 0 ;;
	*) usage >&2; exit 1 ;;
	esac
done
missing=()
for tool in go hyperfine mawk sort taskset python3 /usr/bin/time; do
	command -v "$tool" >/dev/null || missing+=("$tool")
done
if ((${#missing[@]})); then
	echo "dedupe: missing: ${missing[*]}" >&2
	exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [[ $tools ]]; then
	export PATH=$tools/bin:$PATH
	for tool in huniq runiq; do
		command -v "$tool" >/dev/null || cargo install --quiet --root "$tools" "$tool" >&2 || true
	done
fi
cd "$root"
go build -o "$work/winnow" .
go run ./bench/corpus -size "$size" -seed 1 |
	"$work/winnow" rewrite --quiet --no-rules --drop /dev/null | grep -v '^$' >"$work/lines.txt"

core=$(python3 -c 'import os; print(min(os.sched_getaffinity(0)))')
alone="taskset -c $core"
winnow="GOMAXPROCS=1 $alone $work/winnow dedupe --quiet -j 1 --unit line --min-words 0"
file=$work/lines.txt
names=() commands=()
row() { names+=("$1") commands+=("$2"); }
row 'winnow, --match exact' "$winnow --match exact $file"
row 'winnow' "$winnow $file"
command -v huniq >/dev/null && row "$(huniq --version)" "$alone huniq <$file"
command -v runiq >/dev/null && row "$(runiq --version)" "$alone runiq $file"
row "mawk '!s[\$0]++'" "$alone mawk '!s[\$0]++' $file"
row "winnow, --match exact --max-memory ${memory}MiB" "TMPDIR=$work $winnow --match exact --max-memory ${memory}MiB $file"
row "LC_ALL=C sort -u -S ${memory}M" "LC_ALL=C TMPDIR=$work $alone sort -u -S ${memory}M $file"

arguments=()
: >"$work/memory"
for i in "${!names[@]}"; do
	# One run for the memory, and for the output.
	env /usr/bin/time -f %M -o "$work/peak" sh -c "${commands[i]}" >"$work/out"
	out=$(LC_ALL=C sort "$work/out" | md5sum | cut -c1-8) # sort -u has another order
	printf '%s\t%s\n' "$(tail -n 1 "$work/peak")" "$out" >>"$work/memory"
	arguments+=(-n "${names[i]}" "${commands[i]}")
done
rm -f "$work/out"
hyperfine --style none --runs "$runs" --export-json "$work/times.json" "${arguments[@]}" >&2

echo "$(($(wc -c <"$file") / 1000000)) MB, $(wc -l <"$file") lines (bench/corpus, seed 1, mended); $runs runs of each, medians"
echo
python3 - "$work" <<'PYTHON'
import json, statistics, sys
work = sys.argv[1]
results = json.load(open(work + "/times.json"))["results"]
measured = [line.split() for line in open(work + "/memory")]
cpu = lambda r: r["user"] + r["system"]
first = results[0]
print("| command | speed against the first | the same, by CPU | peak memory | output |")
print("| --- | ---: | ---: | ---: | --- |")
for r, (peak, out) in zip(results, measured):
    print(f"| `{r['command']}` | {first['median'] / r['median']:.2f} × | {cpu(first) / cpu(r):.2f} × | {int(peak) / 1000:.0f} MB | {out} |")
if len({out for (_, out), r in zip(measured, results) if r["command"] != "winnow"}) > 1:
    sys.exit("dedupe: the outputs differ")
PYTHON
