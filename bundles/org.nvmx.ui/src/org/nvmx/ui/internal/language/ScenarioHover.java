// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.language;

/**
 * An explanation of a piece of text.
 *
 * @param offset UTF-16 units from the start of the text to the explained piece
 * @param length its length
 * @param text   the explanation, plain text
 */
public record ScenarioHover(int offset, int length, String text) {
}
