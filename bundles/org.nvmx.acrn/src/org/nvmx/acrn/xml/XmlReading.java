// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

import java.util.List;
import java.util.Optional;

import org.nvmx.model.diagnostic.Diagnostic;

/**
 * The result of reading a file.
 *
 * @param document    empty when there was an error
 * @param diagnostics the errors, located
 */
public record XmlReading(Optional<XmlDocument> document, List<Diagnostic> diagnostics) {
}
