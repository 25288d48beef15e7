// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

import java.util.List;
import java.util.Locale;

/** Texts of scenarios of any size without a mistake but their size, in which everything that grows with the number of VMs does: CPUs, devices, lines between VMs, shared memory, caches. */
public final class SizedScenario {

	/** With more ACRN's allocator has too little for the hypervisor: 20 MiB and 4 MiB for each VM, of 1 GiB. */
	private static final int MOST_VMS = 251;

	private SizedScenario() {
	}

	/** @return the codes of all problems of such a scenario, each once: none, or that ACRN has no room for so many VMs */
	public static List<String> problems(int vms) {
		return vms <= MOST_VMS ? List.of() : List.of("NVMX0723");
	}

	/**
	 * @param vms  the Service VM among them, from 2 on
	 * @param name of the board, which need not have so many CPUs
	 * @return each user VM is connected with the next one
	 */
	public static String text(int vms, String name) {
		StringBuilder text = new StringBuilder();
		text.append("scenario sized on board \"%s\"\n\nhypervisor {\n\tbuild debug\n\tserial console \"/dev/ttyS0\"\n\tscheduler bvt\n\tcapacities {\n\t\tvms %d\n\t}\n}\n\nservice vm svc {\n\tconsole vuart pci\n\tkernel bzImage \"Linux_bzImage\"\n}\n"
				.formatted(name, vms));
		for (int i = 1; i < vms; i++) {
			int next = i % (vms - 1) + 1;
			text.append(String.format(Locale.ROOT, """

					// The %dth VM.
					post-launched vm vm%d {
						cpus 1..3
						memory 1 MiB
						priority low
						console vuart pci
						usb "1-%d"
						virtio network "tap%d" vhost
						virtio block "./disk%d.img"
					}
					""", i, i, i, i, i));
			if (next != i) {
				text.append("\nvuart connection line%d {\n\tvm vm%d\n\tvm vm%d\n}\n".formatted(i, i, next));
				text.append("\nshared memory region%d {\n\tsize 2 MiB\n\tvm vm%d\n\tvm vm%d\n}\n".formatted(i, i, next));
			}
		}
		return text.toString();
	}
}
