// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import java.util.HexFormat;
import java.util.Set;

/** The device numbers that v3's tools choose from for virtual devices that have none. */
public enum VirtualBdf {
	SHARED_MEMORY(0x08, 0x0f), VUART(0x10, 0x17);

	private final int first;
	private final int last;

	VirtualBdf(int first, int last) {
		this.first = first;
		this.last = last;
	}

	/** @return the first address that is not taken, or the last one when all are */
	String firstFree(Set<String> taken) {
		for (int device = first; device < last; device++) {
			if (!taken.contains(text(device))) {
				return text(device);
			}
		}
		return text(last);
	}

	private static String text(int device) {
		return "00:" + HexFormat.of().toHexDigits((byte) device) + ".0";
	}
}
