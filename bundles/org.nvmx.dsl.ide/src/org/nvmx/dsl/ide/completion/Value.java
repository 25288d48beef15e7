// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.completion;

/**
 * A value that is likely.
 *
 * @param text        as it is written
 * @param description what it stands for, or empty
 */
record Value(String text, String description) {
}
