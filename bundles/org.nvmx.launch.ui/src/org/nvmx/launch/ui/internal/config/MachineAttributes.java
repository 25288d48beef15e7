// SPDX-License-Identifier: EPL-2.0
package org.nvmx.launch.ui.internal.config;

/** What a launch configuration of a machine stores, with the defaults that stand for a value that is not written. */
public final class MachineAttributes {

	/** The launch configuration type. */
	public static final String TYPE = "org.nvmx.launch.machine"; //$NON-NLS-1$

	/** Workspace path of the scenario. */
	public static final String SCENARIO = "org.nvmx.launch.scenario"; //$NON-NLS-1$
	/** The id of the target that it runs on: bochs, qemu. */
	public static final String TARGET = "org.nvmx.launch.target"; //$NON-NLS-1$
	/** The emulated CPU, by the emulator's name for it. */
	public static final String CPU_MODEL = "org.nvmx.launch.cpuModel"; //$NON-NLS-1$
	/** Seconds after which the machine is ended; 0 lets it run until it ends by itself or is terminated. */
	public static final String TIMEOUT = "org.nvmx.launch.timeout"; //$NON-NLS-1$

	/** No limit: somebody looks at the consoles. */
	public static final int DEFAULT_TIMEOUT = 0;
	/** A day. */
	public static final int MAXIMUM_TIMEOUT = 24 * 60 * 60;

	private MachineAttributes() {
	}
}
