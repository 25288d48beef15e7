// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.nvmx.generator.boot.BootModule;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.target.image.BootFile;

/** Finds the file behind each boot module: the scenario's own image, or a guest that is built with the hypervisor. */
final class GuestImages {

	private final Path scenario;
	private final Path bundledGuests;

	/**
	 * @param scenario      relative images start from its folder
	 * @param bundledGuests holds {@code <tag>.elf}
	 */
	GuestImages(Path scenario, Path bundledGuests) {
		this.scenario = scenario.toAbsolutePath().normalize();
		this.bundledGuests = bundledGuests;
	}

	/** @throws RunRefusedException if a file is not there, or there is nothing to boot */
	List<BootFile> of(Scenario model) throws RunRefusedException {
		List<BootFile> files = new ArrayList<>();
		List<Diagnostic> problems = new ArrayList<>();
		for (BootModule module : BootModule.modulesOf(model)) {
			Path file = file(module);
			if (Files.isRegularFile(file) && Files.isReadable(file)) {
				files.add(new BootFile(module.path(), file));
			} else {
				problems.add(problem(module, file));
			}
		}
		if (files.isEmpty() && problems.isEmpty()) {
			problems.add(RunProblem.NOTHING_TO_BOOT.at(scenario, "No VM of this scenario boots anything"));
		}
		if (!problems.isEmpty()) {
			throw RunRefusedException.becauseOf(problems);
		}
		return files;
	}

	private Path file(BootModule module) {
		String image = module.kernel().getImageFile();
		return image == null ? bundledGuests.resolve(module.tag() + ".elf") : scenario.resolveSibling(image);
	}

	private Diagnostic problem(BootModule module, Path file) {
		return module.kernel().getImageFile() == null
				? RunProblem.NO_SUCH_GUEST.at(scenario, "There is no image for the module '" + module.tag() + "'")
				: RunProblem.IMAGE_NOT_FOUND.at(scenario, "The image " + file + " is not there or cannot be read");
	}
}
