#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# bench.sh OUT [CPU...]: what an exit of L2 costs, bare and under nVMX, on each
# CPU model, as a table in OUT/bench/nested.md. A tick of the emulator's TSC is
# one instruction, so the figures are the same every time. Exit 1 when the round
# trip of a CPUID exit takes more than 800 ticks or 40 VMWRITEs.
#
# Then one round trip of an L2's CPUID exit is traced instruction by
# instruction: what L0 executes for it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$1
shift
cpus=${*:-tigerlake corei7_skylake_x}
. "$here/bochs.sh"
guest=nested-bench
results=$out/bench
mkdir -p "$results"

# Lines "bench NAME...  TICKS ticks|per ..." to "NAME;TICKS".
figures() {
	tr -d '\r' <"$1" | sed -n 's/^bench \(.\{14\}\) *\([0-9]*\) .*/\1;\2/p'
}

# Stops at the lean exit handler's first instruction again and again, then
# traces until it comes back.
trace() {
	dir=$1
	address=$(nm "$out/guests/$guest.elf64" | awk '$3 == "lean_exit" { print $1 }')
	{
		echo "pb 0x$address"
		i=0
		while [ $i -lt 300 ]; do
			echo c
			i=$((i + 1))
		done
		echo 'trace on'
		echo 's 4000'
		echo q
	} >"$dir/trace-rc"
	timeout -k 5 120 bochs-bin -q -f "$dir/bochsrc" -rc "$dir/trace-rc" \
		</dev/null >"$dir/trace.txt" 2>&1 || true
	awk -v address="$address" '
	$1 ~ /^\(0\)\.\[/ && NF > 5 {
		if (index($3, ":" address)) {
			if (started++)
				exit
		}
		if (!started)
			next
		text = $0
		sub(/^.*\): /, "", text)
		split(text, word, " ")
		# L0 lives in the 32 MiB at 256 MiB.
		if ($3 !~ /:00000000(10|11)[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]$/)
			next
		instructions++
		if (word[1] ~ /^(vmread|vmwrite|vmptrld|vmclear|invept|invvpid|cpuid|rdmsr|wrmsr)$/)
			count[word[1]]++
		# Each entry ends an exit to L0.
		if (word[1] == "vmresume" || word[1] == "vmlaunch")
			count["exits to L0"]++
	}
	END {
		if (!started) {
			print "trace: the exit handler was not reached" > "/dev/stderr"
			exit 1
		}
		print "instructions;" instructions
		n = split("exits to L0,vmread,vmwrite,vmptrld,vmclear,invept,invvpid,cpuid,rdmsr,wrmsr", names, ",")
		for (i = 1; i <= n; i++)
			print names[i] ";" count[names[i]] + 0
	}' "$dir/trace.txt"
}

# What L0 says of its work when the VM ends (vm.c), as rows of a table.
transitions() {
	tr -d '\r' <"$1" | awk '
	/: per transition of vcpu0:/ { wanted = 1; next }
	wanted && NF >= 6 && $(NF - 1) ~ /^[0-9.]+$/ {
		name = $1
		for (i = 2; i <= NF - 5; i++)
			name = name " " $i
		print "| " name " | " $(NF - 4) " | " $(NF - 3) " | " $(NF - 2) " | " $(NF - 1) " | " $NF " |"
		rows++
	}
	END {
		if (rows != 4) {
			print "bench: L0 did not tell what its transitions cost" > "/dev/stderr"
			exit 1
		}
	}'
}

{
	echo "# Cost of an L2 exit"
	echo
	echo "TSC ticks (on the emulator: instructions) of a round trip, seen by a minimal L1 that reads the exit reason, steps over the"
	echo "instruction and resumes. Bare: L1 on the emulated CPU. \`compute\`: L2's time for a loop without exits, per mille of L1's."
	echo "\`hlt\`: L1 wakes its L2. \`ept fault\`: L1 maps a page and resumes. The same for every run: made by \`make bench-doc\`."
	echo
	echo "Fields of vmcs01 that a VM exit loads and L1 can change without an exit are read and compared, and written only when they differ:"
	echo "hence many VMREADs and few VMWRITEs. Controls of vmcs02 that only L0 writes are compared with what it wrote last."
} >"$results/nested.md"
for cpu in $cpus; do
	for side in run-bare run; do
		sh "$here/$side.sh" "$out" "$cpu" $guest >"$results/$cpu-$side.log" || {
			echo "bench: $side on $cpu failed, see $results/$cpu-$side.log" >&2
			exit 1
		}
	done
	figures "$out/run/$cpu-$guest-bare/com1.txt" >"$results/bare"
	figures "$out/run/$cpu-$guest-l0/com2.txt" >"$results/l0"
	# The trace is another run, on the same lines.
	transitions "$out/run/$cpu-$guest-l0/com1.txt" >"$results/transitions"
	trace "$out/run/$cpu-$guest-l0" >"$results/path"
	{
		echo
		echo "## $cpu"
		echo
		echo "| exit | bare | under nVMX |"
		echo "|---|---|---|"
		join -t ';' "$results/bare" "$results/l0" --nocheck-order |
			awk -F ';' '{ sub(/ *$/, "", $1); print "| " $1 " | " $2 " | " $3 " |" }'
		echo
		echo "| L0 on the path of one CPUID exit of L2 | |"
		echo "|---|---|"
		awk -F ';' '{ print "| " $1 " | " $2 " |" }' "$results/path"
		echo
		echo "| transition, average over the whole benchmark | count | VMREADs | VMWRITEs | fields from vmcs12 | fields to vmcs12 |"
		echo "|---|---|---|---|---|---|"
		cat "$results/transitions"
	} >>"$results/nested.md"
done
cat "$results/nested.md"
awk -F '|' '
$2 == " cpuid " && NF == 5 && $4 + 0 > 800 { print "bench: a CPUID exit of L2 takes" $4 "ticks, more than 800"; slow = 1 }
$2 == " vmwrite " && $3 + 0 > 40 { print "bench: a CPUID exit of L2 takes" $3 "VMWRITEs, more than 40"; slow = 1 }
END { exit slow }' "$results/nested.md"
