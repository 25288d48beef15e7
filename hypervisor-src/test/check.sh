#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# check.sh HOST_OUT FUZZ_RUNS DOCS TARGET...: runs what host.mk has built. The last
# line is "N passed, N failed"; exit 1 when anything failed.
set -u
out=$1 runs=$2 docs=$3
shift 3
passed=0 failed=0

add() {
	passed=$((passed + $1))
	failed=$((failed + $2))
}

for compiler in gcc clang; do
	log=$out/$compiler/unit.log
	"$out/$compiler/unit" >"$log" 2>&1
	status=$?
	summary=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$log" | tail -1)
	grep -v ' passed, ' "$log"
	echo "unit tests ($compiler, ASan, UBSan): ${summary:-no summary, exit status $status}"
	# A crash counts as one failure: it has no summary line.
	if [ -n "$summary" ]; then
		add $summary
	else
		add 0 1
	fi
done

for target in "$@"; do
	log=$out/fuzz/$target.log
	if "$out/fuzz/$target" -runs="$runs" -seed=1 -max_len=4096 -len_control=0 -artifact_prefix="$out/fuzz/" >"$log" 2>&1; then
		add 1 0
		echo "fuzz $target: $runs runs"
	else
		add 0 1
		tail -40 "$log"
		echo "fuzz $target: FAILED, input and log in $out/fuzz"
	fi
done
# docs/support.md is the support program's output, no more and no less.
if "$out/support" --markdown | cmp -s - "$docs/support.md"; then
	add 1 0
else
	add 0 1
	echo "docs/support.md is not what data/ says: run make support-doc"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
