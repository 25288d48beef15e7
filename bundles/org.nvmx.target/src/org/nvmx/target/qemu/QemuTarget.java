// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.qemu;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.nvmx.target.Target;
import org.nvmx.target.console.SerialConsole;
import org.nvmx.target.doctor.Check;
import org.nvmx.target.doctor.HostTools;
import org.nvmx.target.doctor.NestedKvm;
import org.nvmx.target.session.MachineFolder;
import org.nvmx.target.session.MachineSession;
import org.nvmx.target.session.MachineSpec;

/** QEMU: fast, with KVM and nested VMX on an Intel host. Its own emulation (TCG) has no VMX; the hypervisor says so and stops. */
public final class QemuTarget implements Target {

	private static final String PROGRAM = "qemu-system-x86_64";
	private static final String PACKAGES = "qemu-system-x86";
	private static final String OUTPUT = "qemu.out";

	/** How QEMU runs the guest's instructions. */
	public enum Accelerator {
		/** On the host's CPU. */
		KVM("kvm", "host"),
		/** In software, without VMX: only to see what the hypervisor says about that. */
		TCG("tcg", "max");

		private final String option;
		private final String cpuModel;

		Accelerator(String option, String cpuModel) {
			this.option = option;
			this.cpuModel = cpuModel;
		}
	}

	private final Accelerator accelerator;

	/** @param accelerator how it runs */
	public QemuTarget(Accelerator accelerator) {
		this.accelerator = accelerator;
	}

	@Override
	public String id() {
		return "qemu";
	}

	@Override
	public List<String> cpuModels() {
		return List.of(accelerator.cpuModel);
	}

	@Override
	public List<Check> requirements() {
		return requirements(new HostTools(), accelerator);
	}

	/** @return what the host needs for QEMU, and whether it is there */
	public static List<Check> requirements(HostTools host, Accelerator accelerator) {
		List<Check> checks = new ArrayList<>();
		if (accelerator == Accelerator.KVM) {
			checks.add(new NestedKvm(host).check());
		}
		checks.add(host.checkProgram(PROGRAM, PACKAGES));
		return checks;
	}

	@Override
	public MachineSession launch(MachineSpec machine) throws IOException {
		MachineFolder folder = MachineFolder.create(id());
		List<SerialConsole> lines = folder.openLines(machine.serialLines());
		ProcessBuilder program = new ProcessBuilder(command(machine, lines.stream().map(SerialConsole::port).toList()));
		program.directory(folder.path().toFile()).redirectErrorStream(true);
		program.redirectInput(new File("/dev/null")).redirectOutput(folder.path().resolve(OUTPUT).toFile());
		return MachineSession.start(program, lines, folder.path(), QemuTarget::complaint);
	}

	/**
	 * The command line, a pure function.
	 *
	 * @param ports one for each serial line
	 */
	List<String> command(MachineSpec machine, List<Integer> ports) {
		List<String> command = new ArrayList<>(List.of(PROGRAM, "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot",
				"-machine", "q35,accel=" + accelerator.option, "-cpu", machine.cpuModel(), "-smp", Integer.toString(machine.cpuCount()),
				"-m", machine.memoryMib() + "M", "-boot", "d", "-cdrom", machine.bootMedium().toString()));
		for (int i = 0; i < ports.size(); i++) {
			command.addAll(List.of("-chardev", "socket,id=com%d,host=127.0.0.1,port=%d".formatted(i + 1, ports.get(i)),
					"-serial", "chardev:com%d".formatted(i + 1)));
		}
		return command;
	}

	/** QEMU begins its complaints with its name. */
	private static String complaint(Path folder) {
		String start = PROGRAM + ": ";
		return MachineFolder.lines(folder.resolve(OUTPUT)).stream()
				.filter(line -> line.startsWith(start) && !line.startsWith(start + "warning: ") && !line.contains("terminating on signal"))
				.map(line -> line.substring(start.length())).findFirst().orElse("");
	}
}
