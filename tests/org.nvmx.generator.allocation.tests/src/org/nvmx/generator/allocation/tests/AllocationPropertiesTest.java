// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.nvmx.generator.allocation.Allocation;
import org.nvmx.generator.allocation.BarAllocator;
import org.nvmx.generator.allocation.BarRequest;
import org.nvmx.generator.allocation.CacheId;
import org.nvmx.generator.allocation.CachePolicy;
import org.nvmx.generator.allocation.ClosAllocator;
import org.nvmx.generator.allocation.ClosRequest;
import org.nvmx.generator.allocation.ClosTable;
import org.nvmx.generator.allocation.LegacyVuart;
import org.nvmx.generator.allocation.LegacyVuartAllocator;
import org.nvmx.generator.allocation.LegacyVuartAllocator.Place;
import org.nvmx.generator.allocation.LoadOrder;
import org.nvmx.generator.allocation.MmioSpace;
import org.nvmx.generator.allocation.PortSpace;
import org.nvmx.generator.allocation.Vcpu;
import org.nvmx.generator.allocation.VirtualBdfAllocator;
import org.nvmx.generator.allocation.VirtualPciBus;
import org.nvmx.generator.allocation.VirtualPciDevice;
import org.nvmx.model.quantity.AddressRange;
import org.nvmx.model.quantity.PciAddress;

/** What holds for every input: nothing is given twice, everything is given or refused with a reason, and the same input gives the same answer. */
class AllocationPropertiesTest {

	private static final int ROUNDS = 200;
	private static final long SEED = Long.getLong("nvmx.test.seed", 4711);

	private static Random random(RepetitionInfo round) {
		return new Random(SEED + round.getCurrentRepetition());
	}

	private static <T> T any(Random random, T[] values) {
		return values[random.nextInt(values.length)];
	}

	/** Expect: each request has a value and a reason, or a problem. */
	private static void assertAnswered(int requests, Allocation<? extends Map<String, ?>> allocation) {
		assertEquals(requests, allocation.values().size() + allocation.problems().size(), () -> "given or refused: " + allocation);
		assertEquals(allocation.values().size(), allocation.records().size(), () -> "a reason for each: " + allocation);
	}

	private static void assertDisjoint(Collection<AddressRange> ranges) {
		AddressRange before = null;
		for (AddressRange range : ranges.stream().sorted().toList()) {
			AddressRange last = before;
			assertTrue(last == null || !last.overlaps(range), () -> last + " overlaps " + range);
			before = range;
		}
	}

	@RepeatedTest(ROUNDS)
	void noDeviceNumberIsGivenTwice(RepetitionInfo round) {
		Random random = random(round);
		Set<PciAddress> taken = new HashSet<>();
		for (int i = random.nextInt(20); i > 0; i--) {
			taken.add(new PciAddress(0, random.nextInt(32), random.nextInt(8)));
		}
		List<VirtualPciDevice> devices = new ArrayList<>();
		for (int i = random.nextInt(40); i > 0; i--) {
			VirtualPciDevice device = VirtualPciDevice.emulated("d" + i, any(random, VirtualPciDevice.Kind.values()));
			devices.add(random.nextInt(4) == 0 ? device.at(new PciAddress(0, random.nextInt(32), 0)) : device);
		}
		VirtualPciBus bus = new VirtualPciBus("vm", any(random, LoadOrder.values()), taken, devices);
		Allocation<Map<String, PciAddress>> allocation = VirtualBdfAllocator.allocate(bus);
		assertAnswered(devices.size(), allocation);
		assertEquals(allocation.values().size(), new HashSet<>(allocation.values().values()).size());
		assertTrue(allocation.values().values().stream().noneMatch(address -> taken.contains(address) || address.equals(new PciAddress(0, 0, 0))));
		assertEquals(allocation, VirtualBdfAllocator.allocate(bus));
	}

	@RepeatedTest(ROUNDS)
	void barsDoNotOverlapAndAreAligned(RepetitionInfo round) {
		Random random = random(round);
		List<AddressRange> used = new ArrayList<>();
		for (int i = random.nextInt(30); i > 0; i--) {
			used.add(AddressRange.ofSize((2L << 30) + random.nextInt(1 << 30), 1 + random.nextInt(1 << 24)));
		}
		List<BarRequest> requests = new ArrayList<>();
		for (int i = random.nextInt(30); i > 0; i--) {
			long size = 1 + (random.nextLong() >>> (24 + random.nextInt(30)) & (1L << 40) - 1);
			requests.add(new BarRequest("d" + i, random.nextInt(6), Math.min(size, 1L << 38), random.nextBoolean() ? 32 : 64, 4096));
		}
		MmioSpace space = new MmioSpace("vm", MmioSpace.ofPreLaunchedVm("vm").windows(), used, "hole");
		Allocation<Map<String, AddressRange>> allocation = BarAllocator.allocate(space, requests);
		assertAnswered(requests.size(), allocation);
		assertDisjoint(allocation.values().values());
		for (BarRequest request : requests) {
			AddressRange range = allocation.values().get(request.device() + " BAR" + request.bar());
			if (range != null) {
				long power = Long.highestOneBit(request.size() * 2 - 1);
				assertTrue(range.size() == request.size() && range.first() % Math.max(power, 4096) == 0, () -> request + " at " + range);
				assertTrue(used.stream().noneMatch(range::overlaps) && space.windows().stream().anyMatch(window -> window.contains(range)), () -> request + " at " + range);
				assertTrue(request.width() == 64 || range.last() < 1L << 32, () -> request + " at " + range);
			}
		}
		assertEquals(allocation, BarAllocator.allocate(space, requests));
	}

	@RepeatedTest(ROUNDS)
	void portsDoNotOverlapAndLinesAreNotShared(RepetitionInfo round) {
		Random random = random(round);
		List<LegacyVuart> vuarts = new ArrayList<>();
		for (int i = random.nextInt(14); i > 0; i--) {
			LegacyVuart.Use use = any(random, LegacyVuart.Use.values());
			vuarts.add(random.nextInt(3) == 0 ? LegacyVuart.at("v" + i, use, 0x9200 + random.nextInt(64)) : LegacyVuart.any("v" + i, use));
		}
		PortSpace space = PortSpace.ofUserVm("vm", any(random, LoadOrder.values()));
		Allocation<Map<String, Place>> allocation = LegacyVuartAllocator.allocate(space, vuarts);
		assertAnswered(vuarts.size(), allocation);
		assertDisjoint(allocation.values().values().stream().map(place -> AddressRange.ofSize(place.port(), 8)).toList());
		List<Integer> lines = allocation.values().values().stream().filter(place -> place.port() >= 0x9000).map(Place::irq).toList();
		assertEquals(lines.size(), new TreeSet<>(lines).size(), () -> "lines beside the COM ports': " + lines);
		assertEquals(allocation, LegacyVuartAllocator.allocate(space, vuarts));
	}

	@RepeatedTest(ROUNDS)
	void everyVcpuGetsTheMasksThatItAskedFor(RepetitionInfo round) {
		Random random = random(round);
		List<CachePolicy> policies = new ArrayList<>();
		Set<String> asked = new HashSet<>();
		for (int i = random.nextInt(30); i > 0; i--) {
			CachePolicy policy = new CachePolicy(new CacheId(2 + random.nextInt(2), random.nextInt(2)), "vm" + random.nextInt(4), random.nextInt(3),
					CachePolicy.Type.UNIFIED, 1 << random.nextInt(3));
			if (asked.add(policy.cache() + policy.vm() + policy.vcpu())) {
				policies.add(policy);
			}
		}
		ClosRequest request = new ClosRequest(policies, Map.of(), OptionalInt.empty(), false, Set.of("vm0"));
		ClosTable table = ClosAllocator.allocate(request).values();
		for (CachePolicy policy : policies) {
			int id = table.ids().get(new Vcpu(policy.vm(), policy.vcpu()));
			assertEquals(policy.mask(), table.classes().get(id).masks().get(policy.cache()).data(), () -> policy + " in class " + id + " of " + table);
			assertTrue(!policy.vm().equals("vm0") || table.classes().get(id).users().size() == 1, () -> "vCAT shares no class: " + table);
		}
		assertEquals(table, ClosAllocator.allocate(request).values());
	}
}
