// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

import java.io.IOException;
import java.nio.file.Path;

/** Takes a file through everything that the product does with such a file. Thread-safe. */
interface Trial {

	/**
	 * @param content of the file
	 * @param seed    decides what is done by chance, such as where to ask for completions
	 * @param folder  an empty folder to work in
	 * @throws MisbehaviourException if the product does what it must not do with any file
	 */
	void run(byte[] content, long seed, Path folder) throws MisbehaviourException, IOException;
}
