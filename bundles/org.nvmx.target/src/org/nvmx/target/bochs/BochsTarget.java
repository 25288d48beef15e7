// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.bochs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.nvmx.generator.bochs.BochsConfiguration;
import org.nvmx.generator.bochs.BochsConfiguration.CpuModel;
import org.nvmx.generator.bochs.BochsrcGenerator;
import org.nvmx.target.Target;
import org.nvmx.target.console.SerialConsole;
import org.nvmx.target.doctor.Check;
import org.nvmx.target.doctor.HostTools;
import org.nvmx.target.session.MachineFolder;
import org.nvmx.target.session.MachineSession;
import org.nvmx.target.session.MachineSpec;

/** Bochs: emulates VMX with EPT in software, so it runs on every host. */
public final class BochsTarget implements Target {

	private static final String PACKAGES = "bochs bochs-sdl bochsbios vgabios";
	private static final String PROGRAM = "bochs-bin";
	private static final String CONFIGURATION = "bochsrc";
	private static final String DEBUGGER_COMMANDS = "debugger.rc";
	private static final String LOG = "bochs.log";
	private static final String OUTPUT = "bochs.out";
	private static final String MEDIUM = "boot.iso";

	@Override
	public String id() {
		return "bochs";
	}

	@Override
	public List<String> cpuModels() {
		return Arrays.stream(CpuModel.values()).map(CpuModel::name).toList();
	}

	@Override
	public List<Check> requirements() {
		return requirements(new HostTools());
	}

	/** @return what the host needs for Bochs, and whether it is there */
	public static List<Check> requirements(HostTools host) {
		return List.of(host.checkProgram(PROGRAM, PACKAGES),
				host.checkFile("Bochs display sdl2", "/usr/lib/x86_64-linux-gnu/bochs/plugins/libbx_sdl2_gui.so", PACKAGES),
				host.checkFile("Bochs BIOS", "/usr/share/bochs/BIOS-bochs-latest", PACKAGES),
				host.checkFile("Bochs VGA BIOS", "/usr/share/bochs/VGABIOS-lgpl-latest", PACKAGES));
	}

	/** Bochs runs in its own folder, where the boot medium has a plain name: its configuration cannot express every path. */
	@Override
	public MachineSession launch(MachineSpec machine) throws IOException {
		MachineFolder folder = MachineFolder.create(id());
		List<SerialConsole> lines = folder.openLines(machine.serialLines());
		try {
			Files.createSymbolicLink(folder.path().resolve(MEDIUM), machine.bootMedium().toRealPath());
			List<Integer> ports = lines.stream().map(SerialConsole::port).toList();
			BochsConfiguration configuration = new BochsConfiguration(CpuModel.valueOf(machine.cpuModel()), machine.cpuCount(),
					machine.memoryMib(), MEDIUM, ports, LOG);
			Files.writeString(folder.path().resolve(CONFIGURATION), new BochsrcGenerator().generate(configuration));
			Files.writeString(folder.path().resolve(DEBUGGER_COMMANDS), BochsrcGenerator.DEBUGGER_COMMANDS);
		} catch (IOException e) {
			folder.discard(lines);
			throw e;
		}
		return MachineSession.start(program(folder.path()), lines, folder.path(), BochsTarget::complaint);
	}

	/** The display is SDL's dummy driver: it needs no screen, and unlike Bochs' own rfb it listens on no port. */
	private static ProcessBuilder program(Path folder) {
		ProcessBuilder program = new ProcessBuilder(PROGRAM, "-q", "-f", CONFIGURATION, "-rc", DEBUGGER_COMMANDS);
		program.environment().put("SDL_VIDEODRIVER", "dummy");
		program.environment().put("SDL_AUDIODRIVER", "dummy");
		program.directory(folder.toFile()).redirectErrorStream(true);
		program.redirectInput(new File("/dev/null")).redirectOutput(folder.resolve(OUTPUT).toFile());
		return program;
	}

	/** Its exit code is 1 whatever happens; a panic is in its log. */
	private static String complaint(Path folder) {
		return BochsLog.complaint(MachineFolder.lines(folder.resolve(LOG)), MachineFolder.lines(folder.resolve(OUTPUT)));
	}
}
