// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.hover;

/**
 * What a word means.
 *
 * @param offset   of the text that the hover is about
 * @param length   of that text
 * @param markdown the explanation
 */
public record Hover(int offset, int length, String markdown) {
}
