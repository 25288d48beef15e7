// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.image;

import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What an image was made of, as text to compare.
 *
 * @param files   and their contents
 * @param options what else decides about the image
 */
record InputRecord(List<BootFile> files, List<String> options) {

	/** @return one line for each file: checksum and path on the medium; then the options */
	String text() throws IOException {
		StringBuilder text = new StringBuilder();
		for (BootFile file : files) {
			text.append(checksum(Files.readAllBytes(file.source()))).append(' ').append(file.path()).append('\n');
		}
		return text.append(String.join(" ", options)).append('\n').toString();
	}

	private static String checksum(byte[] content) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-256", e);
		}
	}
}
