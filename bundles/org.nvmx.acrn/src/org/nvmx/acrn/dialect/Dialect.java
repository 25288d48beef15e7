// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.dialect;

import java.util.Arrays;
import java.util.Optional;

/** The releases of ACRN whose scenario XML differs; 3.4 is the development branch after 3.3. */
public enum Dialect {
	V2_4("2.4"), V2_5("2.5"), V2_6("2.6"), V2_7("2.7"), V3_0("3.0"), V3_1("3.1"), V3_2("3.2"), V3_3("3.3"), V3_4("3.4");

	private final String release;

	Dialect(String release) {
		this.release = release;
	}

	/** @return the release as ACRN numbers it, such as {@code 2.6} */
	public String release() {
		return release;
	}

	/** @return whether VMs have a load order, and launch settings are in the scenario */
	public boolean isV3() {
		return compareTo(V3_0) >= 0;
	}

	/** @return whether this release is between two, both included */
	public boolean isWithin(Dialect first, Dialect last) {
		return compareTo(first) >= 0 && compareTo(last) <= 0;
	}

	/** @param release with or without a leading {@code v} */
	public static Optional<Dialect> ofRelease(String release) {
		String number = release.startsWith("v") ? release.substring(1) : release;
		return Arrays.stream(values()).filter(dialect -> dialect.release.equals(number)).findFirst();
	}

	@Override
	public String toString() {
		return "v" + release;
	}
}
