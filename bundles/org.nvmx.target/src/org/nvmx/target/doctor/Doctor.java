// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.doctor;

import java.util.ArrayList;
import java.util.List;

import org.nvmx.target.bochs.BochsTarget;
import org.nvmx.target.image.BootImage;
import org.nvmx.target.qemu.QemuTarget;

/** Says what this host has and lacks for the jobs of nVMX Studio. */
public final class Doctor {

	private static final int MINIMUM_JAVA = 21;

	private final HostTools host;

	/** @param host where to look */
	public Doctor(HostTools host) {
		this.host = host;
	}

	/** @return every check, those for the main job first; QEMU and the tools for development are optional */
	public List<Check> examine() {
		List<Check> checks = new ArrayList<>();
		checks.add(java(Runtime.version().feature()));
		checks.addAll(toolchain());
		checks.addAll(BootImage.requirements(host));
		checks.addAll(BochsTarget.requirements(host));
		checks.add(host.checkProgram("clang", "clang").asOptional());
		QemuTarget.requirements(host, QemuTarget.Accelerator.KVM).stream().map(Check::asOptional).forEach(checks::add);
		checks.add(host.checkProgram("Xvfb", "xvfb").asOptional());
		return checks;
	}

	/** @return what the hypervisor is built with */
	public List<Check> toolchain() {
		return List.of(host.checkProgram("make", "make"), host.checkProgram("gcc", "gcc"), host.checkProgram("ld", "binutils"),
				host.checkProgram("objcopy", "binutils"));
	}

	static Check java(int feature) {
		return feature >= MINIMUM_JAVA ? Check.ok("Java", "Java " + feature)
				: Check.missing("Java", "Java " + feature + " is too old", "install a JDK " + MINIMUM_JAVA + " or newer");
	}
}
