// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.monitor;

import java.util.List;

/**
 * What the hypervisor said to one request, or unasked.
 *
 * @param tag   the request's, 0 for what nobody asked for
 * @param verb  what it is about
 * @param rows  the rows, without the tag
 * @param error the protocol's code when there is no such report, or empty
 */
record Report(int tag, String verb, List<String> rows, String error) {
}
