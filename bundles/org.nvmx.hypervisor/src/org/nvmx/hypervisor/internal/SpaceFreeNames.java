// SPDX-License-Identifier: EPL-2.0
package org.nvmx.hypervisor.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.nvmx.hypervisor.process.FolderTree;

/**
 * Names for folders that make can take. Make separates names by blanks and gives meaning to {@code $ % # : ; = ~ * ?} and quotes, so a
 * folder whose path holds such characters gets a symbolic link below the folder for temporary files.
 *
 * <p>The link's name depends on the folder's path alone: dependency files of an earlier build still name existing files.
 */
public final class SpaceFreeNames implements AutoCloseable {

	private static final Pattern SAFE = Pattern.compile("[^\\s\"'`$%#:;=~*?\\[\\]()<>|&\\\\!{}]+");

	private final Path links;
	private final Map<String, Path> realByAlias = new TreeMap<>();

	/** @param temporary the folder for temporary files; its own path has to be one that make can take */
	public SpaceFreeNames(Path temporary, Path owner) {
		this.links = temporary.resolve("nvmx-make-" + fingerprint(owner));
	}

	/** @return the folder itself if make can take its path, else a link to it */
	public Path alias(Path folder) throws IOException {
		if (SAFE.matcher(folder.toString()).matches()) {
			return folder;
		}
		prepareLinks();
		Path link = links.resolve(fingerprint(folder));
		try {
			Files.createSymbolicLink(link, folder);
		} catch (FileAlreadyExistsException e) {
			if (!Files.isSymbolicLink(link) || !Files.readSymbolicLink(link).equals(folder)) {
				throw e;
			}
		}
		realByAlias.put(link.toString(), folder);
		return link;
	}

	/** The folder for temporary files is everybody's: somebody else's folder under our name could lead us astray. */
	private void prepareLinks() throws IOException {
		try {
			Files.createDirectory(links, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		} catch (FileAlreadyExistsException e) {
			boolean ours = Files.isDirectory(links, LinkOption.NOFOLLOW_LINKS) && Files.isWritable(links)
					&& Files.getPosixFilePermissions(links).equals(PosixFilePermissions.fromString("rwx------"));
			if (!ours) {
				throw e;
			}
		}
	}

	/** @return the file under its real name */
	public String real(String file) {
		for (Map.Entry<String, Path> entry : realByAlias.entrySet()) {
			if (file.startsWith(entry.getKey() + "/")) {
				return entry.getValue() + file.substring(entry.getKey().length());
			}
		}
		return file;
	}

	/** Removes the links. */
	@Override
	public void close() throws IOException {
		if (!realByAlias.isEmpty()) {
			FolderTree.delete(links);
		}
	}

	private static String fingerprint(Path path) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(path.toString().getBytes(UTF_8)), 0, 6);
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-256", e);
		}
	}
}
