// SPDX-License-Identifier: EPL-2.0
package org.nvmx.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.hypervisor.Compiler;
import org.nvmx.target.Target;
import org.nvmx.target.bochs.BochsTarget;
import org.nvmx.target.monitor.ExitCount;
import org.nvmx.target.monitor.MonitorException;
import org.nvmx.target.monitor.MonitorLink;
import org.nvmx.target.monitor.Transition;
import org.nvmx.target.monitor.Vmcs;
import org.nvmx.target.monitor.VmcsField;
import org.nvmx.target.run.GuestRun;
import org.nvmx.target.run.GuestRun.Waited;
import org.nvmx.target.run.RunRequest;
import org.nvmx.target.run.RunRequest.Stack;
import org.nvmx.target.run.ScenarioRun;
import org.nvmx.target.run.Verdict;
import org.nvmx.target.session.MachineSession;

/** The monitor link of the hypervisor itself, on the emulated CPU. */
class MonitorLinkTest {

	private static final Duration LONG = Duration.ofMinutes(3);
	/** What nested-hello says of each VM exit of its L2. */
	private static final Pattern L2_EXIT = Pattern.compile("L2 exit \\d+: .* \\(reason (?<reason>\\d+)\\) .*");
	/** VMCS fields, SDM vol. 3D, appendix B. */
	private static final int EPT_POINTER = 0x201a;
	private static final int VMCS_LINK_POINTER = 0x2800;

	@TempDir
	Path temporary;

	private final Target bochs = new BochsTarget();

	/** Expect: of each reason as many exits given to L1 as L1 has printed, though the machine has switched itself off at once. */
	@Test
	void countsTheExitsThatTheGuestPrints() throws Exception {
		try (GuestRun run = start("")) {
			MonitorLink link = link(run.session());
			assertEquals(Waited.ENDED, run.await(LONG), run.guestConsole().transcript()::text);
			assertEquals(Verdict.PASS, run.verdict());
			Map<Integer, Long> printed = printed(run.guestConsole().transcript().text());
			assertTrue(printed.size() > 3, printed::toString);
			assertEquals(printed, givenToL1(link.lastExits().orElseThrow()));
		}
	}

	/** Expect: while the guest runs, every request is answered and the answers fit together. */
	@Test
	void answersWhileTheGuestRuns() throws Exception {
		try (GuestRun run = start(" { args \"wait\" }")) {
			MonitorLink link = link(run.session());
			assertTrue(run.guestConsole().transcript().await(text -> text.contains("press a key"), LONG));
			assertEquals("nested_hello", link.hello().scenario());
			assertEquals("nested-hello L1", link.vms().get(0).name());
			assertEquals(1, link.vcpus().get(0).pcpu());
			long vmcs12 = link.vmcs12s().get(0).eptp();
			assertEquals(vmcs12, field(link.vmcs(0, Vmcs.VMCS12), EPT_POINTER));
			long vmcs02 = field(link.vmcs(0, Vmcs.VMCS02), EPT_POINTER);
			assertTrue(vmcs02 != 0 && vmcs02 != vmcs12, () -> Long.toHexString(vmcs02));
			assertTrue(field(link.vmcs(0, Vmcs.VMCS01), VMCS_LINK_POINTER) != 0);
			assertEquals(List.of(), link.entryFailures());
			assertEquals(printed(run.guestConsole().transcript().text()), givenToL1(link.exits()));
			assertEquals("the hypervisor refuses \"vmcs 9 01\": bad-argument",
					assertThrows(MonitorException.class, () -> link.vmcs(9, Vmcs.VMCS01)).getMessage());
			run.guestConsole().send("x");
			assertEquals(Waited.ENDED, run.await(LONG));
			assertEquals(Verdict.PASS, run.verdict());
		}
	}

	/** Expect: an exit of L2 that is given to L1 takes few VMWRITEs, and at most 40 fields are copied for it and the entry together. */
	@Test
	void countsWhatTransitionsCost() throws Exception {
		try (GuestRun run = start("")) {
			MonitorLink link = link(run.session());
			assertEquals(Waited.ENDED, run.await(LONG), run.guestConsole().transcript()::text);
			Map<String, Transition> costs = link.lastTransitions().orElseThrow().stream()
					.collect(Collectors.toMap(Transition::name, Function.identity()));
			Transition entries = costs.get("VM entries into L2");
			Transition exits = costs.get("VM exits given to L1");
			assertEquals(printed(run.guestConsole().transcript().text()).values().stream().mapToLong(Long::longValue).sum(), exits.count());
			assertTrue(exits.vmwrites() >= 3 * exits.count() && exits.vmwrites() < 20 * exits.count(), exits::toString);
			assertTrue(entries.vmreads() > 0 && entries.count() >= exits.count(), entries::toString);
			assertTrue(exits.fromVmcs12() + exits.toVmcs12() <= 40 * exits.count(), exits::toString);
		}
	}

	/** Expect: the shell's shutdown while the guest runs sends the last reports before the machine ends. */
	@Test
	void shutdownInTheShellSendsTheLastReports() throws Exception {
		try (GuestRun run = start(" { args \"wait\" }")) {
			MonitorLink link = link(run.session());
			assertTrue(run.guestConsole().transcript().await(text -> text.contains("press a key"), LONG));
			run.session().console(ScenarioRun.L0_CONSOLE).orElseThrow().send("shutdown\r");
			assertEquals(Waited.ENDED, run.awaitEnd(LONG));
			assertEquals(printed(run.guestConsole().transcript().text()), givenToL1(link.lastExits().orElseThrow()));
			assertEquals(Optional.empty(), link.panicReason());
		}
	}

	private GuestRun start(String kernelOptions) throws Exception {
		Path scenario = temporary.resolve("monitored.nvmx");
		Files.writeString(scenario, Files.readString(Checkout.example("nested-hello"))
				.replace("kernel elf \"nested-hello\"", "kernel elf \"nested-hello\"" + kernelOptions));
		RunRequest request = new RunRequest(scenario, temporary.resolve("out"), bochs, bochs.cpuModels().get(0), Stack.UNDER_L0,
				Checkout.hypervisor(), Compiler.GCC);
		return new ScenarioRun(request, ScenarioReader.create(), new QuietListener()).start(new NullProgressMonitor());
	}

	private static MonitorLink link(MachineSession session) {
		return new MonitorLink(session.monitorLine().orElseThrow(), Duration.ofMinutes(1));
	}

	private static Map<Integer, Long> printed(String console) {
		return console.lines().map(L2_EXIT::matcher).filter(Matcher::matches)
				.collect(Collectors.groupingBy(exit -> Integer.valueOf(exit.group("reason")), TreeMap::new, Collectors.counting()));
	}

	private static Map<Integer, Long> givenToL1(List<ExitCount> exits) {
		return exits.stream().filter(exit -> exit.givenToL1() > 0)
				.collect(Collectors.toMap(ExitCount::reason, ExitCount::givenToL1, Long::sum, TreeMap::new));
	}

	private static long field(List<VmcsField> fields, int encoding) {
		return fields.stream().filter(field -> field.encoding() == encoding).findFirst().orElseThrow().value();
	}
}
