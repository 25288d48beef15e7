// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.internal;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.nvmx.generator.AtomicFile;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The list of what was generated into a folder: a line {@code <SHA-256> <path>} for each file, as sha256sum prints it. */
public final class GeneratedManifest {

	private static final String FILE_NAME = ".nvmx-generated";
	private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ((?!/)(?!.*(?:^|/)\\.{1,2}(?:/|$))[^\\\\\\p{Cntrl}]+)");

	private final Path file;

	public GeneratedManifest(Path folder) {
		file = folder.resolve(FILE_NAME);
	}

	/** @return checksums by path; a line that is damaged, or whose path leaves the folder, counts for nothing */
	public Map<String, String> read() throws IOException {
		Map<String, String> checksums = new TreeMap<>();
		try {
			for (String line : Files.readAllLines(file)) {
				Matcher matcher = LINE.matcher(line);
				if (matcher.matches()) {
					checksums.put(matcher.group(2), matcher.group(1));
				}
			}
		} catch (NoSuchFileException | MalformedInputException unusable) {
			// then nothing is known to be ours, and nothing is touched
		}
		return checksums;
	}

	/** Leaves the file alone when it says so already, and removes it when there is nothing to remember. */
	public void write(Map<String, String> checksums) throws IOException {
		if (checksums.isEmpty()) {
			Files.deleteIfExists(file);
			return;
		}
		StringBuilder text = new StringBuilder();
		new TreeMap<>(checksums).forEach((path, checksum) -> text.append(checksum).append("  ").append(path).append('\n'));
		if (!checksum(text.toString().getBytes(UTF_8)).equals(checksumOf(file))) {
			AtomicFile.write(file, text.toString(), false);
		}
	}

	/** @return the checksum of a regular file, or null where there is none */
	public static String checksumOf(Path file) throws IOException {
		return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? checksum(Files.readAllBytes(file)) : null;
	}

	/** @return 64 lower-case hexadecimal digits */
	public static String checksum(byte[] content) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
		} catch (NoSuchAlgorithmException impossible) {
			throw new IllegalStateException("every Java platform has SHA-256", impossible);
		}
	}
}
