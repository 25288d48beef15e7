// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.tests.harness;

import java.nio.file.Path;

import org.eclipse.swtbot.swt.finder.utils.SWTUtils;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps pictures of the screen in target/screenshots: of each failure, and those that tests ask for. */
public final class Screenshots implements AfterTestExecutionCallback {

	private static final Path FOLDER = Path.of(System.getProperty("nvmx.screenshots", "target/screenshots"));

	@Override
	public void afterTestExecution(ExtensionContext context) {
		if (context.getExecutionException().isPresent()) {
			take("failed-" + context.getRequiredTestClass().getSimpleName() + "-" + context.getRequiredTestMethod().getName());
		}
	}

	/** Takes a picture of the whole screen. */
	public static void take(String name) {
		SWTUtils.captureScreenshot(FOLDER.resolve(name + ".png").toString());
	}
}
