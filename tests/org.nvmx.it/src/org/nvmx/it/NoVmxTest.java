// SPDX-License-Identifier: EPL-2.0
package org.nvmx.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.hypervisor.Compiler;
import org.nvmx.target.Target;
import org.nvmx.target.console.Transcript;
import org.nvmx.target.qemu.QemuTarget;
import org.nvmx.target.run.GuestRun;
import org.nvmx.target.run.RunRequest;
import org.nvmx.target.run.ScenarioRun;
import org.nvmx.target.run.Verdict;

/** The hypervisor on a CPU without VMX: QEMU's own emulation. */
class NoVmxTest {

	private static final Duration LONG = Duration.ofMinutes(2);

	@TempDir
	Path temporary;

	/** Expect: one line on L0's console says that VMX is missing, and the guest says nothing. */
	@Test
	void saysThatTheCpuHasNoVmx() throws Exception {
		Target qemu = new QemuTarget(QemuTarget.Accelerator.TCG);
		RunRequest request = new RunRequest(Checkout.example("nested-hello"), temporary.resolve("out"), qemu, qemu.cpuModels().get(0),
				RunRequest.Stack.UNDER_L0, Checkout.hypervisor(), Compiler.GCC);
		try (GuestRun run = new ScenarioRun(request, ScenarioReader.create(), new QuietListener()).start(new NullProgressMonitor())) {
			Transcript l0 = run.session().console(ScenarioRun.L0_CONSOLE).orElseThrow().transcript();
			l0.await(text -> text.lines().anyMatch(line -> line.contains("VMX") && line.contains("CPU")) && text.endsWith("\n"), LONG);
			List<String> about = l0.text().lines().filter(line -> line.contains("VMX") && line.contains("CPU")).toList();
			assertEquals(1, about.size(), l0::text);
			assertEquals(Verdict.NONE, run.verdict());
			assertEquals("", run.guestConsole().transcript().text());
		}
	}
}
