// SPDX-License-Identifier: EPL-2.0
package org.nvmx.hypervisor;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

import org.nvmx.hypervisor.internal.BundledSources;

/**
 * The hypervisor's C sources.
 *
 * @param folder holds the Makefile; never written to by a build
 */
public record HypervisorSources(Path folder) {

	/** Names the folder of the sources for programs that run from a checkout; a system property. */
	public static final String LOCATION_PROPERTY = "org.nvmx.hypervisor.sources";

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

	/** @return whether a guest of that name is built with the hypervisor */
	public boolean haveGuest(String name) {
		try (DirectoryStream<Path> kinds = Files.newDirectoryStream(folder.resolve("guests"), Files::isDirectory)) {
			for (Path kind : kinds) {
				if (Files.isRegularFile(kind.resolve(name).resolve("main.c"))) {
					return true;
				}
			}
			return false;
		} catch (IOException | DirectoryIteratorException | InvalidPathException e) {
			return false;
		}
	}

	/** @return whether the folder holds what can be built */
	public boolean exist() {
		return Files.isRegularFile(folder.resolve("Makefile"));
	}
}
