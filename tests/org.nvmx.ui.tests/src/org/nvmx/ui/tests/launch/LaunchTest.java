// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.tests.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.core.resources.IFile;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.debug.core.model.IProcess;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swtbot.eclipse.finder.widgets.SWTBotEclipseEditor;
import org.eclipse.swtbot.eclipse.finder.widgets.SWTBotView;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.waits.Conditions;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotShell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nvmx.target.Targets;
import org.nvmx.target.doctor.Check;
import org.nvmx.ui.tests.harness.Screenshots;
import org.nvmx.ui.tests.harness.Workbench;
import org.nvmx.ui.tests.harness.WorkbenchTest;

/** Runs the smallest example on Bochs, from the Project Explorer to the end. */
@WorkbenchTest
class LaunchTest {

	/** Building the hypervisor and booting it in an emulator on a busy machine, in milliseconds. */
	private static final long PATIENCE = 240_000;

	private static final String PROJECT = "Maschine für alle";
	private static final String L0 = "L0 console";
	private static final String L1 = "L1 console";
	private static final String KERNEL = "kernel elf \"nested-hello\"";
	private static final String NO_QEMU = "QEMU cannot run a hypervisor here";
	private static final String WAITING = "press a key to end L2";

	@RegisterExtension
	final Workbench workbench = new Workbench();

	private final LaunchConsoles consoles = new LaunchConsoles(workbench);
	private HostResources before;

	@BeforeEach
	void lookAtHost() throws Exception {
		before = HostResources.now();
	}

	@AfterEach
	void endLaunches() throws Exception {
		consoles.release();
		ILaunchManager manager = DebugPlugin.getDefault().getLaunchManager();
		for (ILaunch launch : manager.getLaunches()) {
			launch.terminate();
			manager.removeLaunch(launch);
		}
		for (ILaunchConfiguration configuration : manager.getLaunchConfigurations()) {
			configuration.delete();
		}
	}

	private IFile scenario() throws Exception {
		return workbench.createProject("nested-hello", PROJECT).getFile("nested-hello.nvmx");
	}

	/** A scenario whose guest keeps its L2 until a key is pressed. */
	private IFile waitingScenario() throws Exception {
		IFile file = scenario();
		SWTBotEclipseEditor editor = workbench.open(file);
		workbench.replace(editor, KERNEL, KERNEL + " { args \"wait\" }");
		editor.save();
		workbench.awaitBuild();
		assertEquals(List.of(), workbench.problems(file));
		return file;
	}

	private ILaunch run(IFile file) {
		SWTBotView explorer = workbench.bot().viewByTitle("Project Explorer");
		explorer.show();
		explorer.bot().tree().expandNode(file.getProject().getName()).getNode(file.getName()).contextMenu("Run As")
				.menu("1 nVMX Machine").click();
		return awaitLaunch();
	}

	private ILaunch awaitLaunch() {
		ILaunch launch = SWTBot.untilFound("launch", () -> Arrays.stream(DebugPlugin.getDefault().getLaunchManager().getLaunches())
				.findFirst().orElse(null));
		workbench.until("three lines", () -> launch.getProcesses().length == 3, PATIENCE);
		return launch;
	}

	private void awaitEnd(ILaunch launch) {
		workbench.until("end of the launch", launch::isTerminated, PATIENCE);
		// Expect: no process, no port, no temporary file is left
		workbench.until("nothing left of the machine", () -> HostResources.now().newSince(before).isEmpty());
	}

	/** @return whether a label or message of the window has the text */
	private static boolean shows(SWTBotShell dialog, String text) {
		return UIThreadRunnable.syncExec((Result<Boolean>) () -> texts(dialog.widget).anyMatch(shown -> shown.contains(text)));
	}

	private static Stream<String> texts(Control control) {
		return switch (control) {
		case Composite composite -> Arrays.stream(composite.getChildren()).flatMap(LaunchTest::texts);
		case Label label -> Stream.of(label.getText());
		case Text text -> Stream.of(text.getText());
		default -> Stream.of();
		};
	}

	private static int exitValue(ILaunch launch) throws Exception {
		return launch.getProcesses()[0].getExitValue();
	}

	@Test
	void aScenarioRunsAndItsLinesAreConsoles() throws Exception {
		ILaunch launch = run(scenario());
		// Expect: a line for the machine and one for each serial line, each with a console
		assertEquals(List.of("machine", "L0 console (COM1)", "L1 console (COM2)"),
				Arrays.stream(launch.getProcesses()).map(IProcess::getLabel).toList());
		// Expect: L1's console tells what its own guest did
		consoles.await(L1, "L2", PATIENCE);
		consoles.await(L1, "nested-hello: PASS", PATIENCE);
		Screenshots.take("launch-l1");
		// Expect: L0's console has the hypervisor's prompt
		consoles.await(L0, "ACRN:\\>", PATIENCE);
		Screenshots.take("launch-l0");
		// Expect: the machine ends by itself, with the guest's verdict
		awaitEnd(launch);
		assertEquals(0, exitValue(launch));
		consoles.await("machine", "nested-hello said on its console that it passed.", PATIENCE);
	}

	@Test
	void whatIsTypedReachesTheLineThatIsShown() throws Exception {
		ILaunch launch = run(waitingScenario());
		consoles.await(L1, WAITING, PATIENCE);
		consoles.type(L0, "nested_list\n");
		// Expect: L0's shell answers with L1's guest, which ACRN's shell cannot show
		consoles.await(L0, "VM ID", PATIENCE);
		consoles.type(L1, "x\n");
		// Expect: L1 got the key and ends
		awaitEnd(launch);
		assertEquals(0, exitValue(launch));
	}

	@Test
	void terminateEndsAMachineThatRuns() throws Exception {
		ILaunch launch = run(waitingScenario());
		consoles.await(L1, WAITING, PATIENCE);
		assertFalse(launch.isTerminated(), "the guest waits for a key");
		consoles.terminate(L1);
		awaitEnd(launch);
		// Expect: a guest that was ended did not pass
		assertEquals(1, exitValue(launch));
		consoles.await("machine", "nested-hello said neither PASS nor FAIL on its console.", PATIENCE);
	}

	@Test
	void theDialogRunsOnTheChosenCpuAndTellsWhatQemuNeeds() throws Exception {
		IFile file = scenario();
		workbench.bot().menu("Run").menu("Run Configurations...").click();
		SWTBotShell dialog = workbench.bot().shell("Run Configurations").activate();
		SWTBot bot = dialog.bot();
		bot.tree().getTreeItem("nVMX Machine").contextMenu("New Configuration").click();
		// Expect: a configuration without a scenario says what to do and cannot be run
		workbench.until("what to do", () -> shows(dialog, "Choose the scenario to run."));
		assertFalse(bot.button("Run").isEnabled(), "nothing to run yet");
		bot.textWithMessage("/project/scenario.nvmx").setText(file.getFullPath().toString());
		bot.comboBoxWithLabel("Target:").setSelection("qemu");
		// Expect: what this host lacks for QEMU, in the doctor's words; nothing of the kind where it lacks nothing
		Optional<String> lack = Targets.byId("qemu").orElseThrow().missingRequirement().map(Check::sentence);
		workbench.until("the doctor's sentence", () -> lack.isPresent() == shows(dialog, lack.orElse(NO_QEMU)));
		Screenshots.take("launch-configuration");
		bot.comboBoxWithLabel("Target:").setSelection("bochs");
		bot.comboBoxWithLabel("CPU:").setSelection("corei7_skylake_x");
		bot.button("Run").click();
		bot.waitUntil(Conditions.shellCloses(dialog));
		ILaunch launch = awaitLaunch();
		// Expect: it ran on that CPU
		consoles.await("machine", "corei7_skylake_x", PATIENCE);
		awaitEnd(launch);
		assertEquals(0, exitValue(launch));
	}
}
