// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.eclipse.core.runtime.IProgressMonitor;
import org.nvmx.hypervisor.process.CommandRun;
import org.nvmx.hypervisor.process.FolderTree;
import org.nvmx.target.doctor.Check;
import org.nvmx.target.doctor.HostTools;

/**
 * A bootable CD image: GRUB with a menu and the files that the menu loads. The same files give the same image, byte for byte.
 *
 * <p>GRUB's core image is made by grub-mkimage and the file system by xorriso. grub-mkrescue does the same, but stamps the time of day
 * into the image and copies some hundred modules: it takes twenty times as long and the image is never the same twice.
 */
public final class BootImage {

	/** Where GRUB looks for its menu. */
	public static final String MENU = "/boot/grub/grub.cfg";

	private static final String GRUB_FOLDER = "/usr/lib/grub/i386-pc";
	private static final String CORE_IMAGE = "boot/grub/eltorito.img";
	private static final List<String> GRUB_MODULES = List.of("biosdisk", "iso9660", "multiboot", "multiboot2", "normal", "configfile",
			"boot", "echo", "serial", "terminal", "test", "reboot", "halt", "minicmd");
	/** Time stamp of every file on the medium: 2020-01-01T00:00:00Z, in seconds. */
	private static final long EPOCH = 1_577_836_800L;

	private final List<BootFile> files;

	/** @param files the menu ({@link #MENU}) among them */
	public BootImage(List<BootFile> files) {
		this.files = List.copyOf(files);
	}

	/** @return what the host needs for it, and whether it is there */
	public static List<Check> requirements(HostTools host) {
		return List.of(host.checkProgram("grub-mkimage", "grub-common"),
				host.checkFile("GRUB for PC BIOS", GRUB_FOLDER + "/kernel.img", "grub-pc-bin"), host.checkProgram("xorriso", "xorriso"));
	}

	/**
	 * Makes the image, unless it is there already and made of the same files.
	 *
	 * @param image   appears complete or not at all
	 * @param monitor cancels
	 * @return whether it had to be made
	 * @throws IOException if a file cannot be read, the image not be written, or a tool fails
	 */
	public boolean write(Path image, IProgressMonitor monitor) throws IOException {
		Path record = image.resolveSibling(image.getFileName() + ".inputs");
		String inputs = new InputRecord(files, GRUB_MODULES).text();
		if (Files.isRegularFile(image) && Files.isRegularFile(record) && Files.readString(record).equals(inputs)) {
			return false;
		}
		Files.deleteIfExists(record);
		Path staging = Files.createTempDirectory(image.getParent(), ".iso-");
		try {
			Path made = make(staging, monitor);
			Files.move(made, image, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			Files.writeString(record, inputs);
		} finally {
			FolderTree.delete(staging);
		}
		return true;
	}

	private Path make(Path staging, IProgressMonitor monitor) throws IOException {
		Path medium = staging.resolve("medium");
		for (BootFile file : files) {
			Path copy = medium.resolve(file.path().substring(1));
			Files.createDirectories(copy.getParent());
			Files.copy(file.source(), copy);
		}
		List<String> core = new ArrayList<>(List.of("grub-mkimage", "-d", GRUB_FOLDER, "-O", "i386-pc-eltorito", "-p", "/boot/grub", "-o",
				"medium/" + CORE_IMAGE));
		core.addAll(GRUB_MODULES);
		run(core, staging, monitor);
		setTimes(medium);
		run(List.of("xorriso", "-as", "mkisofs", "-quiet", "-r", "-V", "NVMX", "-b", CORE_IMAGE, "-no-emul-boot", "-boot-load-size", "4",
				"-boot-info-table", "--grub2-boot-info", "-o", "boot.iso", "medium"), staging, monitor);
		return staging.resolve("boot.iso");
	}

	private static void setTimes(Path medium) throws IOException {
		try (var tree = Files.walk(medium)) {
			for (Path file : (Iterable<Path>) tree::iterator) {
				Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(EPOCH)));
			}
		}
	}

	private static void run(List<String> command, Path folder, IProgressMonitor monitor) throws IOException {
		CommandRun.Result result = new CommandRun(command, folder, Map.of("SOURCE_DATE_EPOCH", Long.toString(EPOCH), "TZ", "UTC"))
				.run(line -> { }, monitor);
		if (result.exitCode() != 0) {
			throw new IOException(command.get(0) + " failed: " + result.text().strip().replace('\n', ' '));
		}
	}
}
