// SPDX-License-Identifier: EPL-2.0
package org.nvmx.hypervisor.internal;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.nvmx.hypervisor.HypervisorSources;
import org.nvmx.hypervisor.process.FolderTree;

/** The sources as this bundle ships them: one archive, packed when the bundle is built. */
public final class BundledSources {

	private static final String ARCHIVE = "/hypervisor-src.zip";

	/**
	 * Unpacks the archive below a folder named after its content, unless that is done already. Another process may do the same at the
	 * same time: the unpacked folder appears under its name complete, or not at all.
	 *
	 * @return the folder that holds the Makefile
	 */
	public Path unpack(Path state) throws IOException {
		byte[] archive = archive();
		Path target = state.resolve("hypervisor-src-" + fingerprint(archive));
		if (Files.isDirectory(target)) {
			return target;
		}
		Files.createDirectories(state);
		Path unpacking = Files.createTempDirectory(state, "unpacking-");
		try {
			unpack(archive, unpacking);
			Files.move(unpacking, target, StandardCopyOption.ATOMIC_MOVE);
		} catch (IOException e) {
			FolderTree.delete(unpacking);
			if (!Files.isDirectory(target)) {
				throw e;
			}
		}
		return target;
	}

	/** @return every file of the sources, with slashes between its folders */
	public List<String> files() throws IOException {
		List<String> files = new ArrayList<>();
		try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive()))) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				if (!entry.isDirectory()) {
					files.add(entry.getName());
				}
			}
		}
		return files;
	}

	/** @return the text of a file of the sources, which is UTF-8 */
	public String text(String file) throws IOException {
		try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive()))) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				if (entry.getName().equals(file)) {
					return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
				}
			}
		}
		throw new FileNotFoundException("this build's hypervisor sources have no " + file);
	}

	private static byte[] archive() throws IOException {
		try (InputStream in = BundledSources.class.getResourceAsStream(ARCHIVE)) {
			if (in == null) {
				throw new FileNotFoundException("this build carries no hypervisor sources; set the property "
						+ HypervisorSources.LOCATION_PROPERTY + " to their folder");
			}
			return in.readAllBytes();
		}
	}

	private static String fingerprint(byte[] archive) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive), 0, 6);
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-256", e);
		}
	}

	private static void unpack(byte[] archive, Path folder) throws IOException {
		try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				Path file = folder.resolve(entry.getName()).normalize();
				if (!file.startsWith(folder)) {
					throw new IOException("the archive names a file outside of itself: " + entry.getName());
				}
				if (entry.isDirectory()) {
					Files.createDirectories(file);
				} else {
					Files.createDirectories(file.getParent());
					Files.copy(zip, file);
				}
			}
		}
	}
}
