// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.nvmx.model.diagnostic.Diagnostic;

/** Texts of scenarios of any size without a mistake but their size, in which everything that grows with the number of VMs does: CPUs, devices, lines between VMs, shared memory, caches. */
public final class SizedScenario {

	/** From 252 VMs on ACRN's allocator has too little for the hypervisor, and with enough of them the board has. */
	private static final Set<String> OF_SIZE = Set.of("NVMX0723", "NVMX0721");

	private SizedScenario() {
	}

	/** @return those of a scenario's problems that are not about its size: none */
	public static List<Diagnostic> mistakes(List<Diagnostic> problems) {
		return problems.stream().filter(problem -> !OF_SIZE.contains(problem.code())).toList();
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
