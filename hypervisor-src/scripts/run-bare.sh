#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# run-bare.sh OUT CPU GUEST: the guest on the bare emulated CPU. Exit 0 when it
# says PASS.
set -eu
out=$1 cpu=$2 guest=$3
. "$(dirname "$0")/bochs.sh"
dir=$out/run/$cpu-$guest-bare
mkdir -p "$dir"
cat >"$dir/grub.cfg" <<EOF
set timeout=0
menuentry bare {
	multiboot /boot/$guest.elf ${ARGS-}
}
EOF
make_iso "$dir/boot.iso" "$dir/grub.cfg" "$out/guests/$guest.elf"
run_bochs "$dir" "$dir/boot.iso" "$cpu"
echo "--- COM1: guest"
cat "$dir/com1.txt"
grep -q "^$guest: PASS" "$dir/com1.txt"
