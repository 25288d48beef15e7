// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.language;

import java.util.List;

/**
 * A quick fix.
 *
 * @param label   what the user chooses
 * @param changes what it does; they do not overlap
 */
public record ScenarioFix(String label, List<TextChange> changes) {
}
