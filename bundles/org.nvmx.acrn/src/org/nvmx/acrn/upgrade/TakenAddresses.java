// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.nvmx.acrn.xml.XmlElement;

/**
 * The PCI addresses and I/O ports that the virtual devices of a v3 scenario have already, VM by VM, and the ones that v3's tools give to those that
 * have none: the first that the VM does not use yet. An end of a vUART connection has a port and an address, one of which its type does not use.
 */
public final class TakenAddresses {

	private static final Pattern PORT = Pattern.compile("0[xX][0-9A-Fa-f]{1,4}");
	private static final int FIRST_PORT = 0x9200;
	private static final int PORT_STEP = 8;

	private final Map<String, Set<String>> addresses = new HashMap<>();
	private final Map<String, Set<Integer>> ports = new HashMap<>();
	/** No port below is free. */
	private final Map<String, Integer> lowestPorts = new HashMap<>();

	/** @param root of the scenario; what is written there later has to come from here */
	public TakenAddresses(XmlElement root) {
		for (XmlElement user : root.descendants("hv/FEATURES/IVSHMEM/IVSHMEM_REGION/IVSHMEM_VMS/IVSHMEM_VM")) {
			take(addresses, user.value("VM_NAME").orElse(""), user.value("VBDF").orElse(""));
		}
		for (XmlElement end : root.descendants("hv/vuart_connections/vuart_connection/endpoint")) {
			String vm = end.value("vm_name").orElse("");
			take(addresses, vm, end.value("vbdf").orElse(""));
			end.value("io_port").filter(port -> PORT.matcher(port).matches()).ifPresent(port -> take(ports, vm, Integer.decode(port)));
		}
	}

	private static <T> void take(Map<String, Set<T>> taken, String vm, T value) {
		taken.computeIfAbsent(vm, name -> new HashSet<>()).add(value);
	}

	/**
	 * @param vm name of the VM
	 * @return an address, taken from now on; the last one when all are taken, which the rules then complain about
	 */
	public String nextAddress(VirtualBdf range, String vm) {
		String address = range.firstFree(addresses.getOrDefault(vm, Set.of()));
		take(addresses, vm, address);
		return address;
	}

	/**
	 * @param vm name of the VM
	 * @return the port in hexadecimal, taken from now on
	 */
	public String nextPort(String vm) {
		int port = lowestPorts.getOrDefault(vm, FIRST_PORT);
		while (ports.getOrDefault(vm, Set.of()).contains(port)) {
			port += PORT_STEP;
		}
		take(ports, vm, port);
		lowestPorts.put(vm, port);
		return "0x" + Integer.toHexString(port);
	}
}
