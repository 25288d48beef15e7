// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootImageTest {

	@TempDir
	Path temporary;

	private final IProgressMonitor monitor = new NullProgressMonitor();
	private Path folder;
	private Path menu;
	private Path kernel;

	@BeforeEach
	void createFiles() throws IOException {
		folder = Files.createDirectories(temporary.resolve("hv ws ä"));
		menu = Files.writeString(folder.resolve("menu.cfg"), "multiboot2 /boot/nvmx.elf\n");
		kernel = Files.writeString(folder.resolve("kernel"), "kernel");
	}

	private BootImage image() {
		return new BootImage(List.of(new BootFile(BootImage.MENU, menu), new BootFile("/boot/nvmx.elf", kernel)));
	}

	/** Expect: the same files give the same bytes, whenever they were written. */
	@Test
	void isTheSameByteForByte() throws IOException {
		Path first = folder.resolve("first.iso");
		Path second = folder.resolve("second.iso");
		image().write(first, monitor);
		Files.setLastModifiedTime(kernel, FileTime.fromMillis(0));
		image().write(second, monitor);
		assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
	}

	/** Expect: made once; made again when a file changes or the image is gone. */
	@Test
	void isMadeOnlyWhenSomethingChanged() throws IOException {
		Path file = folder.resolve("nvmx.iso");
		assertTrue(image().write(file, monitor));
		assertFalse(image().write(file, monitor));
		Files.writeString(menu, "multiboot2 /boot/nvmx.elf debug\n");
		assertTrue(image().write(file, monitor));
		Files.delete(file);
		assertTrue(image().write(file, monitor));
	}

	/** Expect: when a file is missing an exception, the old image as it was, and no temporary file. */
	@Test
	void leavesTheOldImageWhenItFails() throws IOException {
		Path file = folder.resolve("nvmx.iso");
		image().write(file, monitor);
		byte[] before = Files.readAllBytes(file);
		BootImage broken = new BootImage(List.of(new BootFile(BootImage.MENU, menu), new BootFile("/boot/nvmx.elf", folder.resolve("missing"))));
		assertThrows(IOException.class, () -> broken.write(file, monitor));
		assertArrayEquals(before, Files.readAllBytes(file));
		try (Stream<Path> entries = Files.list(folder)) {
			assertEquals(List.of(), entries.filter(entry -> entry.getFileName().toString().startsWith(".iso-")).toList());
		}
	}

	/** Expect: a path that could leave the medium is no path. */
	@Test
	void refusesPathsThatLeaveTheMedium() {
		for (String path : List.of("boot/x", "/../x", "/boot/../../x", "/boot//x", "")) {
			assertThrows(IllegalArgumentException.class, () -> new BootFile(path, kernel), path);
		}
	}
}
