// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.wizard;

import java.net.URL;
import java.util.SortedMap;

/**
 * An example that comes with this bundle.
 *
 * @param name        its folder's name, the first proposal for the project's name
 * @param title       what it shows, a few words
 * @param description what one learns from it, a paragraph
 * @param files       its files by their path inside the example's folder, with '/'
 */
record Example(String name, String title, String description, SortedMap<String, URL> files) {
}
