// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import java.util.List;

import org.nvmx.acrn.xml.XmlElement;

/**
 * The I/O ports that v3's tools give to ends of vUART connections that have none: the first that the VM does not use yet. Each end has a port
 * and an address, one of which its type does not use.
 */
public final class VirtualPort {

	private static final int FIRST = 0x9200;
	private static final int STEP = 8;

	private VirtualPort() {
	}

	/**
	 * @param root of the scenario
	 * @param vm   name of the VM
	 * @return the port in hexadecimal
	 */
	public static String nextFree(XmlElement root, String vm) {
		List<Integer> taken = root.descendants("hv/vuart_connections/vuart_connection/endpoint").stream()
				.filter(end -> end.value("vm_name").orElse("").equals(vm)).map(end -> end.value("io_port").orElse(""))
				.filter(port -> port.matches("0[xX][0-9A-Fa-f]{1,4}")).map(Integer::decode).toList();
		int port = FIRST;
		while (taken.contains(port)) {
			port += STEP;
		}
		return "0x" + Integer.toHexString(port);
	}
}
