// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.nvmx.dsl.ComposedScenario;
import org.nvmx.generator.boot.BootModule;
import org.nvmx.hypervisor.HypervisorSources;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.scenario.ScenarioPackage;
import org.nvmx.target.image.BootFile;

/** The file behind each boot module of a valid scenario: its own image, or a guest that is built with the hypervisor. */
final class GuestImages {

	private final ComposedScenario scenario;
	private final Path file;
	private final List<BootModule> modules;

	/** @param file relative images start from its folder */
	GuestImages(ComposedScenario scenario, Path file) {
		this.scenario = scenario;
		this.file = file.toAbsolutePath().normalize();
		this.modules = BootModule.modulesOf(scenario.scenario());
	}

	/**
	 * Looks whether there is an image for each module before anything is built.
	 *
	 * @throws RunRefusedException if there is none, or nothing to boot; the problems are at the kernels in the text
	 */
	void require(HypervisorSources sources) throws RunRefusedException {
		List<Diagnostic> problems = new ArrayList<>();
		Set<String> guests = sources.guests();
		for (BootModule module : modules) {
			String image = module.kernel().getImageFile();
			if (image == null && !guests.contains(module.tag())) {
				problems.add(scenario.places().told(RunProblem.NO_SUCH_GUEST.at(place(module), "There is no image for the module '" + module.tag() + "'")));
			} else if (image != null && !Files.isReadable(file.resolveSibling(image))) {
				problems.add(scenario.places().told(RunProblem.IMAGE_NOT_FOUND.at(place(module), "The image " + image + " is not there or cannot be read")));
			}
		}
		if (modules.isEmpty()) {
			problems.add(RunProblem.NOTHING_TO_BOOT.at(file, "No VM of this scenario boots anything"));
		}
		if (!problems.isEmpty()) {
			throw RunRefusedException.becauseOf(problems);
		}
	}

	private Location place(BootModule module) {
		boolean image = module.kernel().getImageFile() != null;
		return scenario.places().location(module.kernel(), image ? ScenarioPackage.Literals.KERNEL__IMAGE_FILE : ScenarioPackage.Literals.KERNEL__MODULE_TAG);
	}

	/** @param bundledGuests holds {@code <tag>.elf} */
	List<BootFile> files(Path bundledGuests) {
		return modules.stream().map(module -> {
			String image = module.kernel().getImageFile();
			return new BootFile(module.path(), image == null ? bundledGuests.resolve(module.tag() + ".elf") : file.resolveSibling(image));
		}).toList();
	}
}
