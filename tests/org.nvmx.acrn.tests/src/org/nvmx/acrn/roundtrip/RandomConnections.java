// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.roundtrip;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.quantity.PciAddress;
import org.nvmx.model.quantity.PhysicalAddress;
import org.nvmx.model.scenario.CommunicationVuart;
import org.nvmx.model.scenario.ConsoleVuartBase;
import org.nvmx.model.scenario.LegacyVuart;
import org.nvmx.model.scenario.LegacyVuartBase;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.SharedMemory;
import org.nvmx.model.scenario.SharedMemoryEndpoint;
import org.nvmx.model.scenario.SharedMemoryProvider;
import org.nvmx.model.scenario.VirtualMachine;
import org.nvmx.model.scenario.VuartConnection;
import org.nvmx.model.scenario.VuartEndpoint;
import org.nvmx.model.scenario.VuartType;

/** Connects the VMs of a random scenario: by lines and shared memory, in the form that an import of the release gives them. */
final class RandomConnections {

	private static final ScenarioFactory FACTORY = ScenarioFactory.eINSTANCE;

	private final Random random;
	private final Dialect dialect;
	private final Scenario scenario;

	RandomConnections(Random random, Dialect dialect, Scenario scenario) {
		this.random = random;
		this.dialect = dialect;
		this.scenario = scenario;
	}

	/** Adds nothing to a scenario with one VM. */
	void add() {
		List<VirtualMachine> vms = scenario.getVms();
		if (vms.size() < 2) {
			return;
		}
		if (dialect.isV3()) {
			IntStream.range(0, random.nextInt(4)).forEach(number -> scenario.getVuartConnections().add(connection(number)));
		} else {
			lines(vms.get(0), vms.get(1));
		}
		IntStream.range(0, random.nextInt(3)).forEach(number -> scenario.getSharedMemories().add(memory(number)));
	}

	private VuartConnection connection(int number) {
		VuartConnection connection = FACTORY.createVuartConnection();
		connection.setName("line " + number);
		boolean legacy = random.nextBoolean();
		if (legacy) {
			connection.setType(VuartType.LEGACY);
		}
		for (VirtualMachine vm : scenario.getVms().subList(0, 2)) {
			VuartEndpoint end = FACTORY.createVuartEndpoint();
			end.setVm(vm);
			if (legacy) {
				end.setPort(new PhysicalAddress(0x9000 + 8 * number));
			} else {
				end.setAddress(new PciAddress(0, 0x14 + number, 0));
			}
			connection.getEndpoints().add(end);
		}
		return connection;
	}

	/** The two ends of a legacy line and of a PCI line, each in its VM. */
	private void lines(VirtualMachine one, VirtualMachine other) {
		boolean legacy = random.nextBoolean();
		for (VirtualMachine vm : List.of(one, other)) {
			VirtualMachine peer = vm == one ? other : one;
			if (legacy) {
				LegacyVuart vuart = vm.getLegacyVuarts().get(1);
				vuart.setBase(LegacyVuartBase.COM2);
				vuart.setTarget(peer);
				if (vm == one && random.nextBoolean()) {
					vuart.setIrq(dialect == Dialect.V2_7 ? 0 : 6);
					vuart.setTargetVuart(0);
				}
			}
			if (random.nextBoolean()) {
				CommunicationVuart line = FACTORY.createCommunicationVuart();
				line.setId(2 + random.nextInt(5));
				line.setBase(ConsoleVuartBase.PCI);
				line.setTarget(peer);
				if (random.nextBoolean()) {
					line.setTargetVuart(3);
				}
				vm.getCommunicationVuarts().add(line);
			}
		}
	}

	private SharedMemory memory(int number) {
		SharedMemory memory = FACTORY.createSharedMemory();
		memory.setName("region_" + number);
		memory.setSize(ByteSize.ofBytes(2L << (20 + random.nextInt(8))));
		if (random.nextBoolean()) {
			memory.setProvider(SharedMemoryProvider.DEVICE_MODEL);
		}
		if (dialect.compareTo(Dialect.V3_3) >= 0 && random.nextBoolean()) {
			memory.setRegionId(Integer.toString(1 + random.nextInt(99)));
		}
		for (VirtualMachine vm : scenario.getVms().subList(0, 2)) {
			SharedMemoryEndpoint endpoint = FACTORY.createSharedMemoryEndpoint();
			endpoint.setVm(vm);
			if (dialect.isV3()) {
				endpoint.setAddress(new PciAddress(0, 8 + number, 0));
			}
			memory.getEndpoints().add(endpoint);
		}
		return memory;
	}
}
