// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder.results;

/** Something that runs in the UI thread. */
@FunctionalInterface
public interface VoidResult {
	void run();
}
