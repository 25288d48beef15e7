// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.tests.harness;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test during which the UI thread stayed inside our code for too long. It looks at the thread's stack again and again: what
 * the platform does by itself, or a busy machine, is not our code's fault.
 */
public final class ResponsiveUiThread implements BeforeEachCallback, AfterEachCallback {

	/** How often the stack is looked at, in milliseconds. */
	private static final long PERIOD = 50;
	/** So many looks in a row that find the same call of ours are too long: half a second. */
	private static final int TOO_LONG = 10;
	private static final String OURS = "org.nvmx.";
	private static final Set<String> EVENT_LOOP = Set.of("readAndDispatch", "sleep");
	private static final String TESTS = "org.nvmx.ui.tests.";

	private ScheduledExecutorService watch;
	private final AtomicReference<String> blocked = new AtomicReference<>();
	private String last;
	private int count;

	@Override
	public void beforeEach(ExtensionContext context) {
		blocked.set(null);
		count = 0;
		Thread ui = PlatformUI.getWorkbench().getDisplay().getThread();
		watch = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
		watch.scheduleAtFixedRate(() -> look(ui), PERIOD, PERIOD, TimeUnit.MILLISECONDS);
	}

	/** A dialog that our code opened runs the event loop: then nothing is held. Opening an editor is the platform's own work. */
	private void look(Thread ui) {
		StackTraceElement[] stack = ui.getStackTrace();
		String ours = null;
		for (StackTraceElement frame : stack) {
			if (frame.getClassName().equals("org.eclipse.swt.widgets.Display") && EVENT_LOOP.contains(frame.getMethodName())
					|| frame.getClassName().equals("org.eclipse.ui.internal.WorkbenchPage")) {
				break;
			}
			if (frame.getClassName().startsWith(OURS) && !frame.getClassName().startsWith(TESTS)) {
				ours = frame.getClassName() + "." + frame.getMethodName();
			}
		}
		count = ours != null && ours.equals(last) ? count + 1 : 0;
		last = ours;
		if (count >= TOO_LONG) {
			blocked.compareAndSet(null, String.join("\n  ", Arrays.stream(stack).map(Object::toString).toList()));
		}
	}

	@Override
	public void afterEach(ExtensionContext context) {
		watch.shutdownNow();
		Assertions.assertNull(blocked.get(), "the UI thread was held for " + PERIOD * TOO_LONG + " ms or more");
	}
}
