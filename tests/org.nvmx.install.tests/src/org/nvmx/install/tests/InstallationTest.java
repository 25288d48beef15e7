// SPDX-License-Identifier: EPL-2.0
package org.nvmx.install.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.nvmx.install.tests.EclipseInstallation.Run;

/** Installs the update site into an Eclipse Platform that has neither Xtext nor JDT nor PDE, and looks whether it works there. */
class InstallationTest {

	private static Path given(String property) {
		Path path = Path.of(System.getProperty(property)).normalize();
		assertTrue(Files.exists(path), "build the whole reactor first: there is no " + path);
		return path;
	}

	@Test
	void theUpdateSiteIsAllThatAPlainPlatformNeeds() throws Exception {
		Path work = Path.of(System.getProperty("nvmx.work"));
		EclipseInstallation eclipse = EclipseInstallation.copy(given("nvmx.plain"), work.resolve("eclipse"));
		List<String> foreign = eclipse.bundles().stream()
				.filter(name -> name.matches("org\\.(nvmx|eclipse\\.(xtext|xtend|jdt|pde|lsp4j))\\..*")).toList();
		// Expect: the Eclipse is plain before
		assertEquals(List.of(), foreign);

		Run install = eclipse.start(List.of(), List.of("-application", "org.eclipse.equinox.p2.director",
				"-repository", given("nvmx.site").toUri().toString(), "-installIU", "org.nvmx.feature.feature.group"));
		// Expect: p2 finds all that the feature needs on the site or in the platform
		assertEquals(0, install.exitCode(), install::output);
		assertTrue(eclipse.bundles().stream().anyMatch(name -> name.startsWith("org.nvmx.ui_")), eclipse.bundles()::toString);

		Files.createDirectories(eclipse.folder().resolve("dropins"));
		Files.copy(given("nvmx.probe"), eclipse.folder().resolve("dropins/org.nvmx.install.probe_0.1.0.jar"));
		Path result = work.resolve("result");
		Files.deleteIfExists(result);
		Path workspace = work.resolve("Arbeitsplatz ä");
		Run run = eclipse.start(List.of("-Dnvmx.probe.result=" + result), List.of("-data", workspace.toString(),
				"-pluginCustomization", customization(work).toString()));
		assertTrue(Files.exists(result), run::output);
		List<String> lines = Files.readAllLines(result);
		// Expect: the content type, the launch type with its delegate, the wizard with its pages, the editor
		assertEquals(List.of("contentType=org.nvmx.ui.scenario", "launch=nVMX Machine MachineLaunchDelegate",
				"wizard=[nVMX Project, nVMX Project]", "editor=org.eclipse.ui.genericeditor.GenericEditor"), lines.subList(0, 4), run::output);
		// Expect: the language works: it found the mistake in the probe's scenario
		assertTrue(lines.get(4).matches("problem=.*noop.*"), lines.get(4));
		// Expect: the log has no error
		assertEquals(List.of(), errors(workspace.resolve(".metadata/.log")), run::output);
	}

	private static Path customization(Path work) throws Exception {
		return Files.writeString(work.resolve("customization.ini"), "org.eclipse.ui/showIntro=false\n");
	}

	private static List<String> errors(Path log) throws Exception {
		return Files.exists(log) ? Files.readAllLines(log).stream().filter(line -> line.matches("!ENTRY \\S+ 4 .*")).toList() : List.of();
	}
}
