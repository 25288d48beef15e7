// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.internal;

import org.nvmx.model.diagnostic.Location;

/**
 * A line of a text blob.
 *
 * @param text     stripped and not empty
 * @param location where it stands; exact but for its offset in a file with CR LF line ends or references in the blob
 * @param blob     the element it is in
 */
record TextLine(String text, Location location, String blob) {

	Field field(String value, String name) {
		return new Field(value, location, name);
	}
}
