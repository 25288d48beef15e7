// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.tests;

import static org.nvmx.dsl.validation.Rule.KERNEL_CONFIG_NOT_FOUND;
import static org.nvmx.dsl.validation.Rule.KERNEL_CONFIG_UNREADABLE;
import static org.nvmx.dsl.validation.Rule.KERNEL_IMAGE_NOT_FOUND;
import static org.nvmx.dsl.validation.Rule.KERNEL_OPTION_MISSING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nvmx.dsl.validation.Rule;

/** Paths are relative to the folder of the scenario, which here has a space and an umlaut in it. */
class KernelRulesTest {

	private static final String IDE = "disk qcow2 \"/d\" on ide";
	private static final String VIRTIO = "disk qcow2 \"/d\" on virtio";

	@TempDir
	private Path temporary;
	private Path folder;

	@BeforeEach
	void createFolder() throws IOException {
		folder = Files.createDirectories(temporary.resolve("mit Umläuten und Leerzeichen"));
	}

	@Test
	void aCompleteConfigurationIsFine() throws IOException {
		config("CONFIG_KVM=y\nCONFIG_KVM_INTEL=y\nCONFIG_ACRN_GUEST=y\nCONFIG_VIRTIO_BLK=y\n");
		expect(VIRTIO, "\"my.config\"");
	}

	@Test
	void kvmMayBeAModule() throws IOException {
		config("CONFIG_KVM=m\r\nCONFIG_KVM_INTEL=m\r\nCONFIG_ACRN_GUEST=y\r\nCONFIG_VIRTIO_BLK=m\r\n");
		expect(VIRTIO, "\"my.config\"");
	}

	@Test
	void theVirtioDriverIsNeededForVirtioDisksOnly() throws IOException {
		config("CONFIG_KVM=y\nCONFIG_KVM_INTEL=y\nCONFIG_ACRN_GUEST=y\n");
		expect(IDE, "\"my.config\"");
		expect(VIRTIO, "«\"my.config\"»", KERNEL_OPTION_MISSING);
	}

	@Test
	void eachMissingOptionIsNamed() throws IOException {
		config("# CONFIG_KVM is not set\nCONFIG_KVM_INTEL=n\nCONFIG_ACRN_GUEST=m\nCONFIG_KVM_INTEL_FOO=y\n");
		expect(VIRTIO, "«\"my.config\"»", KERNEL_OPTION_MISSING, KERNEL_OPTION_MISSING, KERNEL_OPTION_MISSING, KERNEL_OPTION_MISSING);
	}

	@Test
	void aMissingFileIsSaid() {
		expect(IDE, "«\"my.config\"»", KERNEL_CONFIG_NOT_FOUND);
		expect(IDE, "«\"no\\\\such/\\u0000\"»".replace("\\u0000", "x"), KERNEL_CONFIG_NOT_FOUND);
	}

	@Test
	void aFolderOrABinaryFileIsNoConfiguration() throws IOException {
		Files.createDirectory(folder.resolve("folder"));
		expect(IDE, "«\"folder\"»", KERNEL_CONFIG_UNREADABLE);
		Files.write(folder.resolve("my.config"), new byte[] { 'C', (byte) 0xFF, 0 });
		expect(IDE, "«\"my.config\"»", KERNEL_CONFIG_UNREADABLE);
	}

	@Test
	void withoutNestedGuestsNoOptionIsNeeded() throws IOException {
		config("");
		Expectation.expect("scenario s service vm v { kernel bzImage \"k\" { config \"my.config\" } }", folder.resolve("s.nvmx"));
	}

	@Test
	void aMissingImageIsAWarningBecauseItMayBeBuiltLater() throws IOException {
		Files.createFile(folder.resolve("vmlinuz"));
		Expectation.expect("scenario s service vm v { kernel bzImage \"k\" { image \"vmlinuz\" } }", folder.resolve("s.nvmx"));
		Expectation.expect("scenario s service vm v { kernel bzImage \"k\" { image «\"vmlinux\"» } }", folder.resolve("s.nvmx"),
				KERNEL_IMAGE_NOT_FOUND);
	}

	private void config(String text) throws IOException {
		Files.writeString(folder.resolve("my.config"), text);
	}

	private void expect(String disk, String config, Rule... rules) {
		Expectation.expect("scenario s hypervisor { scheduler noop nested virtualization on } service vm v { guest flags NVMX_ENABLED, "
				+ "LAPIC_PASSTHROUGH legacy vuart 0 off console vuart pci kernel bzImage \"k\" { config " + config + " } nested vm n { " + disk
				+ " } }", folder.resolve("s.nvmx"), rules);
	}
}
