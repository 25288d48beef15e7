// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.language;

/**
 * One line of the completion list.
 *
 * @param label       what the list shows
 * @param description one or more sentences on it, or empty
 * @param change      what choosing it writes
 */
public record ScenarioProposal(String label, String description, TextChange change) {
}
