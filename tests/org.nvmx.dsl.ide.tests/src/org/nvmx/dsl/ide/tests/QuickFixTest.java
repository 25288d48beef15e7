// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fix: text in, text out. */
class QuickFixTest {

	private static final String HEAD = "scenario s hypervisor { scheduler noop nested virtualization on } service vm v { ";
	private static final String RECIPE = "guest flags NVMX_ENABLED, LAPIC_PASSTHROUGH legacy vuart 0 off console vuart pci kernel elf \"k\" ";

	@Test
	void scheduler() {
		fix("Set the scheduler to noop", "scenario s hypervisor { nested virtualization on scheduler bvt }",
				"scenario s hypervisor { nested virtualization on scheduler noop }");
	}

	@Test
	void missingFlags() {
		fix("Add the guest flag LAPIC_PASSTHROUGH", HEAD + "guest flags NVMX_ENABLED kernel elf \"k\" }",
				HEAD + "guest flags NVMX_ENABLED, LAPIC_PASSTHROUGH kernel elf \"k\" }");
		fix("Add the guest flag NVMX_ENABLED", HEAD + "guest flags LAPIC_PASSTHROUGH kernel elf \"k\" }",
				HEAD + "guest flags LAPIC_PASSTHROUGH, NVMX_ENABLED kernel elf \"k\" }");
		fix("Add the guest flags for nested virtualization", HEAD + "kernel elf \"k\" }",
				HEAD + "kernel elf \"k\" guest flags NVMX_ENABLED, LAPIC_PASSTHROUGH }");
	}

	@Test
	void flagsThatDoNotBelong() {
		fix("Remove the guest flag LAPIC_PASSTHROUGH", HEAD + "guest flags RT, LAPIC_PASSTHROUGH, HIDE_MTRR kernel elf \"k\" }",
				HEAD + "guest flags RT, HIDE_MTRR kernel elf \"k\" }");
		fix("Remove the guest flag NVMX_ENABLED", "scenario s\npost-launched vm a {\n\tguest flags NVMX_ENABLED\n\tcpus 1\n}\n",
				"scenario s\npost-launched vm a {\n\tcpus 1\n}\n");
		fix("Remove the second flag", "scenario s post-launched vm a { guest flags RT, RT }", "scenario s post-launched vm a { guest flags RT }");
	}

	@Test
	void nestedVirtualization() {
		fix("Turn nested virtualization on", "scenario s\nhypervisor {\n\tscheduler noop // keep\n\n}\nservice vm v { " + RECIPE + "}",
				"scenario s\nhypervisor {\n\tscheduler noop // keep\n\tnested virtualization on\n\n}\nservice vm v { " + RECIPE + "}");
		fix("Turn nested virtualization on", "scenario s hypervisor { nested virtualization off scheduler noop } service vm v { " + RECIPE + "}",
				"scenario s hypervisor { nested virtualization on scheduler noop } service vm v { " + RECIPE + "}");
	}

	@Test
	void consoles() {
		String text = HEAD + "guest flags NVMX_ENABLED, LAPIC_PASSTHROUGH legacy vuart 0 COM1 console vuart off kernel elf \"k\" }";
		fix("Turn legacy vUART 0 off", text, text.replace("0 COM1", "0 off"));
		fix("Put the console vUART on PCI", text, text.replace("vuart off", "vuart pci"));
	}

	@Test
	void pcpu0() {
		fix("Leave pCPU 0 to the hypervisor", HEAD + "cpus 3, 0..1 " + RECIPE + "}", HEAD + "cpus 3, 1 " + RECIPE + "}");
		fix("Leave pCPU 0 to the hypervisor", HEAD + "cpus 3, 0 " + RECIPE + "}", HEAD + "cpus 3 " + RECIPE + "}");
		fix("Build for release", HEAD + "cpus 0 " + RECIPE + "}",
				HEAD.replace("on }", "on build release }") + "cpus 0 " + RECIPE + "}");
	}

	@Test
	void cpuLists() {
		fix("Write 1..3", "scenario s post-launched vm a { cpus 3..1 }", "scenario s post-launched vm a { cpus 1..3 }");
	}

	@Test
	void optionsWrittenTwice() {
		fix("Remove this option", "scenario s\nhypervisor {\n\tbuild debug\n\tbuild release // why\n}\n",
				"scenario s\nhypervisor {\n\tbuild debug\n\t// why\n}\n");
		fix("Remove this option", "scenario s\npost-launched vm a {\n\tcpus 1\n\tcpus 2\n}\n", "scenario s\npost-launched vm a {\n\tcpus 1\n}\n");
	}

	@Test
	void commentsStay() {
		fix("Remove this option", "scenario s\npost-launched vm a {\n\tcpus 1\n\tcpus /* one */ 2, // two\n\t\t3\n}\n",
				"scenario s\npost-launched vm a {\n\tcpus 1\n\t/* one */ // two\n}\n");
		fix("Write 1..3", "scenario s post-launched vm a { cpus 3/* why */..1 }", "scenario s post-launched vm a { cpus 1..3 /* why */ }");
		fix("Remove the second flag", "scenario s post-launched vm a { guest flags RT /* both */, RT }", "scenario s post-launched vm a { guest flags RT/* both */ }");
	}

	@Test
	void sizes() {
		String text = HEAD + RECIPE + "nested vm n { memory %s } }";
		fix("Write 2 GiB", text.formatted("2"), text.formatted("2 GiB"));
		fix("Write 2 GiB", text.formatted("2 GB"), text.formatted("2 GiB"));
		fix("Write 512 MiB", text.formatted("512m"), text.formatted("512 MiB"));
	}

	@Test
	void macAddresses() {
		String text = HEAD + RECIPE + "nested vm n { network tap mac 52:54:00:ff:ff:ff network tap mac %s } }";
		fix("Use the free address 52:54:00:00:00:00", text.formatted("52:54:00:ff:ff:ff"), text.formatted("52:54:00:00:00:00"));
		fix("Write 00:00:5e:00:00:01", text.formatted("01:00:5e:00:00:01"), text.formatted("00:00:5e:00:00:01"));
	}

	@Test
	void names() {
		fix("Rename to a_2", "scenario s post-launched vm a { } post-launched vm b { } post-launched vm a { }",
				"scenario s post-launched vm a_2 { } post-launched vm b { } post-launched vm a { }");
		fix("Rename to \"my vm_3\"", "scenario s post-launched vm \"my vm\" { } post-launched vm 'my vm' { } post-launched vm \"my vm_2\" { }",
				"scenario s post-launched vm \"my vm_3\" { } post-launched vm 'my vm' { } post-launched vm \"my vm_2\" { }");
	}

	@Test
	void texts() {
		fix("Replace white space by underscores", "scenario s pre-launched vm a { kernel elf \"two  words\" }",
				"scenario s pre-launched vm a { kernel elf \"two_words\" }");
		fix("Remove control characters", "scenario s post-launched vm \"a\\n\\u0007b\" { }", "scenario s post-launched vm \"ab\" { }");
		fix("Remove the option", "scenario s\nhypervisor {\n\tserial console \"\"\n}\n", "scenario s\nhypervisor {\n}\n");
	}

	@Test
	void syntax() {
		fix("Change to 'scheduler'", "scenario s hypervisor { schedulr noop }", "scenario s hypervisor { scheduler noop }");
		fix("Put the name in quotes", "scenario nested", "scenario \"nested\"");
		fix("Close the string at the end of the line", "scenario \"s\nhypervisor { }", "scenario \"s\"\nhypervisor { }");
	}

	@Test
	void structure() {
		fix("Add a scenario", "", "scenario my_scenario\n");
		fix("Add a scenario", "// nothing yet", "// nothing yet\nscenario my_scenario\n");
		fix("Add a Linux kernel", "scenario s\npre-launched vm a {\n\tcpus 1\n}\n",
				"scenario s\npre-launched vm a {\n\tcpus 1\n\tkernel bzImage \"Linux_bzImage\"\n}\n");
		fix("Put the disk on virtio", HEAD + RECIPE + "nested vm n { " + "disk raw \"/d\" on ide ".repeat(5) + "} }",
				HEAD + RECIPE + "nested vm n { " + "disk raw \"/d\" on ide ".repeat(4) + "disk raw \"/d\" on virtio } }");
	}

	@Test
	void valuesThatAreAlmostRight() {
		fix("Write 00:16:3d:60:0a:80", HEAD + RECIPE + "nested vm n { network tap mac 00:16:3d:60:0a80 } }", HEAD + RECIPE + "nested vm n { network tap mac 00:16:3d:60:0a:80 } }");
		fix("Write 00:1f.3", "scenario s post-launched vm a { pci device 00:1f:3 }", "scenario s post-launched vm a { pci device 00:1f.3 }");
		fix("Write each backslash twice", "scenario s hypervisor { serial console \"C:\\q\" }", "scenario s hypervisor { serial console \"C:\\\\q\" }");
		fix("Use vUART 1", "scenario s post-launched vm a { legacy vuart 0 off legacy vuart 4 off }", "scenario s post-launched vm a { legacy vuart 0 off legacy vuart 1 off }");
		fix("Write 255", HEAD + RECIPE + "nested vm n { cpus 1000 } }", HEAD + RECIPE + "nested vm n { cpus 255 } }");
		fix("Write 2 MiB", HEAD + RECIPE + "nested vm n { memory 1025 KiB } }", HEAD + RECIPE + "nested vm n { memory 2 MiB } }");
		fix("Leave CPUs 62..63", "scenario s post-launched vm a { cpus 62..99 }", "scenario s post-launched vm a { cpus 62..63 }");
	}

	@Test
	void namesThatAreAlmostRight() {
		fix("Change to first", "scenario s post-launched vm first { } vuart connection c { vm frist vm first }", "scenario s post-launched vm first { } vuart connection c { vm first vm first }");
		fix("Connect to b", "scenario s post-launched vm a { } post-launched vm b { } vuart connection c { vm a }",
				"scenario s post-launched vm a { } post-launched vm b { } vuart connection c { vm a vm b }");
		fix("Shorten to " + "a".repeat(32), "scenario s post-launched vm " + "a".repeat(33) + " { }", "scenario s post-launched vm " + "a".repeat(32) + " { }");
		fix("Shorten to \"" + "ä".repeat(16) + "\"", "scenario s pre-launched vm a { kernel elf \"" + "ä".repeat(17) + "\" }", "scenario s pre-launched vm a { kernel elf \"" + "ä".repeat(16) + "\" }");
	}

	@Test
	void aFileWithASimilarNameIsMeant(@TempDir Path folder) throws IOException {
		Files.writeString(folder.resolve("kernel.config"), "");
		String text = "scenario s pre-launched vm a { kernel elf \"k\" { config \"kernal.config\" } }";
		assertEquals(List.of("Change to \"kernel.config\""), Services.titles(text, folder.resolve("s.nvmx")));
	}

	@Test
	void aProblemWithoutASensibleFixHasNone() {
		assertEquals(List.of(), Services.titles("scenario s post-launched vm a { cpus 99999999999 }"));
	}

	private static void fix(String title, String text, String expected) {
		assertEquals(expected, Services.fixed(text, title));
	}
}
