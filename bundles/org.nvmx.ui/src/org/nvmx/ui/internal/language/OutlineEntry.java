// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.language;

import java.util.List;

/**
 * A line of the outline.
 *
 * @param label    what it shows
 * @param kind     what it stands for, the name of its icon
 * @param offset   UTF-16 units from the start of the text to the name
 * @param length   length of the name
 * @param children what is inside
 */
public record OutlineEntry(String label, OutlineKind kind, int offset, int length, List<OutlineEntry> children) {
}
