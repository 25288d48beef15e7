// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

	@TempDir
	Path root;

	/** Expect: on a host without anything, what a run on Bochs needs is missing, the rest is optional, and each says what to type. */
	@Test
	void examinesAnEmptyHost() {
		Map<String, Check> checks = examine(new HostTools("", root)).stream().collect(Collectors.toMap(Check::name, Function.identity()));
		assertEquals("make is not installed; type: apt-get install make", checks.get("make").sentence());
		for (String needed : List.of("make", "gcc", "ld", "grub-mkimage", "GRUB for PC BIOS", "xorriso", "bochs-bin", "Bochs BIOS")) {
			assertEquals(Check.Status.MISSING, checks.get(needed).status(), needed);
		}
		for (String optional : List.of("clang", "KVM with nested VMX", "qemu-system-x86_64", "Xvfb")) {
			assertEquals(Check.Status.OPTIONAL_MISSING, checks.get(optional).status(), optional);
		}
		checks.values().stream().filter(check -> check.status() != Check.Status.OK)
				.forEach(check -> assertFalse(check.remedy().isEmpty(), check::name));
	}

	/** Expect: Java 21 is the oldest that will do. */
	@Test
	void judgesJava() {
		assertEquals(Check.Status.MISSING, Doctor.java(20).status());
		assertEquals(Check.Status.OK, Doctor.java(21).status());
	}

	/** Expect: the host that runs the tests has all that the tests use. */
	@Test
	void findsThisHostFit() {
		List<Check> missing = examine(new HostTools()).stream().filter(check -> check.status() == Check.Status.MISSING).toList();
		assertTrue(missing.isEmpty(), missing::toString);
	}

	private static List<Check> examine(HostTools host) {
		return new Doctor(host).examine();
	}
}
