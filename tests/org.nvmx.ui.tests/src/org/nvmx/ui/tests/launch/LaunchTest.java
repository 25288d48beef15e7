// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.tests.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;

import org.eclipse.core.resources.IFile;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.debug.core.model.IProcess;
import org.eclipse.swtbot.eclipse.finder.widgets.SWTBotView;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.results.VoidResult;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotStyledText;
import org.eclipse.ui.console.ConsolePlugin;
import org.eclipse.ui.console.IConsoleManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nvmx.ui.tests.harness.Screenshots;
import org.nvmx.ui.tests.harness.Workbench;
import org.nvmx.ui.tests.harness.WorkbenchTest;

/** Runs the smallest example on Bochs, from the Project Explorer to the end. */
@WorkbenchTest
class LaunchTest {

	/** Building the hypervisor and booting it in an emulator on a busy machine, in milliseconds. */
	private static final long PATIENCE = 240_000;

	@RegisterExtension
	final Workbench workbench = new Workbench();

	private HostResources before;

	@BeforeEach
	void lookAtHost() throws Exception {
		before = HostResources.now();
	}

	@AfterEach
	void endLaunches() throws Exception {
		ILaunchManager manager = DebugPlugin.getDefault().getLaunchManager();
		for (ILaunch launch : manager.getLaunches()) {
			launch.terminate();
			manager.removeLaunch(launch);
		}
	}

	private ILaunch run() throws Exception {
		IFile file = workbench.createProject("nested-hello", "Maschine für alle").getFile("nested-hello.nvmx");
		SWTBotView explorer = workbench.bot().viewByTitle("Project Explorer");
		explorer.show();
		explorer.bot().tree().expandNode(file.getProject().getName()).getNode(file.getName()).contextMenu("Run As")
				.menu("1 nVMX Machine").click();
		return SWTBot.untilFound("launch", () -> Arrays.stream(DebugPlugin.getDefault().getLaunchManager().getLaunches())
				.findFirst().orElse(null));
	}

	private SWTBotStyledText console(String label) {
		SWTBotView view = workbench.bot().viewByTitle("Console");
		UIThreadRunnable.syncExec((VoidResult) () -> {
			IConsoleManager manager = ConsolePlugin.getDefault().getConsoleManager();
			Arrays.stream(manager.getConsoles()).filter(console -> console.getName().contains(label)).forEach(manager::showConsoleView);
		});
		view.show();
		return view.bot().styledText();
	}

	@Test
	void aScenarioRunsAndItsLinesAreConsoles() throws Exception {
		ILaunch launch = run();
		workbench.until("three lines", () -> launch.getProcesses().length == 3, PATIENCE);
		// Expect: a line for the machine and one for each serial line, each with a console
		assertEquals(List.of("machine", "L0 console (COM1)", "L1 console (COM2)"),
				Arrays.stream(launch.getProcesses()).map(IProcess::getLabel).toList());
		// Expect: L1's console tells what its own guest did
		workbench.until("L2 on the console of L1", () -> console("L1 console").getText().contains("L2"), PATIENCE);
		Screenshots.take("launch-l1");
		// Expect: L0's console has the hypervisor's prompt
		workbench.until("shell on the console of L0", () -> console("L0 console").getText().contains("ACRN:\\>"), PATIENCE);
		Screenshots.take("launch-l0");
		terminate(launch);
	}

	private void terminate(ILaunch launch) {
		if (!launch.isTerminated()) {
			SWTBotView view = workbench.bot().viewByTitle("Console");
			view.show();
			view.toolbarButton("Terminate").click();
		}
		workbench.until("end of the launch", launch::isTerminated, PATIENCE);
		// Expect: no process, no port, no temporary file is left
		workbench.until("nothing left of the machine", () -> HostResources.now().newSince(before).isEmpty());
	}
}
