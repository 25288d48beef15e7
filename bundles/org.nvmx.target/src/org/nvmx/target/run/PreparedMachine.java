// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.run;

import org.nvmx.target.session.MachineSpec;

/**
 * A machine that is ready to be launched.
 *
 * @param spec  the machine
 * @param guest the name of the guest whose verdict counts: the first VM's module tag
 */
public record PreparedMachine(MachineSpec spec, String guest) {
}
