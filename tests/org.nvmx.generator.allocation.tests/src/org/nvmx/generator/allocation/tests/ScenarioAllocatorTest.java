// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nvmx.generator.allocation.LoadOrder.POST_LAUNCHED;
import static org.nvmx.generator.allocation.LoadOrder.PRE_LAUNCHED;
import static org.nvmx.generator.allocation.LoadOrder.SERVICE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.nvmx.generator.allocation.AllocationPlan;
import org.nvmx.generator.allocation.CacheId;
import org.nvmx.generator.allocation.CachePolicy;
import org.nvmx.generator.allocation.LegacyVuart;
import org.nvmx.generator.allocation.LegacyVuart.Use;
import org.nvmx.generator.allocation.PlannedVm;
import org.nvmx.generator.allocation.ScenarioAllocator;
import org.nvmx.generator.allocation.SharedRegion;
import org.nvmx.generator.allocation.VirtualPciDevice;
import org.nvmx.generator.allocation.VirtualPciDevice.Kind;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.quantity.PciAddress;

class ScenarioAllocatorTest {

	private static Optional<ByteSize> size(String text) {
		return Optional.of(ByteSize.valueOf(text));
	}

	private static AllocationPlan hybrid() {
		PlannedVm safety = PlannedVm.of("safety", PRE_LAUNCHED, List.of(3), size("512 MiB"))
				.withDevices(List.of(VirtualPciDevice.passthrough(PciAddress.valueOf("00:02.0"))))
				.withVuarts(List.of(LegacyVuart.any("console", Use.CONSOLE)));
		PlannedVm service = PlannedVm.of("service", SERVICE, List.of(), Optional.empty())
				.withDevices(List.of(VirtualPciDevice.emulated("0", Kind.CONSOLE_VUART)))
				.withVuarts(List.of(LegacyVuart.any("to linux", Use.POWER_OFF)));
		PlannedVm linux = PlannedVm.of("linux", POST_LAUNCHED, List.of(1), size("1 GiB"));
		Map<String, Optional<PciAddress>> sharers = new LinkedHashMap<>();
		sharers.put("safety", Optional.empty());
		sharers.put("linux", Optional.of(PciAddress.valueOf("00:09.0")));
		CacheId l3 = new CacheId(3, 0);
		return AllocationPlan.of(List.of(safety, service, linux), Optional.of(ExampleBoard.BOARD))
				.withRegions(List.of(new SharedRegion("shm0", ByteSize.valueOf("2 MiB"), sharers, false)))
				.withPolicies(List.of(new CachePolicy(l3, "safety", 0, CachePolicy.Type.UNIFIED, 0xff0), new CachePolicy(l3, "linux", 0, CachePolicy.Type.UNIFIED, 0xf)),
						false, Set.of());
	}

	@Test
	void aHybridScenario() {
		assertEquals("""
				CPUs
				  CPU 0    APIC id not known  service vCPU 0
				  CPU 1    APIC id not known  service vCPU 1, linux vCPU 0  shared: the scheduler takes turns
				  CPU 2    APIC id not known  service vCPU 2
				  CPU 3    APIC id not known  safety vCPU 0
				  service  CPUs               0, 1, 2                       all CPUs of the board that are left: CPU 3 belongs to pre-launched VMs (safety)

				Memory
				  hypervisor  RAM size  84 MiB              20 MiB + 16 VMs of 4 MiB
				  hypervisor  RAM       0x400000-0x57fffff  first RAM of the board from 4 MiB on that is large enough, at a multiple of 2 MiB
				  safety      memory    512 MiB             of the scenario
				  linux       memory    1 GiB               of the scenario, out of the Service VM's
				  service     memory    1419 MiB            what is left of the 2015 MiB of the board, 1024 MiB of it for the VMs it starts

				PCI addresses in the VMs
				  safety   shared memory shm0  00:08.0  lowest free device number of 08 to 0f, where shared memory goes
				  safety   device 00:02.0      00:01.0  lowest free device number
				  service  console vUART 0     00:01.0  lowest free device number
				  linux    shared memory shm0  00:09.0  written in the scenario

				Memory of virtual PCI devices
				  safety   shared memory shm0 BAR0  0x80000000-0x80000fff  4 KiB, lowest free multiple of 4 KiB in the PCI hole of pre-launched VMs
				  safety   shared memory shm0 BAR1  0x80001000-0x80001fff  4 KiB, lowest free multiple of 4 KiB in the PCI hole of pre-launched VMs
				  safety   shared memory shm0 BAR2  0x80200000-0x803fffff  2 MiB, lowest free multiple of 2 MiB in the PCI hole of pre-launched VMs
				  service  console vUART 0 BAR0     0x80000000-0x80000fff  4 KiB, lowest free multiple of 4 KiB in the host bridge of the board
				  service  console vUART 0 BAR1     0x80001000-0x80001fff  4 KiB, lowest free multiple of 4 KiB in the host bridge of the board

				Legacy vUARTs
				  safety   vUART console   port 0x3f8 IRQ 4   lowest free port for it, line of COM1
				  service  vUART to linux  port 0x9000 IRQ 6  lowest free port for it, next of the lines that the board's devices leave free

				Cache classes of service
				  safety vCPU 0  CLOS    0                         first policy
				  linux vCPU 0   CLOS    1                         no other policy has these masks
				  hypervisor     CLOS 0  L2 0x1 0xf, L3 0x0 0xff0  ways for safety vCPU 0
				  hypervisor     CLOS 1  L2 0x1 0xf, L3 0x0 0xf    ways for linux vCPU 0
				""", ScenarioAllocator.allocate(hybrid()).toText());
	}

	@Test
	void withoutABoardWhatNeedsItIsSaid() {
		AllocationPlan plan = AllocationPlan.of(List.of(PlannedVm.of("service", SERVICE, List.of(1, 2), Optional.empty())), Optional.empty());
		assertEquals("""
				CPUs
				  CPU 1          service vCPU 0
				  CPU 2          service vCPU 1
				  service  CPUs  1, 2            written in the scenario

				Memory
				  hypervisor  RAM size  84 MiB  20 MiB + 16 VMs of 4 MiB
				  hypervisor  RAM       ?       the board's memory is not known, so the start is left to ACRN
				""", ScenarioAllocator.allocate(plan).toText());
	}

	@Test
	void problemsOfAllSectionsAreCollected() {
		AllocationPlan plan = AllocationPlan.of(List.of(PlannedVm.of("vm", PRE_LAUNCHED, List.of(7), size("4 GiB"))), Optional.of(ExampleBoard.BOARD));
		List<String> messages = ScenarioAllocator.allocate(plan).problems().stream().map(problem -> problem.message()).toList();
		assertEquals(List.of("the board has no such CPU", "the VMs need 4096 MiB and the hypervisor 84 MiB, more than the 2015 MiB of the board"), messages);
	}

	@Test
	void aMemoryBeyondAllMeasureDoesNotWrapAround() {
		AllocationPlan plan = AllocationPlan.of(List.of(PlannedVm.of("a", PRE_LAUNCHED, List.of(1), size("8388607 TiB")), PlannedVm.of("b", PRE_LAUNCHED, List.of(2),
				size("8388607 TiB"))), Optional.of(ExampleBoard.BOARD));
		assertTrue(ScenarioAllocator.allocate(plan).problems().get(0).message().startsWith("the VMs need"));
	}
}
