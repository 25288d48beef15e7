// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

/** The test plays the hypervisor: it answers the text of each request with text. */
class MonitorLinkTest {

	private static final Duration LONG = Duration.ofSeconds(30);
	private static final Duration SHORT = Duration.ofMillis(50);

	private final List<String> asked = new ArrayList<>();
	private ReportReader toUs;

	/** @return a link to a peer that answers every request with these payloads; "T" stands for the request's tag */
	private MonitorLink peer(Duration patience, String... payloads) {
		MonitorLink link = new MonitorLink(request -> {
			asked.add(request.substring(10).strip());
			say(request.substring(10).split(" ")[0], payloads);
		}, patience);
		toUs = link.reader();
		return link;
	}

	private void say(String tag, String... payloads) {
		for (String payload : payloads) {
			toUs.accept(Frame.request(payload.replaceFirst("^T", tag)).replaceFirst("^\\?", "\\$"));
		}
	}

	/** Expect: who is there, from rows of any order; a row that later versions may add does not matter. */
	@Test
	void readsHello() throws Exception {
		MonitorLink link = peer(LONG, "T begin hello", "T build nVMX 0.1 abc (gcc 14)", "T version 1", "T future x", "T scenario s", "T board ",
				"T end 5");
		assertEquals(new Hello(1, "nVMX 0.1 abc (gcc 14)", "s", ""), link.hello());
		assertEquals(List.of("1 hello"), asked);
	}

	/** Expect: a refusal that names both versions. */
	@Test
	void refusesAnotherVersion() {
		MonitorLink link = peer(LONG, "T begin hello", "T version 2", "T build b", "T scenario s", "T board b", "T end 4");
		assertEquals("the hypervisor speaks version 2 of the monitor link, not 1; build it from the same release",
				assertThrows(MonitorException.class, link::hello).getMessage());
	}

	/** Expect: each kind of row as its record; 64-bit values are unsigned. */
	@Test
	void readsEveryReport() throws Exception {
		assertEquals(List.of(new VmState(0, "Running", "ACRN SOS VM")), peer(LONG, "T begin vms", "T vm 0 Running ACRN SOS VM", "T end 1").vms());
		assertEquals(List.of(new VcpuState(0, 1, 3, "Running", "L2")),
				peer(LONG, "T begin vcpus", "T vcpu 0 1 3 Running L2", "T end 1").vcpus());
		assertEquals(List.of(new ExitCount(0, 1, 10, 5, 7, 6, "CPUID")),
				peer(LONG, "T begin exits", "T exit 0 1 10 5 7 6 CPUID", "T end 1").exits());
		String[] nested = { "T begin nested", "T l2 0 0 3f000 running launched 5 40001e 12 11", "T counter 0 0 12 VM entries into L2",
				"T transition 0 0 12 84 0 3 1 VM entries into L2", "T end 3" };
		assertEquals(List.of(new Vmcs12State(0, 0, 0x3f000, "running", true, 5, 0x40001e, 12, 11)), peer(LONG, nested).vmcs12s());
		assertEquals(List.of(new NestedCounter(0, 0, 12, "VM entries into L2")), peer(LONG, nested).nestedCounters());
		assertEquals(List.of(new Transition(0, 0, 12, 84, 0, 3, 1, "VM entries into L2")), peer(LONG, nested).transitions());
		assertEquals(List.of(new EntryFailure(0, 0, "RFLAGS bit 1 is 1")),
				peer(LONG, "T begin failures", "T failure 0 0 RFLAGS bit 1 is 1", "T end 1").entryFailures());
		asked.clear();
		assertEquals(List.of(new VmcsField(0x6c16, -1L, "Host RIP")),
				peer(LONG, "T begin vmcs", "T field 6c16 ffffffffffffffff Host RIP", "T end 1").vmcs(2, Vmcs.VMCS12));
		assertEquals(List.of("1 vmcs 2 12"), asked);
	}

	/** Expect: the hypervisor's refusal, with its code. */
	@Test
	void tellsARefusal() {
		MonitorLink link = peer(LONG, "T begin vmcs", "T error no-vmcs12");
		assertEquals("the hypervisor refuses \"vmcs 0 12\": no-vmcs12",
				assertThrows(MonitorException.class, () -> link.vmcs(0, Vmcs.VMCS12)).getMessage());
	}

	/** Expect: no answer, a lost row, and the answer to another request are all no answer in time. */
	@Test
	void givesUpInTime() {
		String late = "the hypervisor has not answered \"vms\" in 50 ms";
		assertEquals(late, assertThrows(MonitorException.class, peer(SHORT)::vms).getMessage());
		assertEquals(late, assertThrows(MonitorException.class, peer(SHORT, "T begin vms", "T end 1")::vms).getMessage());
		assertEquals(late, assertThrows(MonitorException.class, peer(SHORT, "7 begin vms", "7 end 0")::vms).getMessage());
	}

	/** Stimulus: the line loses the first request. Expect: the same is asked again, and its answer is taken once. */
	@Test
	void asksAgainWhenNoAnswerComes() throws Exception {
		MonitorLink link = new MonitorLink(request -> {
			asked.add(request.substring(10).strip());
			if (asked.size() > 1) {
				String tag = request.substring(10).split(" ")[0];
				say(tag, "T begin vms", "T vm 0 Running a", "T end 1");
				say(tag, "T begin vms", "T vm 0 Running b", "T end 1");
			}
		}, Duration.ofMillis(400));
		toUs = link.reader();
		assertEquals(List.of(new VmState(0, "Running", "a")), link.vms());
		assertEquals(List.of("1 vms", "1 vms"), asked);
	}

	/** Expect: a row without its columns, or with a word for a number, is told and not guessed. */
	@Test
	void refusesRowsItDoesNotUnderstand() {
		for (String row : List.of("T vm 0 Running", "T vm x Running name")) {
			MonitorException e = assertThrows(MonitorException.class, peer(LONG, "T begin vms", row, "T end 1")::vms);
			assertTrue(e.getMessage().startsWith("the hypervisor's answer is not of version 1 of the monitor link: "), e::getMessage);
		}
	}

	/** Expect: a hypervisor that panics tells why, and its last counters; before, there is neither. */
	@Test
	void keepsWhatAPanicTells() throws Exception {
		MonitorLink link = peer(LONG);
		assertEquals(Optional.empty(), link.panicReason());
		assertEquals(Optional.empty(), link.lastTransitions());
		say("0", "0 begin panic", "0 cpu 1", "0 reason core/vm.c:7: BUG_ON(x)", "0 end 2");
		say("0", "0 begin nested", "0 transition 0 1 2 100 6 4 8 VM exits given to L1", "0 end 1");
		assertEquals(Optional.of("core/vm.c:7: BUG_ON(x)"), link.panicReason());
		assertEquals(Optional.of(List.of(new Transition(0, 1, 2, 100, 6, 4, 8, "VM exits given to L1"))), link.lastTransitions());
	}

	/** Expect: the exits that are sent at the end without a request are kept; they may come in pieces. */
	@Test
	void keepsTheLastExits() throws Exception {
		MonitorLink link = peer(LONG);
		assertEquals(Optional.empty(), link.lastExits());
		say("0", "0 begin exits", "0 exit 0 0 12 0 3 3 HLT");
		assertEquals(Optional.empty(), link.lastExits());
		String end = Frame.request("0 end 1").replace('?', '$');
		toUs.accept(end.substring(0, 8));
		toUs.accept(end.substring(8));
		assertEquals(Optional.of(List.of(new ExitCount(0, 0, 12, 0, 3, 3, "HLT"))), link.lastExits());
	}
}
