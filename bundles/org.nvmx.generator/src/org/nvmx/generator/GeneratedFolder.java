// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.nvmx.generator.internal.GeneratedManifest;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The folder that generated files are kept in.
 *
 * <p>Only what changed is written. What an earlier update wrote and nobody needs any more is removed. A file that no update
 * wrote is never touched: when a generated file should lie in its place, that one is left out and reported. A generated file
 * that somebody edited is kept under another name before it is replaced or removed.
 */
public final class GeneratedFolder {

	/**
	 * What an update did; paths are those of the artifacts.
	 *
	 * @param written   files that were written or got another permission
	 * @param removed   files that were removed
	 * @param preserved where edited files were kept, relative to the folder
	 * @param refused   artifacts that were not written because somebody else's file is in their place
	 */
	public record Update(List<String> written, List<String> removed, List<String> preserved, List<String> refused) {
	}

	private final Path folder;

	/** @param folder need not exist yet */
	public GeneratedFolder(Path folder) {
		this.folder = folder.toAbsolutePath().normalize();
	}

	/**
	 * Makes the folder hold these artifacts. When it is interrupted, the next update completes it.
	 *
	 * @throws IOException if the folder cannot be read or written; nothing is half-written then
	 */
	public Update update(List<Artifact> artifacts) throws IOException {
		Files.createDirectories(folder);
		GeneratedManifest manifest = new GeneratedManifest(folder);
		Map<String, String> known = manifest.read();
		Update update = new Update(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
		List<Artifact> accepted = accept(artifacts, known, update);
		Map<String, String> wanted = new TreeMap<>();
		accepted.forEach(artifact -> wanted.put(artifact.path(), GeneratedManifest.checksum(artifact.text().getBytes(UTF_8))));
		Map<String, String> during = new TreeMap<>(known);
		wanted.forEach(during::putIfAbsent);
		manifest.write(during);
		for (Artifact artifact : accepted) {
			write(artifact, known.get(artifact.path()), wanted.get(artifact.path()), update);
		}
		for (Map.Entry<String, String> entry : known.entrySet()) {
			if (!wanted.containsKey(entry.getKey())) {
				remove(entry.getKey(), entry.getValue(), update);
			}
		}
		manifest.write(wanted);
		return update;
	}

	/** A file that is not ours but already says what we would write is taken as ours: the manifest was lost. */
	private List<Artifact> accept(List<Artifact> artifacts, Map<String, String> known, Update update) throws IOException {
		List<Artifact> accepted = new ArrayList<>();
		for (Artifact artifact : artifacts) {
			Path file = folder.resolve(artifact.path());
			boolean taken = Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
			boolean foreign = !known.containsKey(artifact.path()) && Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !says(file, artifact);
			if (taken || foreign || leavesFolder(file) || !Files.isDirectory(nearestExisting(file))) {
				update.refused().add(artifact.path());
			} else {
				accepted.add(artifact);
			}
		}
		return accepted;
	}

	private static boolean says(Path file, Artifact artifact) throws IOException {
		return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == artifact.text().getBytes(UTF_8).length
				&& Arrays.equals(Files.readAllBytes(file), artifact.text().getBytes(UTF_8));
	}

	/** A folder on the way may be somebody's symbolic link. */
	private boolean leavesFolder(Path file) throws IOException {
		return !nearestExisting(file).toRealPath().startsWith(folder.toRealPath());
	}

	private static Path nearestExisting(Path file) {
		Path parent = file.getParent();
		while (!Files.exists(parent)) {
			parent = parent.getParent();
		}
		return parent;
	}

	private void write(Artifact artifact, String oldChecksum, String newChecksum, Update update) throws IOException {
		Path file = folder.resolve(artifact.path());
		String onDisk = GeneratedManifest.checksumOf(file);
		if (newChecksum.equals(onDisk)) {
			if (AtomicFile.setExecutable(file, artifact.executable())) {
				update.written().add(artifact.path());
			}
			return;
		}
		if (onDisk != null && !onDisk.equals(oldChecksum)) {
			preserve(file, update);
		}
		Files.createDirectories(file.getParent());
		AtomicFile.write(file, artifact.text(), artifact.executable());
		update.written().add(artifact.path());
	}

	private void remove(String path, String checksum, Update update) throws IOException {
		Path file = folder.resolve(path);
		String onDisk = GeneratedManifest.checksumOf(file);
		if (onDisk == null || leavesFolder(file)) {
			return;
		}
		if (onDisk.equals(checksum)) {
			Files.delete(file);
		} else {
			preserve(file, update);
		}
		update.removed().add(path);
		removeEmptyFolders(file.getParent());
	}

	private void removeEmptyFolders(Path start) throws IOException {
		for (Path current = start; !current.equals(folder); current = current.getParent()) {
			try (var entries = Files.list(current)) {
				if (entries.findAny().isPresent()) {
					return;
				}
			}
			Files.delete(current);
		}
	}

	private void preserve(Path file, Update update) throws IOException {
		for (int number = 1;; number++) {
			Path copy = file.resolveSibling(file.getFileName() + ".edited" + (number == 1 ? "" : number));
			try {
				Files.move(file, copy);
				update.preserved().add(folder.relativize(copy).toString().replace('\\', '/'));
				return;
			} catch (FileAlreadyExistsException taken) {
				// an earlier edit is kept there: try the next name
			}
		}
	}
}
