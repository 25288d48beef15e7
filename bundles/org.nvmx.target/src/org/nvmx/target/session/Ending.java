// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.session;

import java.time.Duration;

/**
 * How a machine ended.
 *
 * @param terminated whether we ended it, and not the machine itself
 * @param exitCode   of the emulator; says little: Bochs has 1 for a regular power-off, too
 * @param duration   from its start
 * @param complaint  what the emulator said when it gave up, or empty
 */
public record Ending(boolean terminated, int exitCode, Duration duration, String complaint) {
}
