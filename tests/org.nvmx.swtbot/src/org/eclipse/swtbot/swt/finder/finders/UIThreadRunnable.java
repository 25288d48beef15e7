// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder.finders;

import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.swt.widgets.Display;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.results.VoidResult;
import org.eclipse.swtbot.swt.finder.utils.SWTUtils;

/** Runs something in the UI thread and brings back what it returned or threw. */
public final class UIThreadRunnable {

	private UIThreadRunnable() {
	}

	public static <T> T syncExec(Result<T> toExecute) {
		return syncExec(SWTUtils.display(), toExecute);
	}

	public static void syncExec(VoidResult toExecute) {
		syncExec(SWTUtils.display(), toExecute);
	}

	public static void syncExec(Display display, VoidResult toExecute) {
		syncExec(display, (Result<Void>) () -> {
			toExecute.run();
			return null;
		});
	}

	public static <T> T syncExec(Display display, Result<T> toExecute) {
		AtomicReference<T> result = new AtomicReference<>();
		AtomicReference<RuntimeException> failure = new AtomicReference<>();
		display.syncExec(() -> {
			try {
				result.set(toExecute.run());
			} catch (RuntimeException e) {
				failure.set(e);
			}
		});
		if (failure.get() != null) {
			throw failure.get();
		}
		return result.get();
	}

	public static void asyncExec(VoidResult toExecute) {
		asyncExec(SWTUtils.display(), toExecute);
	}

	public static void asyncExec(Display display, VoidResult toExecute) {
		display.asyncExec(toExecute::run);
	}
}
