// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the manual that a test makes. */
public final class ManualPage {

	private ManualPage() {
	}

	/**
	 * @param page below the project's folder
	 * @param text what it has to state; if it does not, the page that it should be is in the target folder
	 */
	public static void assertStates(Path page, String text) throws IOException {
		Path made = Path.of("target").resolve(page.getFileName());
		Files.writeString(made, text);
		assertEquals(Files.readString(project().resolve(page)), text, "replace " + page + " by " + made.toAbsolutePath());
	}

	private static Path project() {
		Path folder = Path.of("").toAbsolutePath();
		while (!Files.isRegularFile(folder.resolve("docs/acrn-xml.md"))) {
			folder = folder.getParent();
		}
		return folder;
	}
}
