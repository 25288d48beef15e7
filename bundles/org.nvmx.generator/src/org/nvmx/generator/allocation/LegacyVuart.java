// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.OptionalInt;

/**
 * A 16550 that a VM sees at an I/O port.
 *
 * @param name unique in the VM
 * @param use  what it is for
 * @param port the first of its 8 ports, if the scenario gives it
 */
public record LegacyVuart(String name, Use use, OptionalInt port) {

	/** In the order in which ports are given. */
	public enum Use {
		/** The VM's console. */
		CONSOLE,
		/** A connection to another VM that the scenario asks for. */
		CONNECTION,
		/** The connection over which the Service VM shuts a user VM down; ACRN adds one to each user VM. */
		POWER_OFF
	}

	/** Ports that PC software knows a UART by. */
	public enum ComPort {
		COM1(0x3f8, 4), COM2(0x2f8, 3), COM3(0x3e8, 4), COM4(0x2e8, 3);

		private final int port;
		private final int irq;

		ComPort(int port, int irq) {
			this.port = port;
			this.irq = irq;
		}

		public int port() {
			return port;
		}

		/** @return the interrupt line that goes with the port on a PC */
		public int irq() {
			return irq;
		}
	}

	/** @return what allocations call it */
	public String label() {
		return "vUART " + name;
	}

	/** @return a vUART that takes any port */
	public static LegacyVuart any(String name, Use use) {
		return new LegacyVuart(name, use, OptionalInt.empty());
	}

	/** @return a vUART at a port that the scenario gives */
	public static LegacyVuart at(String name, Use use, int port) {
		return new LegacyVuart(name, use, OptionalInt.of(port));
	}
}
