#!/bin/sh
# SPDX-License-Identifier: EPL-2.0
#
# Tests of the script nvmx: what it does on hosts that lack things, from odd places, and the second time. The last line is
# "script: N passed, N failed".
set -u

root=$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")
nvmx=$root/nvmx
example=$root/examples/nested-hello/nested-hello.nvmx
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
passed=0
failed=0

# run COMMAND...: its exit code in $status, what it says in $folder/out and $folder/err.
run() {
	status=0
	"$@" >"$folder/out" 2>"$folder/err" </dev/null || status=$?
}

# expect WHAT CONDITION...: one verdict.
expect() {
	what=$1
	shift
	if "$@"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "script test failed: $what; exit code $status, said:"
		cat "$folder/out" "$folder/err"
	fi
}

says() {
	grep -q -- "$1" "$folder/out" "$folder/err"
}

# A host with the tools of every Unix and nothing else.
bare_host() {
	mkdir "$folder/bin"
	for tool in sh dirname readlink sed awk grep find sort head tail cat id mkdir touch uname cut date flock rm mv "$@"; do
		ln -s "$(command -v "$tool")" "$folder/bin/$tool"
	done
}

# A JDK that writes down each start of a JVM in $folder/started, and the classes that it loads in $folder/classes.
watched_jdk() {
	mkdir -p "$folder/jdk/bin"
	ln -s "$JAVA_HOME/release" "$folder/jdk/release"
	ln -s "$JAVA_HOME/bin/javac" "$folder/jdk/bin/javac"
	cat >"$folder/jdk/bin/java" <<-EOF
		#!/bin/sh
		echo "java \$*" >>"$folder/started"
		# nvmx switches all logs off; the last word counts.
		for argument; do
			shift
			[ "\$argument" = -cp ] && set -- "\$@" "-Xlog:class+load:file=$folder/classes"
			set -- "\$@" "\$argument"
		done
		exec "$JAVA_HOME/bin/java" "\$@"
	EOF
	chmod +x "$folder/jdk/bin/java"
}

# What starts a framework or is its core: org.eclipse.osgi's launcher and container, Equinox's native launcher.
osgi_framework='org\.eclipse\.osgi\.launch\.\|org\.eclipse\.osgi\.internal\.framework\.\|org\.eclipse\.core\.runtime\.adaptor\.EclipseStarter\|org\.eclipse\.equinox\.launcher\.'

run "$nvmx"
expect "without a command: exit code 2 and the list of commands" [ "$status" -eq 2 ]
expect "without a command: the list of commands" says 'run \[SCENARIO\]'

run "$nvmx" frobnicate
expect "an unknown command: exit code 2" [ "$status" -eq 2 ]
expect "an unknown command: is named" says frobnicate

run "$nvmx" fuzz --help
expect "--help behind a command: exit code 0" [ "$status" -eq 0 ]
expect "--help behind a command: tells of it" says 'fuzz TARGET'

run "$nvmx" test frobnicate
expect "an unknown part of the tests: exit code 2" [ "$status" -eq 2 ]

run "$nvmx" fuzz
expect "fuzz without a target: exit code 2" [ "$status" -eq 2 ]
for target in bitmaps checks ept monitor operand session scenario scenario-xml; do
	expect "fuzz without a target: names $target" says "$target"
done

run "$nvmx" fuzz ept --minutes soon
expect "fuzz for no number of minutes: exit code 2" [ "$status" -eq 2 ]

run "$nvmx" fuzz scenario --count 0
expect "fuzz of no scenario: exit code 2" [ "$status" -eq 2 ]
expect "fuzz of no scenario: says what is wrong" says 'takes a whole number from 1 on'

run "$nvmx" fuzz scenario --count 5 --first=100
expect "fuzz of five scenarios: exit code 0" [ "$status" -eq 0 ]
expect "fuzz of five scenarios: says how many" says 'scenario: 5 mutants tried'

run env "JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=$folder/nowhere" "$nvmx" fuzz scenario --count 5
expect "fuzz that cannot write its files: exit code 1" [ "$status" -eq 1 ]
expect "fuzz that cannot write its files: says why" says 'the fuzzer fails: .*NoSuchFileException'

run "$nvmx" bench everything
expect "bench of something unknown: exit code 2" [ "$status" -eq 2 ]
expect "bench of something unknown: says what there is" says 'nvmx bench nested'

bare_host
run env -i "PATH=$folder/bin" "NVMX_JVMS=$folder/no-jdk" "$nvmx" help
expect "help on a host without Java: exit code 0" [ "$status" -eq 0 ]

run env -i "PATH=$folder/bin" "NVMX_JVMS=$folder/no-jdk" "$nvmx" check "$example"
expect "a host without a JDK: exit code 3" [ "$status" -eq 3 ]
expect "a host without a JDK: one line" [ "$(wc -l <"$folder/err")" -eq 1 ]
expect "a host without a JDK: the line says what to do" says 'JDK, 21 or newer'

run env -i "PATH=$folder/bin" "JAVA_HOME=$JAVA_HOME" "$nvmx" run
expect "a host without tools where nothing may be installed: exit code 3" [ "$status" -eq 3 ]
expect "a host without tools: one line" [ "$(wc -l <"$folder/err")" -eq 1 ]
expect "a host without tools: the line can be typed" says 'type: sudo apt-get install -y --no-install-recommends .*xorriso'

run "$nvmx" check "$example"
expect "a good scenario: exit code 0" [ "$status" -eq 0 ]
stamp=$(ls -l --time-style=full-iso "$root/build/cli/stamp")
watched_jdk
run env "JAVA_HOME=$folder/jdk" "$nvmx" check "$example"
expect "the second call: exit code 0" [ "$status" -eq 0 ]
expect "the second call builds nothing" [ "$stamp" = "$(ls -l --time-style=full-iso "$root/build/cli/stamp")" ]
expect "the second call starts one JVM" [ "$(grep -c . "$folder/started")" -eq 1 ]
expect "the second call loads the program" grep -q 'org\.nvmx\.cli\.CheckCommand ' "$folder/classes"
expect "the second call starts no OSGi framework" [ "$(grep -c "$osgi_framework" "$folder/classes")" -eq 0 ]
expect "the second call takes nine classes of ten from the archive" [ "$(grep -c 'shared objects file' "$folder/classes")" -gt $(($(wc -l <"$folder/classes") * 9 / 10)) ]

run "$nvmx" run --counters --output "$folder/run" "$example"
expect "a run of the example: exit code 0" [ "$status" -eq 0 ]
expect "a run of the example: L1 passes" says '^\[L1\] nested-hello: PASS'
expect "the counters of the run: VM exits of L2 were given to L1" says '^ *0 *0 *10 CPUID  *[0-9]*  *[1-9][0-9]*  *[1-9][0-9]*$'
expect "and what giving them to L1 has cost" says '^ *0 *0 *VM exits given to L1  *[1-9][0-9]*  *[0-9.]*  *[0-9.]*  *[0-9.]*  *[0-9.]*$'

for scenario in "$root"/examples/*/*.nvmx "$root/tests/nvmx/every-device.nvmx"; do
	"$nvmx" generate "$scenario" --output "$folder/generated/$(basename "$scenario" .nvmx)" >/dev/null 2>&1
done
run shellcheck "$folder"/generated/*/acrn/*.sh "$folder"/generated/*/nested/*.sh
expect "shellcheck has nothing to say about generated scripts" [ "$status" -eq 0 ]
expect "there are generated scripts of a VM with every device" [ -x "$folder/generated/every-device/acrn/launch_user_vm_id1.sh" ]

mkdir "$folder/hv ws ä"
ln -s "$nvmx" "$folder/hv ws ä/nvmx"
sed 's/nested virtualization on/nested virtualization off/' "$example" >"$folder/hv ws ä/größe.nvmx"
cd "$folder/hv ws ä" || exit 1
run env -u LC_ALL LANG=C ./nvmx check größe.nvmx
expect "a bad scenario, by a link, in a folder with blanks and umlauts, in the C locale: exit code 1" [ "$status" -eq 1 ]
expect "the problem is told with file, line and column" says '^größe.nvmx:[0-9]*:[0-9]*: error: '

echo "script: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
