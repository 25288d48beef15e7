// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.nvmx.hypervisor.process.CommandRun;
import org.nvmx.target.image.BootFile;
import org.nvmx.target.image.BootImage;

/** A guest of the tests' own: greets on COM1 and COM2, echoes COM2, and switches off when it reads a q there. */
final class EchoGuest {

	private EchoGuest() {
	}

	/** @return a boot medium with the guest */
	static Path medium(Path folder) throws IOException {
		return medium(folder, "echo_guest.S");
	}

	/** @return a boot medium with a guest whose source lies beside this class */
	static Path medium(Path folder, String source) throws IOException {
		try (var in = EchoGuest.class.getResourceAsStream(source)) {
			Files.write(folder.resolve("guest.S"), in.readAllBytes());
		}
		run(folder, "gcc", "-m32", "-c", "guest.S", "-o", "guest.o");
		run(folder, "ld", "-m", "elf_i386", "-n", "-Ttext=0x100000", "-e", "_start", "-o", "guest.elf", "guest.o");
		Path menu = Files.writeString(folder.resolve("grub.cfg"), "set timeout=0\nmultiboot /boot/guest.elf\nboot\n");
		Path image = folder.resolve("echo.iso");
		new BootImage(List.of(new BootFile(BootImage.MENU, menu), new BootFile("/boot/guest.elf", folder.resolve("guest.elf"))))
				.write(image, new NullProgressMonitor());
		return image;
	}

	private static void run(Path folder, String... command) throws IOException {
		CommandRun.Result result = new CommandRun(List.of(command), folder, Map.of()).run(line -> { }, new NullProgressMonitor());
		if (result.exitCode() != 0) {
			throw new IOException(result.text());
		}
	}
}
