// SPDX-License-Identifier: EPL-2.0
package org.eclipse.swtbot.swt.finder.results;

/** Something that runs in the UI thread and returns a value. */
@FunctionalInterface
public interface Result<T> {
	T run();
}
