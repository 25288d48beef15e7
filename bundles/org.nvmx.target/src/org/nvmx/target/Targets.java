// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target;

import java.util.List;
import java.util.Optional;

import org.nvmx.target.bochs.BochsTarget;
import org.nvmx.target.qemu.QemuTarget;

/** The targets there are. */
public final class Targets {

	private static final List<Target> ALL = List.of(new BochsTarget(), new QemuTarget(QemuTarget.Accelerator.KVM));

	private Targets() {
	}

	/** @return all targets, the default one first */
	public static List<Target> all() {
		return ALL;
	}

	/** @return the target of that name */
	public static Optional<Target> byId(String id) {
		return ALL.stream().filter(target -> target.id().equals(id)).findFirst();
	}
}
