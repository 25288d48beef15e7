#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# run.sh OUT CPU GUEST: the guest as L1 under nVMX. Exit 0 when it says PASS.
set -eu
out=$1 cpu=$2 guest=$3
. "$(dirname "$0")/bochs.sh"
dir=$out/run/$cpu-$guest-l0
mkdir -p "$dir"
cat >"$dir/grub.cfg" <<EOF
set timeout=0
menuentry nvmx {
	${MULTIBOOT:-multiboot2} /boot/nvmx.elf
	$([ "${MULTIBOOT:-multiboot2}" = multiboot ] && echo module || echo module2) /boot/$guest.elf ${TAG:-nested-hello} ${ARGS-}
}
EOF
make_iso "$dir/boot.iso" "$dir/grub.cfg" "$out/nvmx.elf" "$out/guests/$guest.elf"
run_bochs "$dir" "$dir/boot.iso" "$cpu"
echo "--- COM1: L0"
cat "$dir/com1.txt"
echo "--- COM2: L1"
cat "$dir/com2.txt"
grep -q "^$guest: PASS" "$dir/com2.txt"
