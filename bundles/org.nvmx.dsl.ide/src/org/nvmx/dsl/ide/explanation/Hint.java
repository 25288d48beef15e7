// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.explanation;

/**
 * A few words that an editor shows in the text but that are not of the text.
 *
 * @param offset  where they go: behind the first line of what they are about
 * @param summary the words
 * @param details the whole explanation, Markdown
 */
public record Hint(int offset, String summary, String details) {
}
