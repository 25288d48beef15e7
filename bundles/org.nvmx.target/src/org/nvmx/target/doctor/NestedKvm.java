// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Whether this host's KVM lets its guests use VMX. */
public final class NestedKvm {

	private static final String NAME = "KVM with nested VMX";
	private static final String CPUINFO = "/proc/cpuinfo";
	private static final String DEVICE = "/dev/kvm";
	private static final String NESTED = "/sys/module/kvm_intel/parameters/nested";
	private static final Pattern VMX = Pattern.compile("^flags\\s*:.*\\bvmx\\b", Pattern.MULTILINE);
	private static final String OTHERWISE = ", or use the target bochs, which needs no VT-x";

	private final HostTools host;

	/** @param host where to look */
	public NestedKvm(HostTools host) {
		this.host = host;
	}

	/** @return the verdict, with the first reason that stands against it */
	public Check check() {
		if (!VMX.matcher(read(CPUINFO)).find()) {
			return missing("this host's CPU does not offer VMX", "switch VT-x on in the firmware, or nested virtualization in the hypervisor this host runs on");
		}
		if (!Files.exists(host.file(NESTED))) {
			return missing("the kernel module kvm_intel is not loaded", "type: modprobe kvm_intel nested=1");
		}
		if (!read(NESTED).strip().matches("[Y1]")) {
			return missing("kvm_intel does not offer VMX to its guests", "type: modprobe -r kvm_intel && modprobe kvm_intel nested=1");
		}
		Path device = host.file(DEVICE);
		if (!Files.isReadable(device) || !Files.isWritable(device)) {
			return missing("you may not use " + DEVICE, "type: usermod -aG kvm $USER, and log in again");
		}
		return Check.ok(NAME, DEVICE + ", nested=1");
	}

	private static Check missing(String reason, String remedy) {
		return Check.missing(NAME, "QEMU cannot run a hypervisor here: " + reason, remedy + OTHERWISE);
	}

	private String read(String file) {
		try {
			return Files.readString(host.file(file));
		} catch (IOException e) {
			return "";
		}
	}
}
