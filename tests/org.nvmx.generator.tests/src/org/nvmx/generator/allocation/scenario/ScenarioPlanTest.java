// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.scenario;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.generator.allocation.AllocationPlan;
import org.nvmx.generator.allocation.AllocationReport;
import org.nvmx.generator.allocation.CachePolicy;
import org.nvmx.generator.allocation.LoadOrder;
import org.nvmx.generator.allocation.PlannedVm;
import org.nvmx.generator.allocation.ScenarioAllocator;
import org.nvmx.model.board.Board;
import org.nvmx.model.board.BoardFactory;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.scenario.Scenario;

/** What a scenario asks to be allocated. */
class ScenarioPlanTest {

	private static final String ALL = """
			scenario s on board "b"
			hypervisor {
				cache allocation on
				virtual cat on
				memory {
					ram start 0x8000000
				}
				capacities {
					vms 8
				}
				cache 0x0 level 3 {
					vm rt cpu 0 mask 0xf0
				}
			}
			shared memory shm {
				size 4 MiB
				vm rt at 00:0a.0
				vm user
			}
			shared memory dm {
				by device-model
				size 2 MiB
				vm rt
			}
			vuart connection trace {
				vm rt at 00:11.0
				vm sos
			}
			vuart connection cmd over legacy {
				vm user port 0x2f8
				vm sos
			}
			pre-launched vm rt {
				cpus 3, 2
				host memory 0x100000000 size 512 MiB
				host memory 0x200000000 size 256 MiB
				legacy vuart 0 COM1
				virtual cat ways 2
				pci device 01:00.0 "Ethernet controller: A network card"
			}
			service vm sos {
				console vuart pci
			}
			post-launched vm user {
				memory 1 GiB
				guest flags SECURE_WORLD_ENABLED
			}
			""";

	private static Scenario scenario(String text) {
		return ScenarioReader.create().read(text, Path.of("s.nvmx")).scenario().orElseThrow();
	}

	private static AllocationPlan plan(String text) {
		return ScenarioPlan.of(scenario(text)).on(Optional.empty());
	}

	private static PlannedVm vm(String text, int index) {
		return plan(text).vms().get(index);
	}

	private static List<String> devices(PlannedVm vm) {
		return vm.devices().stream().map(device -> device.kind() + " " + device.name() + device.written().map(address -> " at " + address).orElse("")).toList();
	}

	private static List<String> vuarts(PlannedVm vm) {
		return vm.vuarts().stream().map(vuart -> vuart.use() + " " + vuart.name() + (vuart.port().isPresent() ? " at 0x" + Integer.toHexString(vuart.port().getAsInt()) : "")).toList();
	}

	@Test
	void aPreLaunchedVm() {
		PlannedVm rt = vm(ALL, 0);
		assertAll(() -> assertEquals(LoadOrder.PRE_LAUNCHED, rt.order()), () -> assertEquals(List.of(3, 2), rt.cpus()),
				() -> assertEquals(ByteSize.ofBytes(768L << 20), rt.memory().orElseThrow()),
				() -> assertEquals(List.of("PASSTHROUGH 01:00.0", "VUART trace #1 at 00:11.0"), devices(rt)),
				() -> assertEquals(List.of("CONSOLE 0 at 0x3f8", "POWER_OFF power-off"), vuarts(rt)));
	}

	/** Expect: no memory of its own, and the vUARTs over which it shuts the others down. */
	@Test
	void theServiceVm() {
		PlannedVm service = vm(ALL, 1);
		assertAll(() -> assertEquals(Optional.empty(), service.memory()), () -> assertEquals(List.of("CONSOLE_VUART 0", "VUART trace #1"), devices(service)),
				() -> assertEquals(List.of("CONNECTION cmd #2", "POWER_OFF power-off of rt", "POWER_OFF power-off of user"), vuarts(service)));
	}

	@Test
	void aPostLaunchedVm() {
		PlannedVm user = vm(ALL, 2);
		assertAll(() -> assertTrue(user.secureWorld()), () -> assertEquals(List.of("CONNECTION cmd #2 at 0x2f8", "POWER_OFF power-off"), vuarts(user)));
	}

	/** Expect: ACRN 2 adds no vUARTs, and without a Service VM nobody shuts a VM down. */
	@Test
	void powerOffNeedsAcrn3AndAServiceVm() {
		AllocationPlan v2 = ScenarioPlan.of(scenario(ALL), Dialect.V2_6).on(Optional.empty());
		assertTrue(v2.vms().stream().noneMatch(vm -> vuarts(vm).toString().contains("POWER_OFF")), () -> v2.vms().toString());
		assertEquals(List.of(), vuarts(vm("scenario s\npre-launched vm a { cpus 1 }\npre-launched vm b { cpus 2 }\n", 0)));
	}

	/** Expect: the device model's region is none of the pre-launched VM's devices, which has no device model. */
	@Test
	void regionsOfTheDeviceModelAreForItsVms() {
		assertEquals(List.of("00:01.0", "00:0a.0", "00:11.0"), addresses(ALL, "rt"));
		assertEquals(List.of("00:08.0", "00:09.0"), addresses(ALL.replace("by device-model", "by device-model vm user"), "user"));
	}

	/** Expect: devices of the device model have slots behind those of the hypervisor, by kind, and the tables and the launch script know the same ones. */
	@Test
	void devicesOfTheDeviceModelHaveSlots() {
		String vm = "scenario s service vm sos {} post-launched vm user { virtio block \"a\" virtio network \"t\" virtio block \"b\" usb \"1-2\" pci device 01:00.0 }";
		String tables = ScenarioAllocator.allocate(plan(vm)).toText().replaceAll(" +", " ");
		for (String row : List.of("user xHCI controller 00:03.0", "user virtio-net 1 00:04.0", "user virtio-blk 1 00:05.0", "user virtio-blk 2 00:06.0",
				"user device 01:00.0 00:07.0")) {
			assertTrue(tables.contains(row), () -> row + " is not in\n" + tables);
		}
	}

	private static List<String> addresses(String text, String vm) {
		return ScenarioAllocator.addresses(plan(text), vm).values().stream().map(Object::toString).sorted().toList();
	}

	@Test
	void theHypervisor() {
		AllocationPlan plan = plan(ALL);
		assertAll(() -> assertEquals(8, plan.maxVms()), () -> assertEquals(0x8000000L, plan.hypervisorStart().getAsLong()), () -> assertEquals(Set.of("rt"), plan.vcatVms()),
				() -> assertEquals("[shm 4 MiB {rt=Optional[00:0a.0], user=Optional.empty}, dm 2 MiB {rt=Optional.empty} of the device model]",
						plan.regions().stream().map(region -> region.name() + " " + region.size() + " " + region.vms() + (region.byDeviceModel() ? " of the device model" : ""))
								.toList().toString()),
				() -> assertEquals(List.of("L3 0x0 rt 0 240"), plan.policies().stream().map(ScenarioPlanTest::text).toList()));
	}

	private static String text(CachePolicy policy) {
		return policy.cache() + " " + policy.vm() + " " + policy.vcpu() + " " + policy.mask();
	}

	@Test
	void policiesCountWithCacheAllocationAlone() {
		assertEquals(List.of(), plan(ALL.replace("cache allocation on", "cache allocation off")).policies());
	}

	/** Expect: two VMs of one name, and VMs with names of what is no VM, have tables of their own. */
	@Test
	void vmsAreToldApart() {
		assertEquals(List.of("rt", "rt (VM 2)", "hypervisor (VM 3)", "CPU 1 (VM 4)"),
				plan("scenario s\npre-launched vm rt {}\npre-launched vm rt {}\nservice vm \"hypervisor\" {}\npost-launched vm \"CPU 1\" {}\n").vms().stream().map(PlannedVm::name)
						.toList());
	}

	@Test
	void everySectionHasSomethingToSay() {
		AllocationReport report = ScenarioAllocator.allocate(plan(ALL));
		assertEquals(List.of("CPUs", "Memory", "PCI addresses in the VMs", "Memory of virtual PCI devices", "Legacy vUARTs", "Cache classes of service"),
				report.sections().stream().map(AllocationReport.Section::title).toList());
	}

	/** Stimulus: texts with words missing or changed. Expect: a report for each, and nothing thrown. */
	@Test
	void mutants() {
		long seed = Long.getLong("nvmx.test.seed", 99);
		Random random = new Random(seed);
		String[] words = { "", "-1", "0x", "0xffffffffffffffff", "99999999999", "rt", "00:1f.7", "ff:ff.9", "{", "vm", "on", "legacy" };
		for (int round = 0; round < 1000; round++) {
			String[] text = ALL.split("(?<=\\s)");
			for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
				text[random.nextInt(text.length)] = words[random.nextInt(words.length)] + " ";
			}
			int number = round;
			ScenarioReader.create().read(String.join("", text), Path.of("s.nvmx")).scenario().ifPresent(mutant -> assertTrue(
					ScenarioAllocator.allocate(ScenarioPlan.of(mutant).on(board())).toText().contains("Memory"), "seed " + seed + " round " + number));
		}
	}

	private static Optional<Board> board() {
		Board board = BoardFactory.eINSTANCE.createBoard();
		return Optional.of(board);
	}
}
