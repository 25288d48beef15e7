#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# hostile.sh OUT CPU [STEPS] [SEED]: guests/hostile/nested-hostile under nVMX. Exit
# 0 when it lives to its end, says PASS, L0 did not panic and finds its own
# memory untouched. STEPS counts VMX instructions and VM entries.
set -eu
out=$1 cpu=$2 steps=${3:-20000} seed=${4:-1}
. "$(dirname "$0")/bochs.sh"
dir=$out/run/$cpu-nested-hostile
mkdir -p "$dir"
cat >"$dir/grub.cfg" <<EOT
set timeout=0
menuentry hostile {
	multiboot2 /boot/nvmx.elf
	module2 /boot/nested-hostile.elf nested-hello steps=$steps seed=$seed
}
EOT
make_iso "$dir/boot.iso" "$dir/grub.cfg" "$out/nvmx.elf" "$out/guests/nested-hostile.elf"
TIMEOUT=${TIMEOUT:-$((60 + steps / 200))} run_bochs "$dir" "$dir/boot.iso" "$cpu"
tr -d '\r' <"$dir/com2.txt" | grep -v '^run ' || true
if grep -qi 'panic' "$dir/com1.txt"; then
	grep -i -A 20 'panic' "$dir/com1.txt"
	echo "hostile: L0 panicked (steps $steps, seed $seed)"
	exit 1
fi
tr -d '\r' <"$dir/com2.txt" | grep -q '^nested-hostile: PASS' || {
	echo "hostile: the guest did not reach its end (steps $steps, seed $seed)"
	exit 1
}
tr -d '\r' <"$dir/com1.txt" | grep 'unused memory are untouched' || {
	echo "hostile: L0's memory was touched, or not checked (steps $steps, seed $seed)"
	exit 1
}
