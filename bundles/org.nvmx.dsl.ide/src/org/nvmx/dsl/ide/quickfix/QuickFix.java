// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.quickfix;

import java.util.List;

import org.nvmx.dsl.ide.edit.TextChange;

/**
 * A way to solve a problem.
 *
 * @param code    the code of the problem
 * @param title   what is done, as a person reads it in a menu
 * @param changes to the file with the problem, in the order of the text
 */
public record QuickFix(String code, String title, List<TextChange> changes) {
}
