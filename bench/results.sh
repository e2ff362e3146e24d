#!/usr/bin/env bash
# Measures everything anew and prints RESULTS.md (about 20 minutes):
#
#   bench/results.sh > RESULTS.new && mv RESULTS.new bench/RESULTS.md
#
# DATA and JUDGE name the labelled sets and the program that scores, TOOLS a
# folder with the tools that bench/dedupe.sh compares.
set -euo pipefail
cd "$(dirname "$0")/.."
data=${DATA:-../shared/data} judge=${JUDGE:-../shared/score.py} runs=${RUNS:-5}

section() { printf '\n## %s\n\n%s\n\n' "$1" "$2"; }
measure() {
	printf '```\n%s\n```\n\n' "$*"
	"$@" 2>/dev/null || { echo "results: status $?: $*" >&2; return 1; }
}

cat <<TEXT
# Results

Measured on $(date +%F) with $(go version | cut -d' ' -f3) on $(nproc) cores; printed by bench/results.sh.
TEXT
section "Cleaning: the rules alone" "F1 of 4-gram shingles (segF: of segments), as scraped and after \`winnow clean\`, with its precision and recall.
In turku the gold keeps broken characters as they were scraped, so mending them counts as harm there; its second row mends gold and scraped text
too, so that only the rules are judged."
measure bench/score.py --data "$data" --judge "$judge" -- --disable model
section "Cleaning: all figures" "As \`winnow eval\` prints them; \`winnow help eval\` says what they are."
for flags in "" "--disable model"; do
	printf '```\nwinnow eval --worst 0 %s%s/*.jsonl.zst\n\n' "${flags:+$flags }" "$data"
	# shellcheck disable=SC2086 # flags are words
	go run . eval --worst 0 $flags "$data"/*.jsonl.zst
	printf '```\n\n'
done
section "Cleaning: cross-validated" "The sets that the model was trained on, each page cleaned by a model that has seen no page of its site."
trained=()
for set in presse wcxb fundus andyfactory trafilatura newspaper readability chinese webmain; do trained+=("$data/$set.jsonl.zst"); done
trained+=(testdata/labelled/texts.jsonl)
crossed=$(mktemp)
go run . train --progress off --cross-validate "$crossed" "${trained[@]}"
printf '```\nwinnow train --cross-validate cv.jsonl SETS\nwinnow eval --worst 0 --score cv.jsonl SETS\n\n'
go run . eval --worst 0 --score "$crossed" "${trained[@]}"
printf '```\n\nThe same after `winnow dedupe --scope document --from jsonl cv.jsonl`:\n\n```\n'
go run . dedupe --quiet --scope document --from jsonl "$crossed" >"$crossed.once"
go run . eval --worst 0 --score "$crossed.once" "${trained[@]}"
printf '```\n\nWhat a second cleaning changes:\n\n'
measure bench/again.py --data "$data"
printf '\nHow much main text stays where all pages are one text, one below another:\n\n'
measure bench/dump.py "$data"
printf '\nA language that a model has not seen in training, by the sets that models are trained on and by those that none is:\n\n'
rm "$crossed" "$crossed.once"
measure bench/languages.py --data "$data"
section "Speed" "As ratios within one run of hyperfine, for times mean nothing on another machine: of medians by the clock, and of the time on the processor."
measure bench/speed.sh -r "$runs"
echo
measure bench/speed.sh -r "$runs" -d "$data"
section "Lines deduplicated" "One core, as ratios in one run: more is faster. All tools but the second command give the same lines; that is checked."
measure bench/dedupe.sh -r "$runs" ${TOOLS:+-t "$TOOLS"}
section "Near duplicates" "Editions of made-up stories. Found and recall are of documents that resemble an earlier one; all pairs were counted, without a sketch."
measure go run ./bench/near -docs 20000 -check
echo
measure go run ./bench/near -docs 20000 -parts
echo
measure bench/near.sh -p "${PYTHON:-python3}"
section "Templates of sites" "The labelled pages of sites with three pages or more. Templates alone, and the F1 of 4-gram shingles with the rules."
measure bench/templates.py --data "$data" --judge "$judge"
section "Memory" "Peak resident set. The record of 1 GB is above --max-document: it goes through unchanged, and status 3 says so."
measure bench/memory.sh
section "An index of earlier runs" "Reading the keys at the beginning is part of the time; it is about as long for a small input."
measure bench/seen.sh -r "$runs"
section "Crashes" "An error, or the end, at every step of a run with an index; then the run again."
measure go test ./internal/pipeline -run TestCrash -v -crashes 10000
echo
measure bench/crash.sh
