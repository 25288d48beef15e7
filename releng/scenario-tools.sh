#!/bin/sh
# SPDX-License-Identifier: EPL-2.0
#
# What "nvmx bench scenario [--short]" and "nvmx fuzz scenario|scenario-xml [--minutes N | --count N] [--first N]" do: measures the language and ACRN's
# XML, and looks for files that break a command or the editor. The command line is built; JAVA_HOME and MAVEN say what to run with.
# Exit codes: 0 fine, 1 problems found, 2 wrong usage, 3 this host lacks something.
set -u

here=$(dirname "$(dirname "$(readlink -f "$0")")")
build=$here/build/scenario-tools
log=$here/build/log
tests=$here/tests
mkdir -p "$build" "$log"

wrong_usage() {
	echo "nvmx: $1" >&2
	exit 2
}

# compile NAME JARS OPTION-OR-SOURCE...: into $build/NAME, with what the sources need of the tests.
compile() {
	classes=$build/$1
	libraries=$here/build/cli/lib/*${2:+:$2}
	shift 2
	rm -rf "$classes"
	mkdir -p "$classes"
	if ! "$JAVA_HOME/bin/javac" -nowarn --release 21 -d "$classes" -cp "$libraries" \
		-sourcepath "$tests/org.nvmx.robustness.tests/src:$tests/org.nvmx.acrn.tests/src:$here/releng/bench/src" "$@" >"$log/scenario-tools.log" 2>&1; then
		tail -n 20 "$log/scenario-tools.log" >&2
		exit 1
	fi
}

run() {
	"$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx1g -Dguice_bytecode_gen_option=DISABLED -cp "$classes:$libraries" "$@"
}

fetch_jmh() {
	[ "$build/jmh/fetched" -nt "$here/releng/bench/pom.xml" ] && return
	rm -rf "$build/jmh"
	if ! "$MAVEN" -B -ntp -f "$here/releng/bench/pom.xml" dependency:copy-dependencies "-DoutputDirectory=$build/jmh" >"$log/jmh.log" 2>&1; then
		tail -n 5 "$log/jmh.log" >&2
		echo "nvmx: JMH could not be fetched; check that Maven Central or your mirror of it can be reached" >&2
		exit 3
	fi
	touch "$build/jmh/fetched"
}

bench() {
	case $*: in
	scenario: | 'scenario --short:') ;;
	*) wrong_usage "usage: nvmx bench scenario [--short]" ;;
	esac
	fetch_jmh
	compile bench "$build/jmh/*" -processor org.openjdk.jmh.generators.BenchmarkProcessor "$here/releng/bench/src/org/nvmx/bench/"*.java
	if [ $# -eq 2 ]; then
		run org.nvmx.bench.BenchmarkReport --short 2>"$log/bench-scenario.log" || exit 1
		return
	fi
	echo "nvmx: measuring, for some minutes; a busy machine measures itself" >&2
	run org.nvmx.bench.BenchmarkReport "$here/docs/bench-scenario.md" "$here/nvmx" check "$here/examples/nested-hello/nested-hello.nvmx" 2>"$log/bench-scenario.log" || {
		tail -n 20 "$log/bench-scenario.log" >&2
		exit 1
	}
	echo "nvmx: written to docs/bench-scenario.md" >&2
}

# number OPTION VALUE LEAST
number() {
	case $2 in
	'' | *[!0-9]* | 0?*) wrong_usage "$1 takes a whole number, not '$2'" ;;
	esac
	[ "$2" -ge "$3" ] || wrong_usage "$1 takes a whole number from $3 on, not '$2'"
}

fuzz() {
	target=$1
	shift
	minutes=1
	count=0
	first=0
	while [ $# -gt 0 ]; do
		case $1 in
		--*=*)
			option=${1%%=*}
			value=${1#*=}
			shift
			;;
		*)
			[ $# -ge 2 ] || wrong_usage "usage: nvmx fuzz $target [--minutes N | --count N] [--first N]"
			option=$1
			value=$2
			shift 2
			;;
		esac
		case $option in
		--minutes) number "$option" "$value" 1 && minutes=$value ;;
		--count) number "$option" "$value" 1 && count=$value ;;
		--first) number "$option" "$value" 0 && first=$value ;;
		*) wrong_usage "usage: nvmx fuzz $target [--minutes N | --count N] [--first N]" ;;
		esac
	done
	compile "fuzz-$target" "" -proc:none "$tests/org.nvmx.robustness.tests/src/org/nvmx/robustness/FuzzCommand.java"
	cd "$here" || exit 3
	if run org.nvmx.robustness.FuzzCommand "$target" "$build/found" "$count" "$minutes" "$first"; then
		echo "nvmx: nothing found" >&2
	else
		exit 1
	fi
}

job=$1
shift
"$job" "$@"
