// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.monitor;

/**
 * Who is at the other end.
 *
 * @param version  of the protocol
 * @param build    the hypervisor's build id
 * @param scenario the scenario it was built for
 * @param board    the scenario's board, or empty
 */
public record Hello(int version, String build, String scenario, String board) {
}
