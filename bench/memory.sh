#!/usr/bin/env bash
# How much memory winnow takes, whatever the input: peak resident set sizes as a
# table in Markdown. All input is made on the fly and comes through a pipe.
#
#   bench/memory.sh [-s SIZE] [-l SIZE] [-m MB]
#
# -s SIZE   the stream of JSON Lines, --scope document (2GB)
# -l SIZE   the single line, as text, JSON Lines and lines (1GB)
# -m MB     most that the stream may take (128): status 1 if it takes more
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
stream=2GB line=1GB most=128
usage() { sed -n '2,/^set /{/^set /!s/^# \{0,1\}//p}' "$0"; }
while getopts s:l:m:h option; do
	case $option in
	s) stream=$OPTARG ;;
	l) line=$OPTARG ;;
	m) most=$OPTARG ;;
	h) usage; exit 0 ;;
	*) usage >&2; exit 1 ;;
	esac
done
for tool in go /usr/bin/time; do
	command -v "$tool" >/dev/null || { echo "memory: missing: $tool" >&2; exit 1; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
go build -o "$work/winnow" .
go build -o "$work/corpus" ./bench/corpus

records() { "$work/corpus" -size "$stream" -jsonl; }
# One line without its end, with nothing in it that JSON would escape and no
# runs of spaces, which would make it a ticker.
one_line() { "$work/corpus" -size "$line" | tr '\n\t\r"\\' '     ' | tr -d '\000-\037' | tr -s ' '; }
one_record() { printf '{"id":1,"text":"' && one_line && printf '"}'; }

# Row NAME MAKER FLAGS... runs winnow on what MAKER prints and prints a row.
row() {
	local name=$1 maker=$2 status=0 out
	shift 2
	"$maker" | tee >(wc -c >"$work/in") |
		/usr/bin/time -f %M -o "$work/peak" "$work/winnow" --quiet "$@" | wc -c >"$work/out" || status=$?
	# With a status other than 0, time writes a line about it first.
	peak=$(($(tail -n 1 "$work/peak") / 1000))
	out=$(<"$work/out")
	echo "| $name | \`${*}\` | $(($(<"$work/in") / 1000000)) MB | $((out / 1000000)) MB | **$peak MB** | $status |"
	# 3: a record above --max-document goes through unchanged, and that is said.
	((status == 0 || status == 3)) || { echo "memory: $name: status $status" >&2; exit 1; }
	((out > 0)) || { echo "memory: $name: no output" >&2; exit 1; }
}

echo "| input | flags | in | out | peak | status |"
echo "| --- | --- | ---: | ---: | ---: | ---: |"
row "JSON Lines, a stream of records" records --from jsonl --scope document
over=$((peak > most))
row "one line, as text" one_line --from text
row "one line, as lines" one_line --from lines
row "one line, as JSON Lines" one_record --from jsonl
if ((over)); then
	echo "memory: the stream took more than $most MB" >&2
	exit 1
fi
