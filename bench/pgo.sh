#!/usr/bin/env bash
# Makes default.pgo, by which go build lays out the program for what it does most
# (profile-guided optimisation): a profile of the main job on text, of pages as JSON
# Lines and of lines that are deduplicated, on a corpus from testdata with a fixed
# seed.
#
#   bench/pgo.sh [-s SIZE] [-o FILE]
#
# -s SIZE   of the corpus (60MB)
# -o FILE   where the profile goes (default.pgo, beside main.go)
#
# To be made again when the hot paths have changed: an old profile does no harm, but
# less good.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
size=60MB to=$root/default.pgo
usage() { sed -n '2,/^set /{/^set /!s/^# \{0,1\}//p}' "$0"; }
while getopts s:o:h option; do
	case $option in
	s) size=$OPTARG ;;
	o) to=$(realpath -- "$OPTARG") ;;
	h) usage; exit 0 ;;
	*) usage >&2; exit 1 ;;
	esac
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
go run ./bench/corpus -size "$size" -seed 1 >"$work/corpus.txt"
go run ./bench/corpus -size "$size" -seed 2 -jsonl >"$work/corpus.jsonl"
GOMAXPROCS=1 go test ./internal/command -run '^$' -bench '^BenchmarkMain$' -benchtime 4x \
	-cpuprofile "$work/cpu.pprof" -o "$work/test" \
	-bench-text "$work/corpus.txt" -bench-jsonl "$work/corpus.jsonl" >&2
go tool pprof -proto -output "$work/default.pgo" "$work/cpu.pprof" >/dev/null 2>&1
mv "$work/default.pgo" "$to"
