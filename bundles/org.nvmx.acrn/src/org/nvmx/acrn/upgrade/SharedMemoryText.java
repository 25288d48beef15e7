// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A shared memory region as v2 writes it in one line: {@code hv:/name, 2, 0:2}.
 *
 * @param isDeviceModel whether the device model makes it ({@code dm}), not the hypervisor ({@code hv})
 * @param name          of the region
 * @param mebibytes     its size, decimal digits
 * @param vmIds         who sees it; none in a launch file, whose own VM does
 */
public record SharedMemoryText(boolean isDeviceModel, String name, String mebibytes, List<String> vmIds) {

	private static final Pattern SYNTAX = Pattern.compile("(hv|dm):/(\\w+)\\s*,\\s*(\\d{1,9})\\s*(?:,\\s*(\\d+(?:\\s*:\\s*\\d+)*)\\s*)?");

	/** @return empty for a text of another form */
	public static Optional<SharedMemoryText> of(String text) {
		Matcher matcher = SYNTAX.matcher(text.strip());
		if (!matcher.matches()) {
			return Optional.empty();
		}
		List<String> ids = matcher.group(4) == null ? List.of() : List.of(matcher.group(4).split("\\s*:\\s*"));
		return Optional.of(new SharedMemoryText(matcher.group(1).equals("dm"), matcher.group(2), matcher.group(3), ids));
	}

	/** @return the line, as v2's configuration editor writes it */
	@Override
	public String toString() {
		String region = (isDeviceModel ? "dm:/" : "hv:/") + name + ", " + mebibytes;
		return vmIds.isEmpty() ? region : region + ", " + String.join(":", vmIds);
	}
}
