#!/bin/sh
# SPDX-License-Identifier: EPL-2.0
#
# What "nvmx test [PART]..." does: runs every test, or those of the parts, and ends with one line "N passed, N failed, N skipped".
# The exit code is not 0 when a test failed, a part broke, or no test ran. JAVA_HOME and MAVEN say what to build and run with.
#
# Parts: rules (of the sources), host (the hypervisor's C code on this host), java (every bundle, the workbench and the emulator runs
# among them), script (nvmx itself), bench (whether the benchmarks of the language still run), guests (test guests on the emulator, bare and under the hypervisor, side by side; what an exit of
# L2 costs), hostile (an L1 that tries to break the hypervisor).
set -u

here=$(dirname "$(dirname "$(readlink -f "$0")")")
cd "$here" || exit 3
logs=$here/build/log
mkdir -p "$logs" build/test
passed=0
failed=0
skipped=0

# count PART PASSED FAILED SKIPPED
count() {
	passed=$((passed + $2))
	failed=$((failed + $3))
	skipped=$((skipped + $4))
	echo "== $1: $2 passed, $3 failed, $4 skipped"
}

# count_summary PART LOG: a part whose last word is "[...: ]N passed, N failed"; one that says nothing has failed.
count_summary() {
	summary=$(sed -n 's/^\(.*: \)\{0,1\}\([0-9]*\) passed, \([0-9]*\) failed$/\2 \3/p' "$2" | tail -n 1)
	if [ -z "$summary" ]; then
		tail -n 30 "$2"
		count "$1" 0 1 0
	else
		# shellcheck disable=SC2086 # two numbers on purpose
		count "$1" $summary 0
	fi
}

rules() {
	sh releng/source-rules.sh >"$logs/rules.log" 2>&1
	grep -v ' passed, ' "$logs/rules.log"
	count_summary rules "$logs/rules.log"
}

host() {
	make -j2 -C hypervisor-src "O=$here/build/test/hypervisor" check >"$logs/host.log" 2>&1 || tail -n 40 "$logs/host.log"
	count_summary host "$logs/host.log"
}

# report_sum ATTRIBUTE: over the reports of this run.
report_sum() {
	find tests -path '*/target/surefire-reports/TEST-*.xml' -newer build/test/java.stamp -exec grep -h -m 1 '<testsuite ' {} + |
		sed -n "s/.* $1=\"\\([0-9]*\\)\".*/\\1/p" | awk '{ sum += $1 } END { print sum + 0 }'
}

java() {
	touch build/test/java.stamp
	status=0
	# The workbench needs a display. All bundles are tested even when one of them fails.
	bash releng/with-display.sh "$MAVEN" -B -ntp verify -Dmaven.test.failure.ignore=true -Dnvmx.root="$here" >"$logs/java.log" 2>&1 || status=$?
	grep -aE '^\[ERROR\] |^(\[[A-Z]+\] )?Tests run:.*(FAIL|ERR)' "$logs/java.log" | cut -c1-300 | head -n 60
	broken=0
	if [ "$status" -ne 0 ]; then
		echo "the build ends with exit code $status; the whole story is in $logs/java.log"
		broken=1
	fi
	tests=$(report_sum tests)
	bad=$(($(report_sum failures) + $(report_sum errors)))
	out=$(report_sum skipped)
	[ "$tests" -gt 0 ] || broken=1
	count java $((tests - bad - out)) $((bad + broken)) "$out"
}

script() {
	sh tests/nvmx/script-test.sh >"$logs/script.log" 2>&1
	grep -v ' passed, ' "$logs/script.log"
	count_summary script "$logs/script.log"
}

bench() {
	"$here/nvmx" bench scenario --short >"$logs/bench-short.log" 2>&1
	count_summary bench "$logs/bench-short.log"
}

guests() {
	make -C hypervisor-src "O=$here/build/test/hypervisor" guest-tests >"$logs/guests.log" 2>&1
	grep '^\* ' "$logs/guests.log"
	verdict=$(sed -n 's/^guest-tests: PASS, \([0-9]*\) cases.*/\1 0/p; s/^guest-tests: FAIL, \([0-9]*\) cases, \([0-9]*\) unexplained, \([0-9]*\) .*/\1 \2 \3/p' \
		"$logs/guests.log" | tail -n 1)
	if [ -z "$verdict" ]; then
		tail -n 30 "$logs/guests.log"
		count guests 0 1 0
	else
		# shellcheck disable=SC2086 # numbers on purpose
		set -- $verdict
		count guests $(($1 - $2)) $(($2 + ${3:-0})) 0
	fi
	if make -C hypervisor-src "O=$here/build/test/hypervisor" bench >"$logs/bench.log" 2>&1; then
		count "guests' bench" 1 0 0
	else
		tail -n 20 "$logs/bench.log"
		count "guests' bench" 0 1 0
	fi
}

# hostile_run CPU TARGET STEPS: the same for every run; "make TARGET SEED=N STEPS=N" goes on from there.
hostile_run() {
	if make -C hypervisor-src "O=$here/build/test/hypervisor" "$2" "CPU=$1" "STEPS=$3" SEED=1 >"$logs/$2-$1.log" 2>&1; then
		lived=$((lived + 1))
	else
		died=$((died + 1))
		tail -n 20 "$logs/$2-$1.log"
	fi
}

# On each CPU model, alone and with a second vCPU that changes memory meanwhile.
hostile() {
	lived=0
	died=0
	for cpu in tigerlake corei7_skylake_x; do
		hostile_run "$cpu" hostile-test 50000
		hostile_run "$cpu" hostile-smp-test 20000
	done
	count hostile "$lived" "$died" 0
}

[ $# -gt 0 ] || set -- rules host java script bench guests hostile
for part in "$@"; do
	case $part in
	rules | host | java | script | bench | guests | hostile) ;;
	*)
		echo "nvmx: there is no part '$part'; there are: rules host java script bench guests hostile" >&2
		exit 2
		;;
	esac
done
for part in "$@"; do
	"$part"
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
