// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.qemu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.nvmx.target.session.MachineSpec;

class QemuTargetTest {

	/** Expect: KVM on the host's CPU, no network, no screen, and each serial line connects to its port. */
	@Test
	void writesTheCommandLine() {
		MachineSpec machine = new MachineSpec(Path.of("/hv ws ä/nvmx.iso"), "host", 2, 512, List.of("L0", "L1"));
		assertEquals(List.of("qemu-system-x86_64", "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot",
				"-machine", "q35,accel=kvm", "-cpu", "host", "-smp", "2", "-m", "512M", "-boot", "d", "-cdrom", "/hv ws ä/nvmx.iso",
				"-chardev", "socket,id=com1,host=127.0.0.1,port=1001", "-serial", "chardev:com1",
				"-chardev", "socket,id=com2,host=127.0.0.1,port=1002", "-serial", "chardev:com2"),
				new QemuTarget(QemuTarget.Accelerator.KVM).command(machine, List.of(1001, 1002)));
	}

	/** Expect: the monitor link is the serial line after the consoles, and no line where it is not wanted. */
	@Test
	void putsTheMonitorLinkBehindTheConsoles() {
		Path medium = Path.of("/nvmx.iso");
		assertEquals(List.of("L0", "L1", "monitor"), new MachineSpec(medium, "host", 1, 512, List.of("L0", "L1"), true).serialLines());
		assertEquals(List.of("L1"), new MachineSpec(medium, "host", 1, 512, List.of("L1"), false).serialLines());
	}
}
