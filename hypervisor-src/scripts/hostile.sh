#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# hostile.sh OUT CPU [STEPS] [SEED] [L1_CPUS]: guests/hostile/nested-hostile under
# nVMX. Exit 0 when it lives to its end, has tried what it must (outcome.c), says
# PASS, L0 did not panic and finds its own memory untouched. With 2 L1_CPUS (a build
# of configs/nested-smp) the second one changes bitmaps, EPT12, VMCS regions and MSR
# lists while the first enters L2.
set -eu
out=$1 cpu=$2 steps=${3:-20000} seed=${4:-1} l1_cpus=${5:-1}
. "$(dirname "$0")/bochs.sh"
dir=$out/run/$cpu-nested-hostile
tag=nested-hello
if [ "$l1_cpus" -gt 1 ]; then
	tag=nested-smp
	# L0's shell has pCPU 0 for itself there.
	export CPUS=$((l1_cpus + 1))
fi
mkdir -p "$dir"
cat >"$dir/grub.cfg" <<EOT
set timeout=0
menuentry hostile {
	multiboot2 /boot/nvmx.elf
	module2 /boot/nested-hostile.elf $tag steps=$steps seed=$seed cpus=$l1_cpus
}
EOT
make_iso "$dir/boot.iso" "$dir/grub.cfg" "$out/nvmx.elf" "$out/guests/nested-hostile.elf"
TIMEOUT=${TIMEOUT:-$((120 + steps / 100))} run_bochs "$dir" "$dir/boot.iso" "$cpu"
tr -d '\r' <"$dir/com2.txt" | grep -v '^run ' || true
if grep -qi 'panic' "$dir/com1.txt"; then
	grep -i -A 20 'panic' "$dir/com1.txt"
	echo "hostile: L0 panicked (steps $steps, seed $seed, CPUs $l1_cpus)"
	exit 1
fi
tr -d '\r' <"$dir/com2.txt" | grep -q '^nested-hostile: PASS' || {
	echo "hostile: the guest did not reach its end, or says what it missed (steps $steps, seed $seed, CPUs $l1_cpus)"
	exit 1
}
tr -d '\r' <"$dir/com1.txt" | grep 'unused memory are untouched' || {
	echo "hostile: L0's memory was touched, or not checked (steps $steps, seed $seed, CPUs $l1_cpus)"
	exit 1
}
