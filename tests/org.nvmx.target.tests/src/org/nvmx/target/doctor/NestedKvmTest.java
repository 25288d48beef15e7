// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts are made up: a folder plays the root. */
class NestedKvmTest {

	private static final String VMX = "processor\t: 0\nflags\t\t: fpu vme vmx smx\n";

	@TempDir
	Path root;

	/** Expect: each thing that is missing is named, in the order in which it has to be cured. */
	@Test
	void namesTheFirstObstacle() throws IOException {
		write("proc/cpuinfo", "flags\t\t: fpu vme\nvmx flags\t: vnmi\n");
		assertObstacle("this host's CPU does not offer VMX");
		write("proc/cpuinfo", VMX);
		assertObstacle("kvm_intel is not loaded");
		write("sys/module/kvm_intel/parameters/nested", "N\n");
		assertObstacle("kvm_intel does not offer VMX to its guests");
		write("sys/module/kvm_intel/parameters/nested", "Y\n");
		assertObstacle("you may not use /dev/kvm");
	}

	/** Expect: every obstacle comes with what to do, and with the target that needs none of this. */
	@Test
	void tellsWhatToDo() throws IOException {
		write("proc/cpuinfo", VMX);
		assertTrue(check().sentence().contains("type: modprobe kvm_intel nested=1, or use the target bochs"), check().sentence());
	}

	/** Expect: well with either spelling of the parameter. */
	@Test
	void findsAHostThatCan() throws IOException {
		write("proc/cpuinfo", VMX);
		write("dev/kvm", "");
		for (String on : new String[] { "Y\n", "1\n" }) {
			write("sys/module/kvm_intel/parameters/nested", on);
			assertEquals(Check.Status.OK, check().status());
		}
	}

	private Check check() {
		return new NestedKvm(new HostTools("", root)).check();
	}

	private void assertObstacle(String words) {
		assertEquals(Check.Status.MISSING, check().status());
		assertTrue(check().detail().contains(words), check().detail());
	}

	private void write(String file, String text) throws IOException {
		Files.createDirectories(root.resolve(file).getParent());
		Files.writeString(root.resolve(file), text);
	}
}
