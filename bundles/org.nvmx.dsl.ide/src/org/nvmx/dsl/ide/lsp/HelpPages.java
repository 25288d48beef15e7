// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.lsp;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The help pages of problems, where this host has them: a client opens them from a problem's code. */
final class HelpPages {

	/** Names the folder of the pages; a system property. Without it problems have no link, and hovers tell what the pages do. */
	static final String LOCATION_PROPERTY = "org.nvmx.rulePages";

	private HelpPages() {
	}

	/** @return the address of a code's page */
	static Optional<URI> of(String code) {
		return Optional.ofNullable(System.getProperty(LOCATION_PROPERTY)).map(folder -> Path.of(folder, code + ".md")).filter(Files::isRegularFile).map(Path::toUri);
	}
}
