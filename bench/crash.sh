#!/usr/bin/env bash
# A real run with --seen, ended at every N-th write, fsync and rename: by an
# error that strace puts in their place, and by SIGKILL. After each the same
# command runs again; what it writes must be what a run writes to which nothing
# happened, and the index must be sound. The last line says how often.
#
#   bench/crash.sh [-s STEP] [-b BINARY] [-k]
#
# -s STEP     only every STEP-th call (1)
# -b BINARY   the winnow to try, instead of one that is built
# -k          keep the folder of the first fault
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
step=1 binary= keep=
usage() { sed -n '2,/^set /{/^set /!s/^# \{0,1\}//p}' "$0"; }
while getopts s:b:kh option; do
	case $option in
	s) step=$OPTARG ;;
	b) binary=$(realpath -- "$OPTARG") ;;
	k) keep=1 ;;
	h) usage; exit 0 ;;
	*) usage >&2; exit 1 ;;
	esac
done
command -v strace >/dev/null || { echo "crash: missing: strace" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [[ ! $binary ]]; then
	(cd "$root" && CGO_ENABLED=0 go build -trimpath -o "$work/winnow" .)
	binary=$work/winnow
fi

# The world before: pages, some of them cleaned by an earlier run. A document is
# known by its path, so all of this happens in one place.
trial=$work/trial
mkdir -p "$trial/pages"
cd "$trial"
for i in 1 2 3 4 5 6; do
	for p in "$i" $((i + 1)) $((i * 7 % 5)); do
		echo "This is the paragraph of the crash test with the number $p, and it is long enough."
	done >"pages/$i.txt"
done
"$binary" --seen index -o one/ pages/1.txt pages/2.txt pages/3.txt
cp -r "$trial" "$work/start"

command=("$binary" --quiet --seen index -j 2 -o two/ pages/2.txt pages/3.txt pages/4.txt pages/5.txt pages/6.txt)
GOMAXPROCS=1 strace -f -qq -o "$work/trace" -e trace=write,pwrite64,fsync,fdatasync,rename,renameat,renameat2 "${command[@]}"
count() { grep -cE "^[0-9]+ +($1)\(" "$work/trace" || true; }
cp -r two "$work/calm"

trials=0 faults=0 hit=0
fault() {
	faults=$((faults + 1))
	echo "crash: $*" >&2
	if [[ $keep ]]; then
		echo "crash: see $work" >&2
		trap - EXIT
		exit 1
	fi
}
try() { # CALLS N WHAT
	local status=0
	cd "$work"
	rm -rf "$trial"
	cp -r start "$trial"
	cd "$trial"
	# strace counts the calls of each thread. It dies of what its child dies of,
	# and bash would say so.
	{ GOMAXPROCS=1 timeout 60 strace -f -qq -o "$work/injected" -e trace="$1" -e inject="$1:$3:when=$2" "${command[@]}" || status=$?; } >/dev/null 2>&1
	trials=$((trials + 1))
	if ((status != 0)); then hit=$((hit + 1)); fi
	if ((status == 124)); then fault "$1 $2 $3: the run hangs"; return; fi
	if ! "${command[@]}"; then fault "$1 $2 $3: the second run fails"; return; fi
	# A run that is killed leaves its temporary files behind.
	diff -r -x '.winnow-*.tmp' "$work/calm" two >&2 || fault "$1 $2 $3: the output differs"
	"$binary" seen check index >/dev/null || fault "$1 $2 $3: the index is not sound"
}
for calls in write pwrite64 fsync fdatasync rename,renameat,renameat2; do
	n=$(count "${calls//,/|}")
	for ((i = 1; i <= n; i += step)); do
		try "$calls" "$i" error=EIO
		try "$calls" "$i" signal=SIGKILL
	done
done
echo "$trials trials, of which $hit ended the run with an error: $faults faults"
((trials > 0 && hit > 0 && faults == 0))
