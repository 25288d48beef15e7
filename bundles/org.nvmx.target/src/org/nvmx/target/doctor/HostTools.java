// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.doctor;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for programs and files on this host, or on a host that a test makes up. */
public final class HostTools {

	private final String searchPath;
	private final Path root;

	/** This host. */
	public HostTools() {
		this(Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"), Path.of("/"));
	}

	/**
	 * A host.
	 *
	 * @param searchPath folders of programs, separated as in PATH
	 * @param root       where absolute files are looked for
	 */
	public HostTools(String searchPath, Path root) {
		this.searchPath = searchPath;
		this.root = root;
	}

	/** @return the first executable of that name */
	public Optional<Path> program(String name) {
		return Stream.of(searchPath.split(Pattern.quote(File.pathSeparator))).filter(folder -> !folder.isEmpty())
				.map(folder -> Path.of(folder, name)).filter(file -> Files.isExecutable(file) && !Files.isDirectory(file)).findFirst();
	}

	/** @return the file on this host */
	public Path file(String absolute) {
		return root.resolve(absolute.substring(1));
	}

	/**
	 * Looks for a program.
	 *
	 * @param packages Debian's packages that bring it, separated by blanks
	 */
	public Check checkProgram(String name, String packages) {
		return program(name).map(found -> Check.ok(name, found.toString()))
				.orElseGet(() -> Check.missing(name, name + " is not installed", install(packages)));
	}

	/** Looks for a file; see {@link #checkProgram}. */
	public Check checkFile(String name, String absolute, String packages) {
		return Files.isReadable(file(absolute)) ? Check.ok(name, absolute)
				: Check.missing(name, absolute + " is not there", install(packages));
	}

	/** @return what to type to have Debian's packages */
	public static String install(String packages) {
		return "type: apt-get install " + packages;
	}
}
