// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.tests.launch;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.debug.core.Launch;
import org.eclipse.debug.core.model.IProcess;
import org.eclipse.debug.ui.DebugUITools;
import org.eclipse.swtbot.swt.finder.widgets.TimeoutException;
import org.eclipse.ui.console.TextConsole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nvmx.ui.tests.harness.Workbench;
import org.nvmx.ui.tests.harness.WorkbenchTest;

/** The lines of a machine begin together, and the platform makes their consoles in jobs that run side by side. */
@WorkbenchTest
class LineConsolesTest {

	private static final int LINES = 3;

	@RegisterExtension
	final Workbench workbench = new Workbench();

	@Test
	void eachConsoleHasTheTextOfItsOwnLine() {
		// the platform makes consoles once its user interface for launches is loaded
		DebugUITools.getPreferenceStore();
		ILaunchManager manager = DebugPlugin.getDefault().getLaunchManager();
		ILaunch launch = new Launch(null, ILaunchManager.RUN_MODE, null);
		manager.addLaunch(launch);
		try {
			List<IProcess> lines = IntStream.range(0, LINES)
					.<IProcess>mapToObj(line -> new SpokenLine(launch, "line " + line, said(line))).toList();
			lines.forEach(launch::addProcess);
			// Expect: its own text, once
			List<String> expected = IntStream.range(0, LINES).mapToObj(LineConsolesTest::said).toList();
			Supplier<List<String>> shown = () -> lines.stream().map(LineConsolesTest::shown).toList();
			try {
				workbench.until("each text on its console", () -> shown.get().equals(expected));
			} catch (TimeoutException e) {
				throw new AssertionError("the consoles show " + shown.get(), e);
			}
		} finally {
			manager.removeLaunch(launch);
		}
	}

	private static String said(int line) {
		return "said on line " + line;
	}

	/** @return what the console of a line shows; null if it has none yet */
	private static String shown(IProcess line) {
		return DebugUITools.getConsole(line) instanceof TextConsole console ? console.getDocument().get() : null;
	}
}
