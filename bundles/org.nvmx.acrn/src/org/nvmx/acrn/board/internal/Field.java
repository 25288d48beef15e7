// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.internal;

import org.nvmx.model.diagnostic.Location;

/**
 * A value that is written in the file.
 *
 * @param text     stripped and not empty
 * @param location where it stands
 * @param name     the element or attribute it is in, for messages
 */
record Field(String text, Location location, String name) {
}
