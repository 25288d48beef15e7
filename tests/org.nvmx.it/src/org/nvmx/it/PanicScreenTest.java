// SPDX-License-Identifier: EPL-2.0
package org.nvmx.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.hypervisor.Compiler;
import org.nvmx.target.Target;
import org.nvmx.target.bochs.BochsTarget;
import org.nvmx.target.console.SerialConsole;
import org.nvmx.target.monitor.MonitorLink;
import org.nvmx.target.run.GuestRun;
import org.nvmx.target.run.GuestRun.Waited;
import org.nvmx.target.run.RunRequest;
import org.nvmx.target.run.RunRequest.Stack;
import org.nvmx.target.run.ScenarioRun;

/** What the hypervisor leaves behind when it gives up, on its console and over the monitor link; its shell does so on demand. */
class PanicScreenTest {

	private static final Duration LONG = Duration.ofMinutes(2);
	private static final String KERNEL = "kernel elf \"nested-hello\"";

	@TempDir
	Path temporary;

	/**
	 * Expect: the build, the reason, a back trace with functions' names, and the last exits in words: the guest polls its line. Over the
	 * link, the reason and the counters.
	 */
	@Test
	void namesBuildReasonFunctionsAndLastExits() throws Exception {
		Path scenario = temporary.resolve("waits.nvmx");
		Files.writeString(scenario, Files.readString(Checkout.example("nested-hello")).replace(KERNEL, KERNEL + " { args \"wait\" }"));
		Target bochs = new BochsTarget();
		RunRequest request = new RunRequest(scenario, temporary.resolve("out"), bochs, bochs.cpuModels().get(0), Stack.UNDER_L0,
				Checkout.hypervisor(), Compiler.GCC);
		try (GuestRun run = new ScenarioRun(request, ScenarioReader.create(), new QuietListener()).start(new NullProgressMonitor())) {
			run.guestConsole().transcript().await(text -> text.contains("press a key"), LONG);
			MonitorLink link = new MonitorLink(run.session().monitorLine().orElseThrow(), LONG);
			SerialConsole l0 = run.session().console(ScenarioRun.L0_CONSOLE).orElseThrow();
			l0.send("panic\r");
			l0.transcript().await(text -> text.contains("==== end of panic ===="), LONG);
			String screen = l0.transcript().text();
			assertShown(screen, "(?m)^build: \\S+");
			assertShown(screen, "(?m)^reason: asked for in the shell");
			assertShown(screen, "(?m)^ +[0-9a-f]{16} +cmd_panic\\+0x[0-9a-f]+");
			assertShown(screen, "(?m)^last exits of vm0 vcpu0");
			assertShown(screen, "(?m)^ +L1 rip [0-9a-f]{16} reason 30 IO_INSTRUCTION, \\d+ times");
			assertEquals(Waited.ENDED, run.awaitEnd(LONG));
			assertEquals(Optional.of("asked for in the shell"), link.panicReason());
			assertTrue(link.lastExits().orElseThrow().stream().anyMatch(exit -> exit.givenToL1() > 0));
		}
	}

	private static void assertShown(String screen, String pattern) {
		assertTrue(Pattern.compile(pattern).matcher(screen).find(), () -> "no " + pattern + " in\n" + screen);
	}
}
