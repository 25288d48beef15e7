# SPDX-License-Identifier: BSD-3-Clause
#
# Sourced by run.sh, run-bare.sh, compare.sh, bench.sh: builds a boot ISO and runs it
# on Bochs with the serial lines in files. For developers of the hypervisor;
# the product's launcher does the same with sockets.
#
#   make_iso ISO GRUB.CFG FILE...    files go to /boot
#   run_bochs DIR ISO CPU            DIR/com1.txt, DIR/com2.txt, DIR/bochs.log

need() {
	command -v "$1" >/dev/null || {
		echo "$0: $1 is missing; install: apt-get install $2" >&2
		exit 3
	}
}

make_iso() {
	iso=$1 cfg=$2
	shift 2
	need grub-mkrescue grub-pc-bin
	need xorriso xorriso
	need mformat mtools
	tree=$(mktemp -d "${TMPDIR:-/tmp}/nvmx-iso.XXXXXX")
	mkdir -p "$tree/boot/grub"
	cp "$cfg" "$tree/boot/grub/grub.cfg"
	cp "$@" "$tree/boot/"
	grub-mkrescue -d /usr/lib/grub/i386-pc -o "$iso" \
		--install-modules='normal multiboot multiboot2 iso9660 biosdisk' \
		--fonts= --themes= --locales= "$tree" >"$iso.log" 2>&1 || {
		cat "$iso.log" >&2
		rm -rf "$tree"
		exit 3
	}
	rm -rf "$tree"
}

run_bochs() {
	dir=$1 iso=$2 cpu=$3
	need bochs-bin bochs
	rm -f "$dir/com1.txt" "$dir/com2.txt"
	cat >"$dir/bochsrc" <<EOF
config_interface: textconfig
display_library: rfb, options="timeout=0"
memory: guest=512, host=512
cpu: model=$cpu, count=${CPUS:-1}, ips=10000000, reset_on_triple_fault=0, ignore_bad_msrs=1
romimage: file=/usr/share/bochs/BIOS-bochs-latest
vgaromimage: file=/usr/share/bochs/VGABIOS-lgpl-latest
ata0-master: type=cdrom, path="$iso", status=inserted
boot: cdrom
com1: enabled=1, mode=file, dev="$dir/com1.txt"
com2: enabled=1, mode=file, dev="$dir/com2.txt"
log: "$dir/bochs.log"
panic: action=fatal
error: action=report
info: action=report
debug: action=ignore
speaker: enabled=0
EOF
	echo c >"$dir/rc"
	# The exit code of Bochs means nothing; the serial lines are the verdict.
	timeout -k 5 "${TIMEOUT:-120}" bochs-bin -q -f "$dir/bochsrc" \
		-rc "$dir/rc" </dev/null >"$dir/bochs.out" 2>&1 || true
	touch "$dir/com1.txt" "$dir/com2.txt"
}
