// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.devicemodel;

/** The functions that launch scripts are made of; a script has those that it calls. They stop the script, with a reason, where the VM could not start. */
enum ShellFunction {

	NEED_FILE("""
			# need_file FILE: stops where a file is missing that the device model opens.
			need_file() {
				[ -e "$1" ] || fail "there is no $1, which the VM has as a disk"
			}
			"""),
	MOUNT_PARTITION("""
			# mount_partition PARTITION: mounts it on a folder of its own, which is in $folder afterwards.
			mount_partition() {
				[ -e "$1" ] || fail "there is no partition $1, which the VM has a disk on"
				folder=$(mktemp -d) || fail "cannot make a folder to mount $1 on"
				folders+=("$folder")
				mount -- "$1" "$folder" || fail "cannot mount $1"
			}
			"""),
	FIND_INPUT("""
			# find_input NAME PLACE: finds the input device that is called NAME and plugged in at PLACE; $input is its file, or empty.
			find_input() {
				local device name place
				input=
				for device in /sys/class/input/event*; do
					name='' place=''
					[ ! -r "$device/device/name" ] || IFS= read -r name <"$device/device/name"
					[ ! -r "$device/device/phys" ] || IFS= read -r place <"$device/device/phys"
					if [ "$name" = "$1" ] && [ "$place" = "$2" ]; then
						input=/dev/input/${device##*/}
						return
					fi
				done
				warn "there is no input device '$1' at '$2': the VM starts without it"
			}
			"""),
	FIND_MAC("""
			# find_mac: $mac is the address of the first network card, which makes the addresses of the VM's cards differ from those of other machines.
			find_mac() {
				local file
				mac=
				for file in /sys/class/net/e*/address; do
					if [ -r "$file" ] && IFS= read -r mac <"$file"; then
						return
					fi
				done
				warn 'there is no network card to derive MAC addresses from: machines with a VM of this name have the same ones'
			}
			"""),
	ADD_TAP("""
			# add_tap NAME: makes a tap device and joins it to ACRN's bridge; one that is there is used as it is.
			add_tap() {
				if ip link show dev "$1" >/dev/null 2>&1; then
					return
				fi
				ip tuntap add dev "$1" mode tap || fail "cannot make the tap device $1"
				taps+=("$1")
				if ip link show dev acrn-br0 >/dev/null 2>&1; then
					ip link set dev "$1" master acrn-br0 || fail "cannot join the tap device $1 to the bridge acrn-br0"
					ip link set dev "$1" up || fail "cannot switch the tap device $1 on"
				else
					warn "there is no bridge acrn-br0: the tap device $1 is not connected"
				fi
			}
			"""),
	TAKE_DEVICE("""
			# take_device BDF: takes a PCI device from its driver and gives it to pci-stub, from where the device model takes it.
			take_device() {
				local device=/sys/bus/pci/devices/$1
				[ -e "$device" ] || fail "there is no PCI device $1 in the Service VM"
				if [ -e "/sys/bus/pci/drivers/pci-stub/$1" ]; then
					return
				fi
				echo pci-stub >"$device/driver_override" || fail "cannot choose the driver of the PCI device $1"
				if [ -e "$device/driver" ]; then
					echo "$1" >"$device/driver/unbind" || fail "cannot take the PCI device $1 from its driver"
				fi
				echo "$1" >/sys/bus/pci/drivers_probe || fail "cannot give the PCI device $1 to pci-stub"
				[ -e "/sys/bus/pci/drivers/pci-stub/$1" ] || fail "pci-stub did not take the PCI device $1: is the module pci_stub loaded?"
			}
			"""),
	TAKE_CPU("""
			# take_cpu APIC_ID: takes a CPU from the Service VM, which does not get it back before the next start of the machine.
			take_cpu() {
				local cpu online tries=0
				cpu=$(awk -v id="$1" '$1 == "processor" { cpu = $3 } $1 == "apicid" && $3 == id { print cpu; exit }' /proc/cpuinfo)
				if [ -z "$cpu" ]; then
					return # it was taken before: only CPUs that are online are listed
				fi
				[ "$cpu" != 0 ] || fail "the VM needs the CPU with APIC id $1 for itself, but it is CPU 0 of the Service VM, which always needs it"
				while :; do
					{ echo 0 >"/sys/devices/system/cpu/cpu$cpu/online"; } 2>/dev/null
					IFS= read -r online <"/sys/devices/system/cpu/cpu$cpu/online"
					[ "$online" != 0 ] || break
					tries=$((tries + 1))
					[ "$tries" -lt 30 ] || fail "CPU $cpu of the Service VM does not go offline"
					sleep 1 # while the machine starts, CPUs cannot be switched off
				done
				echo "$cpu" >/sys/devices/virtual/misc/acrn_hsm/remove_cpu || fail "the hypervisor does not take CPU $cpu from the Service VM"
			}
			""");

	private final String text;

	ShellFunction(String text) {
		this.text = text;
	}

	/** @return its definition, with a comment */
	String text() {
		return text;
	}
}
