// SPDX-License-Identifier: EPL-2.0
package org.nvmx.hypervisor;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.nvmx.hypervisor.internal.BundledSources;

/**
 * The hypervisor's C sources.
 *
 * @param folder holds the Makefile; never written to by a build
 */
public record HypervisorSources(Path folder) {

	/** Names the folder of the sources for programs that run from a checkout; a system property. */
	public static final String LOCATION_PROPERTY = "org.nvmx.hypervisor.sources";

	/** A guest's main program, below its kind and its name. */
	private static final Pattern GUEST = Pattern.compile("guests/[^/]+/([^/]+)/main\\.c");
	private static final int GUEST_DEPTH = 3;

	public HypervisorSources {
		folder = folder.toAbsolutePath().normalize();
	}

	/** @return the sources that {@link #LOCATION_PROPERTY} names, if it is set */
	public static Optional<HypervisorSources> ofCheckout() {
		return Optional.ofNullable(System.getProperty(LOCATION_PROPERTY)).map(Path::of).map(HypervisorSources::new);
	}

	/**
	 * The sources of a checkout, else those shipped with this bundle.
	 *
	 * @param state a folder that may be written to: shipped sources are unpacked into it, once for each version
	 * @throws IOException if the sources cannot be unpacked
	 */
	public static HypervisorSources locate(Path state) throws IOException {
		Optional<HypervisorSources> checkout = ofCheckout();
		return checkout.isPresent() ? checkout.get() : new HypervisorSources(new BundledSources().unpack(state));
	}

	/** @return the names of the guests that are built with the hypervisor; none if the folder cannot be read */
	public Set<String> guests() {
		Path guests = folder.resolve("guests");
		try (Stream<Path> files = Files.find(guests, GUEST_DEPTH, (file, attributes) -> attributes.isRegularFile())) {
			return files.map(file -> folder.relativize(file).toString().replace(File.separatorChar, '/')).flatMap(file -> guestOf(file).stream())
					.collect(Collectors.toSet());
		} catch (IOException | UncheckedIOException e) {
			return Set.of();
		}
	}

	/** @return the guest that a file of the sources is the main program of; slashes separate its folders */
	static Optional<String> guestOf(String file) {
		Matcher matcher = GUEST.matcher(file);
		return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
	}

	/** @return whether the folder holds what can be built */
	public boolean exist() {
		return Files.isRegularFile(folder.resolve("Makefile"));
	}
}
