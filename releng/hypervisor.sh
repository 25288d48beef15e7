#!/bin/sh
# SPDX-License-Identifier: EPL-2.0
#
# What "nvmx bench nested" and "nvmx fuzz TARGET [--minutes N]" do for the hypervisor: measures it, and looks for inputs that break its parts.
# Exit codes: 0 fine, 1 problems found, 2 wrong usage.
set -u

here=$(dirname "$(dirname "$(readlink -f "$0")")")
sources=$here/hypervisor-src
out=$here/build/test/hypervisor
log=$here/build/log

wrong_usage() {
	echo "nvmx: $1" >&2
	exit 2
}

run_make() {
	make -C "$sources" "O=$out" "$@"
}

fuzz_targets() {
	run_make -s fuzz-list
}

bench() {
	[ $# -eq 1 ] && [ "$1" = nested ] || wrong_usage "what to measure? there are: nvmx bench nested, nvmx bench scenario"
	mkdir -p "$log"
	echo "nvmx: running the guests of the benchmark, bare and under the hypervisor" >&2
	if ! run_make bench-doc >"$log/bench.log" 2>&1; then
		tail -n 20 "$log/bench.log" >&2
		exit 1
	fi
	cat "$here/docs/bench-nested.md"
	echo "nvmx: written to docs/bench-nested.md" >&2
}

fuzz() {
	target=${1:-}
	fuzz_targets | tr ' ' '\n' | grep -qx -- "$target" || wrong_usage "what to fuzz? there are: $(fuzz_targets) scenario scenario-xml"
	shift
	minutes=1
	case $#:${1:-} in
	0:) ;;
	2:--minutes) minutes=$2 ;;
	1:--minutes=*) minutes=${1#--minutes=} ;;
	*) wrong_usage "usage: nvmx fuzz TARGET [--minutes N]" ;;
	esac
	case $minutes in
	'' | *[!0-9]* | 0*) wrong_usage "--minutes takes a whole number from 1 on, not '$minutes'" ;;
	esac
	echo "nvmx: fuzzing $target for $minutes min; Ctrl-C ends it" >&2
	if run_make fuzz "TARGET=$target" "MINUTES=$minutes"; then
		echo "nvmx: nothing found" >&2
	else
		echo "nvmx: an input that breaks $target is in $out/host/corpus; run it again with: $out/host/fuzz/$target FILE" >&2
		exit 1
	fi
}

job=$1
shift
"$job" "$@"
