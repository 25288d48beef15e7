// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * File names for names that may hold anything.
 *
 * <p>A name of plain letters, digits, dots, hyphens and underscores stays as it is. In any other, what is left of it gets a
 * checksum of the whole name: so the file name does not change when other names come and go, and two names that differ only
 * in what was replaced stay apart. Names that are equal are numbered.
 */
public final class SafeFileNames {

	/** Leaves room for prefix, suffix and number within the 255 bytes that file systems allow. */
	private static final int MAX_LENGTH = 100;

	private SafeFileNames() {
	}

	/** @return as many file names as names, in their order, all different even where the file system ignores case */
	public static List<String> of(List<String> names) {
		List<String> result = new ArrayList<>();
		Set<String> taken = new HashSet<>();
		for (String name : names) {
			String base = safe(name == null ? "" : name);
			String candidate = base;
			for (int number = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); number++) {
				candidate = base + "-" + number;
			}
			result.add(candidate);
		}
		return result;
	}

	private static String safe(String name) {
		String cleaned = name.replaceAll("[^A-Za-z0-9._-]", "_");
		if (cleaned.equals(name) && name.length() <= MAX_LENGTH && !name.isEmpty() && !name.startsWith(".")) {
			return name;
		}
		CRC32 checksum = new CRC32();
		checksum.update(name.getBytes(UTF_8));
		String readable = cleaned.substring(0, Math.min(cleaned.length(), MAX_LENGTH)).replaceFirst("^\\.+", "_");
		return String.format("%s-%08x", readable, checksum.getValue());
	}
}
