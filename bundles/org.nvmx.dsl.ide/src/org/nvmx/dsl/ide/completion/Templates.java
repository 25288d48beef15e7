// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.completion;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is written for an option when it is chosen from the list. A place that the user fills in is written as <code>${example}</code>. */
final class Templates {

	/**
	 * A template that is offered under a label of its own.
	 *
	 * @param label       what the list shows
	 * @param description a few words about it
	 * @param text        with places to fill in
	 */
	record Extra(String label, String description, String text) {
	}

	private static final Map<String, String> TEXTS = Map.ofEntries(
			Map.entry("import", "import \"${guests.nvmx}\""),
			Map.entry("scenario", "scenario ${my_scenario}"),
			Map.entry("fragment", "fragment ${guests}"),
			Map.entry("uses", "uses ${guests}"),
			Map.entry("like", "like ${other_vm}"),
			Map.entry("on board", "on board \"${board}\""),
			Map.entry("hypervisor", "hypervisor {\n\tbuild ${debug}\n\tscheduler ${bvt}\n}"),
			Map.entry("build", "build ${debug}"),
			Map.entry("serial console", "serial console \"${/dev/ttyS0}\""),
			Map.entry("scheduler", "scheduler ${noop}"),
			Map.entry("nested virtualization", "nested virtualization ${on}"),
			Map.entry("pre-launched vm", "pre-launched vm \"${PRE_STD_VM1}\" {\n\tcpus ${1}\n\tkernel bzImage \"${Linux_bzImage}\"\n}"),
			Map.entry("service vm", "service vm \"${ACRN SOS VM}\" {\n\tcpus ${0..3}\n\tkernel bzImage \"${Linux_bzImage}\"\n}"),
			Map.entry("post-launched vm", "post-launched vm \"${POST_STD_VM1}\" {\n\tcpus ${2}\n}"),
			Map.entry("cpus", "cpus ${1}"),
			Map.entry("guest flags", "guest flags ${LAPIC_PASSTHROUGH}"),
			Map.entry("legacy vuart", "legacy vuart ${0} ${off}"),
			Map.entry("console vuart", "console vuart ${pci}"),
			Map.entry("kernel", "kernel ${bzImage} \"${Linux_bzImage}\""),
			Map.entry("args", "args \"${root=/dev/sda2 rw rootwait console=ttyS4,115200n8}\""),
			Map.entry("image", "image \"${bzImage}\""),
			Map.entry("config", "config \"${kernel.config}\""),
			Map.entry("nested vm", "nested vm ${nested_vm} {\n\tmemory ${2 GiB}\n\tcpus ${2}\n\tdisk ${qcow2} \"${/var/lib/guests/guest.qcow2}\" on ${ide}\n}"),
			Map.entry("memory", "memory ${2 GiB}"),
			Map.entry("disk", "disk ${qcow2} \"${/var/lib/guests/guest.qcow2}\" on ${ide}"),
			Map.entry("network tap", "network tap on ${nic} script \"${/etc/qemu-ifup}\""),
			Map.entry("mac", "mac ${52:54:00:12:34:56}"),
			Map.entry("script", "script \"${/etc/qemu-ifup}\""));

	private static final Map<String, List<Extra>> EXTRAS = Map.of("service vm",
			List.of(new Extra("service vm for nested virtualization", "the Service VM of the guide's recipe", """
					service vm "${ACRN SOS VM}" {
						cpus ${1..3}
						guest flags NVMX_ENABLED, LAPIC_PASSTHROUGH
						legacy vuart 0 off
						console vuart pci
						kernel bzImage "${Linux_bzImage}"
						nested vm ${nested_vm} {
							memory ${2 GiB}
							cpus ${2}
							disk qcow2 "${/var/lib/guests/guest.qcow2}" on ide
						}
					}""")),
			"hypervisor", List.of(new Extra("hypervisor for nested virtualization", "the settings of the guide's recipe", """
					hypervisor {
						build ${debug}
						serial console "${/dev/ttyS0}"
						scheduler noop
						nested virtualization on
					}""")));

	private Templates() {
	}

	/** @param phrase the words of an option, such as "guest flags" */
	static Optional<String> of(String phrase) {
		return Optional.ofNullable(TEXTS.get(phrase));
	}

	static List<Extra> extras(String phrase) {
		return EXTRAS.getOrDefault(phrase, List.of());
	}
}
