// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.tests.harness;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.core.runtime.ILogListener;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test during which anything in the workbench logged an error. */
public final class NoErrorLogged implements BeforeEachCallback, AfterEachCallback {

	private static final List<String> ERRORS = new CopyOnWriteArrayList<>();
	private static final ILogListener LISTENER = (status, plugin) -> {
		if (status.matches(IStatus.ERROR)) {
			Throwable cause = status.getException();
			ERRORS.add(status.getPlugin() + ": " + status.getMessage() + (cause == null ? "" : " " + cause + at(cause)));
		}
	};

	private static String at(Throwable cause) {
		return cause.getStackTrace().length == 0 ? "" : " at " + cause.getStackTrace()[0];
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		ERRORS.clear();
		Platform.addLogListener(LISTENER);
	}

	@Override
	public void afterEach(ExtensionContext context) {
		Platform.removeLogListener(LISTENER);
		Assertions.assertEquals(List.of(), ERRORS, "errors in the log");
	}
}
