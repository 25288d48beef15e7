// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator;

import java.nio.file.Path;

import org.nvmx.dsl.ScenarioDocument;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ServiceVm;

/** Scenarios for tests, from their source. */
public final class ScenarioText {

	private static final ScenarioReader READER = ScenarioReader.create();

	private ScenarioText() {
	}

	/** Only the syntax has to be right: generators must also stand what the validator objects to. */
	public static Scenario parse(String source) {
		ScenarioDocument document = READER.read(source, Path.of("test.nvmx"));
		return document.scenario().orElseThrow(() -> new AssertionError("no scenario in the test's source: " + document.diagnostics()));
	}

	/** @param options what stands inside of {@code service vm "Service" { … }} */
	public static ServiceVm serviceVm(String options) {
		return (ServiceVm) parse("scenario s\nservice vm \"Service\" {\n" + options + "\n}\n").getVms().get(0);
	}
}
