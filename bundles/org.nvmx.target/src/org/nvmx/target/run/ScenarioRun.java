// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;
import org.nvmx.acrn.board.BoardCatalogue;
import org.nvmx.dsl.ComposedScenario;
import org.nvmx.dsl.ScenarioDocument;
import org.nvmx.dsl.ScenarioReader;
import org.nvmx.generator.GeneratedFolder;
import org.nvmx.generator.GenerationOptions;
import org.nvmx.generator.ScenarioGenerator;
import org.nvmx.generator.boot.BootModule;
import org.nvmx.generator.boot.GrubMenuGenerator;
import org.nvmx.hypervisor.HypervisorBuild;
import org.nvmx.hypervisor.ScenarioSupport;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.target.doctor.Check;
import org.nvmx.target.doctor.Doctor;
import org.nvmx.target.doctor.HostTools;
import org.nvmx.target.image.BootFile;
import org.nvmx.target.image.BootImage;
import org.nvmx.target.run.RunRequest.Stack;
import org.nvmx.target.session.MachineSession;
import org.nvmx.target.session.MachineSpec;

/**
 * From a scenario to a running machine: read, validate, generate, build, make the boot medium, launch. The command line and the IDE
 * run the same.
 */
public final class ScenarioRun {

	/** The serial line of the bundled hypervisor: its log and its shell. */
	public static final String L0_CONSOLE = "L0";
	/** The serial line of the guest. */
	public static final String L1_CONSOLE = "L1";

	private static final int MEMORY_MIB = 512;
	private static final int STEPS = 5;

	private final RunRequest request;
	private final ScenarioReader reader;
	private final RunListener listener;

	/**
	 * @param reader   reads the scenario
	 * @param listener hears what happens
	 */
	public ScenarioRun(RunRequest request, ScenarioReader reader, RunListener listener) {
		this.request = request;
		this.reader = reader;
		this.listener = listener;
	}

	/**
	 * Does everything up to the launch.
	 *
	 * @param monitor cancels
	 * @return a running machine; the caller has to close it
	 * @throws RunRefusedException if the scenario has errors, does not build, or this host lacks something
	 * @throws org.eclipse.core.runtime.OperationCanceledException if cancelled; nothing runs then
	 */
	public GuestRun start(IProgressMonitor monitor) throws RunRefusedException {
		PreparedMachine machine = prepare(monitor);
		if (monitor.isCanceled()) {
			throw new OperationCanceledException();
		}
		listener.step("starting " + request.target().id() + " (" + request.cpuModel() + ")");
		try {
			MachineSession session = request.target().launch(machine.spec());
			return new GuestRun(session, session.console(L1_CONSOLE).orElseThrow(), machine.guest());
		} catch (IOException e) {
			throw RunRefusedException.becauseOf(List.of(RunProblem.LAUNCH.at(request.scenario(), "The machine cannot be started: " + e.getMessage())));
		}
	}

	/**
	 * Does everything but the launch.
	 *
	 * @param monitor cancels
	 * @throws RunRefusedException as {@link #start}
	 */
	public PreparedMachine prepare(IProgressMonitor monitor) throws RunRefusedException {
		SubMonitor progress = SubMonitor.convert(monitor, STEPS);
		ScenarioDocument document = read(progress.split(1));
		ComposedScenario composed = document.composed().orElseThrow();
		Scenario scenario = composed.scenario();
		GuestImages images = new GuestImages(composed, request.scenario());
		images.require(request.sources());
		requireHost();
		Path generated = generate(scenario, progress.split(1));
		HypervisorBuild.Result build = build(generated, progress.split(2));
		return medium(scenario, generated, build, images, progress.split(1));
	}

	/** Reads and validates. */
	private ScenarioDocument read(SubMonitor progress) throws RunRefusedException {
		listener.step("checking " + request.scenario());
		ScenarioDocument document = reader.read(request.scenario());
		if (document.hasErrors()) {
			throw RunRefusedException.becauseOf(document.diagnostics());
		}
		// What the bundled hypervisor does not run is told below, as the warnings that they are for a run.
		document.diagnostics().stream().filter(problem -> !problem.code().equals(RunProblem.NOT_RUN.code())).forEach(listener::warning);
		if (document.lackOfScenario().isPresent()) {
			throw RunRefusedException.becauseOf(List.of(document.lackOfScenario().get()));
		}
		if (request.stack() == Stack.UNDER_L0) {
			sayWhatIsNotRun(document);
		}
		return document;
	}

	private void sayWhatIsNotRun(ScenarioDocument document) throws RunRefusedException {
		try {
			new SupportCheck(ScenarioSupport.of(request.sources())).ofRun(document).forEach(listener::warning);
		} catch (IOException e) {
			throw RunRefusedException.becauseOf(List.of(RunProblem.SUPPORT_TABLE.at(request.sources().folder(),
					"What the bundled hypervisor runs cannot be read: " + e.getMessage())));
		}
	}

	private void requireHost() throws RunRefusedException {
		HostTools host = new HostTools();
		List<Check> missing = new ArrayList<>(new Doctor(host).toolchain());
		missing.addAll(BootImage.requirements(host));
		missing.addAll(request.target().requirements());
		missing.removeIf(check -> check.status() != Check.Status.MISSING);
		if (!missing.isEmpty()) {
			throw RunRefusedException.forLackOf(missing);
		}
	}

	private Path generate(Scenario scenario, SubMonitor progress) throws RunRefusedException {
		Path folder = request.output().resolve("generated");
		listener.step("generating " + folder);
		try {
			GeneratedFolder.Update update = new GeneratedFolder(folder).update(new ScenarioGenerator().generate(scenario,
					new BoardCatalogue().boardOf(scenario, request.scenario()), GenerationOptions.DEFAULT));
			List<Diagnostic> refused = update.refused().stream().map(folder::resolve)
					.map(file -> RunProblem.FOREIGN_FILE.at(file, "This file is not a generated one, but lies in the place of one")).toList();
			if (!refused.isEmpty()) {
				throw RunRefusedException.becauseOf(refused);
			}
			return folder;
		} catch (IOException e) {
			throw RunRefusedException.becauseOf(List.of(RunProblem.OUTPUT.at(folder, "Generated files cannot be written: " + e.getMessage())));
		}
	}

	private HypervisorBuild.Result build(Path generated, SubMonitor progress) throws RunRefusedException {
		listener.step("building the hypervisor with " + request.compiler().command());
		Path configuration = generated.resolve(ScenarioGenerator.HYPERVISOR_CONFIG).getParent();
		HypervisorBuild build = new HypervisorBuild(request.sources(), configuration, request.output().resolve("hypervisor"), request.compiler());
		try {
			HypervisorBuild.Result result = build.build(listener::log, progress);
			if (result.failed()) {
				throw RunRefusedException.becauseOf(result.problems());
			}
			result.problems().forEach(listener::warning);
			return result;
		} catch (IOException e) {
			throw RunRefusedException.becauseOf(List.of(RunProblem.OUTPUT.at(build.output(), "The hypervisor cannot be built: " + e.getMessage())));
		}
	}

	private PreparedMachine medium(Scenario scenario, Path generated, HypervisorBuild.Result build, GuestImages images, SubMonitor progress)
			throws RunRefusedException {
		boolean bare = request.stack() == Stack.BARE;
		List<BootFile> files = new ArrayList<>(images.files(build.guests()));
		Path image = request.output().resolve(bare ? "bare.iso" : "nvmx.iso");
		listener.step("making " + image);
		try {
			files.add(new BootFile(BootImage.MENU, bare ? BareMenu.write(scenario, request.output()) : generated.resolve(ScenarioGenerator.GRUB_MENU)));
			if (!bare) {
				files.add(new BootFile(GrubMenuGenerator.HYPERVISOR, build.hypervisor()));
			}
			new BootImage(files).write(image, progress);
		} catch (IOException e) {
			throw RunRefusedException.becauseOf(List.of(RunProblem.BOOT_MEDIUM.at(image, "The boot medium cannot be made: " + e.getMessage())));
		}
		List<String> consoles = bare ? List.of(L1_CONSOLE) : List.of(L0_CONSOLE, L1_CONSOLE);
		MachineSpec spec = new MachineSpec(image, request.cpuModel(), PhysicalCpus.count(scenario), MEMORY_MIB, consoles, !bare);
		return new PreparedMachine(spec, BootModule.modulesOf(scenario).get(0).tag());
	}
}
