#!/usr/bin/env bash
# How fast lines are deduplicated, and in how much memory, beside tools of the
# field, as ratios in one run on one core: a table in Markdown.
#
#   bench/dedupe.sh [-s SIZE | -l FILE] [-r RUNS] [-m MEMORY] [-t DIR]
#
# -s SIZE    lines to work on (2GB): bench/corpus with a fixed seed, mended, and
#            without blank lines, so that all tools give the same output
# -l FILE    a file with such lines
# -r RUNS    runs of each command, in turn (3)
# -m MEMORY  for the search on the disk and for sort, in MiB (128)
# -t DIR     where huniq and runiq are, or are put by cargo install; without it,
#            or where that fails, those that are in PATH are used
#
# CPU is user and system time together: on a machine that is shared it says more
# than the time that passed.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
size=2GB lines= runs=3 memory=128 tools=
usage() { sed -n '2,/^set /{/^set /!s/^# \{0,1\}//p}' "$0"; }
while getopts s:l:r:m:t:h option; do
	case $option in
	s) size=$OPTARG ;;
	l) lines=$(realpath "$OPTARG") ;;
	r) runs=$OPTARG ;;
	m) memory=$OPTARG ;;
	t) tools=$OPTARG ;;
	h) usage; exit 0 ;;
	*) usage >&2; exit 1 ;;
	esac
done
missing=()
for tool in go mawk sort taskset python3 /usr/bin/time; do
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
CGO_ENABLED=0 go build -trimpath -o "$work/winnow" .
file=$work/lines.txt
if [[ $lines ]]; then
	file=$lines
else
	go run ./bench/corpus -size "$size" -seed 1 |
		"$work/winnow" rewrite --quiet --no-rules --drop /dev/null | grep -v '^$' >"$file"
fi

core=$(python3 -c 'import os; print(min(os.sched_getaffinity(0)))')
alone="taskset -c $core"
winnow="GOMAXPROCS=1 $alone $work/winnow dedupe --quiet -j 1 --unit line --min-words 0"
names=() commands=()
row() { names+=("$1") commands+=("$2"); }
row 'winnow, --match exact' "$winnow --match exact $file"
row 'winnow' "$winnow $file"
command -v huniq >/dev/null && row "$(huniq --version)" "$alone huniq <$file"
command -v runiq >/dev/null && row "$(runiq --version)" "$alone runiq $file"
row "mawk '!s[\$0]++'" "$alone mawk '!s[\$0]++' $file"
row "winnow, --match exact --max-memory ${memory}MiB" "TMPDIR=$work $winnow --match exact --max-memory ${memory}MiB $file"
row "LC_ALL=C sort -u -S ${memory}M" "LC_ALL=C TMPDIR=$work $alone sort -u -S ${memory}M $file"

# What they write is checked first, which also brings the file into memory: nothing is timed.
for i in "${!names[@]}"; do
	sh -c "${commands[i]}" >"$work/out"
	# sort -u has another order; what is the same need not be sorted again.
	sum=$(md5sum <"$work/out" | cut -c1-8)
	[[ -f $work/sum.$sum ]] || LC_ALL=C TMPDIR=$work sort "$work/out" | md5sum | cut -c1-8 >"$work/sum.$sum"
	printf '%s\t%s\n' "$(<"$work/sum.$sum")" "${names[i]}" >>"$work/names"
done
rm -f "$work/out"
for ((run = 0; run < runs; run++)); do
	for i in "${!names[@]}"; do
		env /usr/bin/time -f '%e %U %S %M' -o "$work/time" sh -c "${commands[i]}" >/dev/null
		tail -n 1 "$work/time" >>"$work/times.$i"
	done
done

echo "$(($(wc -c <"$file") / 1000000)) MB, $(wc -l <"$file") lines (bench/corpus, seed 1, mended); $runs runs of each, medians"
echo
python3 - "$work" <<'PYTHON'
import statistics, sys
work = sys.argv[1]
names = [line.rstrip("\n").split("\t") for line in open(work + "/names")]
def median(i):
    runs = [[float(x) for x in line.split()] for line in open(f"{work}/times.{i}")]
    # time counts hundredths of a second.
    wall, cpu = (max(statistics.median(t), 0.01) for t in zip(*((e, u + s) for e, u, s, _ in runs)))
    return wall, cpu, max(run[3] for run in runs)
results = [median(i) for i in range(len(names))]
first = results[0]
print("| command | speed against the first | the same, by CPU | peak memory | output |")
print("| --- | ---: | ---: | ---: | --- |")
for (out, name), (wall, cpu, peak) in zip(names, results):
    print(f"| `{name}` | {first[0] / wall:.2f} × | {first[1] / cpu:.2f} × | {peak / 1000:.0f} MB | {out} |")
if len({out for out, name in names if name != "winnow"}) > 1:
    sys.exit("dedupe: the outputs differ")
PYTHON
