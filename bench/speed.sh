#!/usr/bin/env bash
# How fast the whole main job is, as ratios to other tools in one run of
# hyperfine: a table in Markdown, without times, which mean nothing on another
# machine. On a machine that does other work as well only the ratios by time on
# the processor say something.
#
#   bench/speed.sh [-s SIZE] [-r RUNS] [-d DATA | FILE]
#
# FILE      the text to work on; without it a corpus of SIZE (300MB) is made from
#           testdata with a fixed seed
# -d DATA   instead: the raw text of the labelled sets in the folder DATA,
#           repeated to SIZE
# -r RUNS   runs of each command (5)
#
# One core is taskset and GOMAXPROCS=1 -j 1; mawk and wc run on the same core.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
size=300MB runs=5 data=
usage() { sed -n '2,/^set /{/^set /!s/^# \{0,1\}//p}' "$0"; }
while getopts s:r:d:h option; do
	case $option in
	s) size=$OPTARG ;;
	r) runs=$OPTARG ;;
	d) data=$OPTARG ;;
	h) usage; exit 0 ;;
	*) usage >&2; exit 1 ;;
	esac
done
shift $((OPTIND - 1))
if (($# > 1)) || { (($# == 1)) && [[ $data ]]; }; then
	usage >&2
	exit 1
fi

missing=()
for tool in go hyperfine mawk wc taskset python3 ${data:+zstd}; do
	command -v "$tool" >/dev/null || missing+=("$tool")
done
if ((${#missing[@]})); then
	echo "speed: missing: ${missing[*]}" >&2
	exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
if (($# == 1)); then
	file=$(cd "$OLDPWD" && realpath -- "$1") what=$(basename -- "$1")
	[[ -s $file ]] || { echo "speed: $1: no such file, or empty" >&2; exit 1; }
elif [[ $data ]]; then
	file=$work/data.txt what="the raw text of the labelled sets, repeated"
	(cd "$OLDPWD" && python3 "$root/bench/rawtext.py" "$data" "$size") >"$file"
else
	file=$work/corpus.txt what="bench/corpus, seed 1"
	go run ./bench/corpus -size "$size" -seed 1 >"$file"
fi
go build -o "$work/winnow" .

# The cores this process may use, one a line.
cores=$(python3 -c 'import os; print(*sorted(os.sched_getaffinity(0)), sep="\n")')
one=$(head -n 1 <<<"$cores") two=$(head -n 2 <<<"$cores" | paste -sd,)
alone="taskset -c $one"
quoted=$(printf %q "$file")

commands=(
	-n 'winnow, one core' "GOMAXPROCS=1 $alone $work/winnow --quiet --from text -j 1 $quoted"
	-n 'winnow --disable model, one core' "GOMAXPROCS=1 $alone $work/winnow --quiet --from text -j 1 --disable model $quoted"
	-n "mawk '!s[\$0]++'" "$alone mawk '!s[\$0]++' $quoted"
	-n 'LC_ALL=C.UTF-8 wc -w' "LC_ALL=C.UTF-8 $alone wc -w $quoted"
)
if [[ $two != "$one" ]]; then
	commands+=(
		-n 'winnow, two cores, -j 1' "GOMAXPROCS=2 taskset -c $two $work/winnow --quiet --from text -j 1 $quoted"
		-n 'winnow, two cores, -j 2' "GOMAXPROCS=2 taskset -c $two $work/winnow --quiet --from text -j 2 $quoted"
	)
fi
hyperfine --style none --warmup 1 --runs "$runs" --export-json "$work/times.json" "${commands[@]}" >&2

echo "$(($(wc -c <"$file") / 1000000)) MB, $(($(wc -c <"$file") / $(wc -l <"$file"))) bytes a line ($what); $runs runs of each"
echo
python3 - "$work/times.json" <<'PYTHON'
import json, sys
results = {r["command"]: r for r in json.load(open(sys.argv[1]))["results"]}
winnow, mawk = results["winnow, one core"], results["mawk '!s[$0]++'"]
def cpu(r): return r["user"] + r["system"]
print("| command | speed against mawk | the same, by CPU | against winnow on one core | the same, by CPU |")
print("| --- | ---: | ---: | ---: | ---: |")
for name, r in results.items():
    ratios = [to[by] / r[by] if by else cpu(to) / cpu(r) for to in (mawk, winnow) for by in ("median", None)]
    print(f"| `{name}` | " + " | ".join(f"{x:.2f} ×" for x in ratios) + " |")
PYTHON
