// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Files that are either old or new, never half-written. */
public final class AtomicFile {

	private static final Set<PosixFilePermission> EXECUTE = EnumSet.of(PosixFilePermission.OWNER_EXECUTE,
			PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);

	private AtomicFile() {
	}

	/**
	 * Writes UTF-8 to a temporary file beside the target and renames it.
	 *
	 * @throws IOException if that fails; the temporary file is gone and the target is as it was
	 */
	public static void write(Path file, String text, boolean executable) throws IOException {
		Path temporary = file.resolveSibling("." + Long.toHexString(System.nanoTime()) + "-" + ProcessHandle.current().pid() + ".tmp");
		try {
			Files.writeString(temporary, text);
			setExecutable(temporary, executable);
			Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
		} finally {
			Files.deleteIfExists(temporary);
		}
	}

	/** @return whether the permissions changed; never on a file system without them */
	public static boolean setExecutable(Path file, boolean executable) throws IOException {
		if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			return false;
		}
		Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
		Set<PosixFilePermission> wanted = EnumSet.copyOf(permissions);
		if (executable) {
			wanted.add(PosixFilePermission.OWNER_EXECUTE);
			addIfPresent(permissions, wanted, PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE);
			addIfPresent(permissions, wanted, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE);
		} else {
			wanted.removeAll(EXECUTE);
		}
		if (wanted.equals(permissions)) {
			return false;
		}
		Files.setPosixFilePermissions(file, wanted);
		return true;
	}

	/** Who may read a script may run it. */
	private static void addIfPresent(Set<PosixFilePermission> permissions, Set<PosixFilePermission> wanted, PosixFilePermission read,
			PosixFilePermission execute) {
		if (permissions.contains(read)) {
			wanted.add(execute);
		}
	}
}
