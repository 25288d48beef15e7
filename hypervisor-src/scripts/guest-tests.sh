#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# guest-tests.sh OUT [CPU...] [-- PROGRAM...]: every test program, bare on the
# emulated CPU and as L1 under nVMX, on each CPU model; then the side-by-side
# report OUT/guest-tests/report.md. Exit 0 when every difference is explained
# (see guest-tests.awk), 1 when not.
#
# A case that hangs or ends the machine is left out of the next attempt, so that
# it does not cost the others; it counts as CRASH.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
src=$(dirname "$here")
out=$1
shift
cpus= programs=
while [ $# -gt 0 ] && [ "$1" != -- ]; do
	cpus="$cpus $1"
	shift
done
[ $# -eq 0 ] || shift
programs=$*
[ -n "$cpus" ] || cpus='tigerlake corei7_skylake_x'
[ -n "$programs" ] || programs=$(ls "$src/guests/tests")
: "${SIDES:=bare l0}"
: "${ATTEMPTS:=6}"
: "${TIMEOUT:=60}"
export TIMEOUT
. "$here/bochs.sh"
results=$out/guest-tests
mkdir -p "$results"

# A program with a file "cpus" wants so many; L0 has one more for itself then,
# and a configuration with as many vCPUs (make smp).
cpus_of() {	# PROGRAM
	cat "$src/guests/tests/$1/cpus" 2>/dev/null || echo 1
}

grub_cfg() {	# SIDE PROGRAM SKIPPED
	echo 'set timeout=0'
	echo 'menuentry test {'
	if [ "$1" = bare ]; then
		echo "	multiboot /boot/$2.elf skip=$3"
	else
		echo '	multiboot2 /boot/nvmx.elf'
		echo "	module2 /boot/$2.elf $tag skip=$3"
	fi
	echo '}'
}

# attempt SIDE CPU PROGRAM SKIPPED: the guest's line in $dir/guest.txt.
attempt() {
	mkdir -p "$dir"
	CPUS=$(cpus_of "$3") tag=nested-hello nvmx=$out/nvmx.elf
	if [ "$CPUS" -gt 1 ]; then
		tag=nested-smp nvmx=$out/smp/nvmx.elf
		[ "$1" = bare ] || CPUS=$((CPUS + 1))
	fi
	grub_cfg "$1" "$3" "$4" >"$dir/grub.cfg"
	make_iso "$dir/boot.iso" "$dir/grub.cfg" "$nvmx" "$out/guests/$3.elf"
	run_bochs "$dir" "$dir/boot.iso" "$2"
	rm -f "$dir/boot.iso"
	line=com1
	[ "$1" = bare ] || line=com2
	tr -d '\r' <"$dir/$line.txt" >"$dir/guest.txt"
}

# run_program SIDE CPU PROGRAM: all case lines in $results/CPU-PROGRAM-SIDE.txt.
run_program() {
	dir=$results/$2-$3-$1
	log=$results/$2-$3-$1.txt
	skipped= tries=0
	: >"$log"
	while :; do
		attempt "$1" "$2" "$3" "$skipped"
		tries=$((tries + 1))
		! grep -Eq "^$3: (PASS|FAIL)" "$dir/guest.txt" || break
		run=$(sed -n 's/^run //p' "$dir/guest.txt" | tail -n 1)
		last=${run%% *}
		[ -n "$last" ] && [ "$tries" -lt "$ATTEMPTS" ] || break
		case $run in
		*'# FAULT('*) echo "case $last: $(echo "$run" | sed 's/.*# \(FAULT[^:]*\): /\1 the run ended here; emulator fault: /')" ;;
		*) echo "case $last: CRASH the run ended here" ;;
		esac >>"$log"
		skipped=${skipped:+$skipped,}$last
	done
	grep '^case ' "$dir/guest.txt" >>"$log" || true
	grep -E "^$3: (PASS|FAIL)" "$dir/guest.txt" >>"$log" ||
		echo "program $3: INCOMPLETE after $tries attempts" >>"$log"
	passed=$(grep -c '^case [^ ]*: PASS' "$log" || true)
	echo "$2 $3 $1: $passed of $(grep -c '^case ' "$log" || true) cases passed${skipped:+; crashed: $skipped}"
}

for cpu in $cpus; do
	for program in $programs; do
		for side in $SIDES; do
			run_program "$side" "$cpu" "$program"
		done
	done
done
status=0
for cpu in $cpus; do
	for program in $programs; do
		for side in $SIDES; do
			sed "s/^/$cpu $program $side /" \
				"$results/$cpu-$program-$side.txt"
		done
	done
done >"$results/all.txt"
sed -n 's/^VMX_HIDDEN(\([A-Z0-9_]*\), *"\(.*\)").*/hidden \1 \2/p' \
	"$src/data/vmx_controls.def" |
	awk -v sides="$SIDES" -f "$here/guest-tests.awk" - "$results/all.txt" \
	>"$results/report.md" || status=$?
sed -n '/^## Verdict/,/^## Cases/p' "$results/report.md" | grep -v '^## Cases'
echo "report: $results/report.md"
exit "$status"
