// SPDX-License-Identifier: EPL-2.0
package org.nvmx.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.nvmx.target.monitor.ExitCount;
import org.nvmx.target.monitor.MonitorException;
import org.nvmx.target.monitor.MonitorLink;
import org.nvmx.target.monitor.Transition;
import org.nvmx.target.session.MachineSession;

/**
 * The VM exits of a run by reason, and what the transitions between L1 and L2 cost on average, read over the monitor link; the columns are
 * those of the shell's {@code exits}.
 */
final class ExitTable {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final MachineSession session;
	private final Optional<MonitorLink> link;
	private List<ExitCount> exits = List.of();
	private List<Transition> transitions = List.of();
	private Optional<String> panicReason = Optional.empty();
	private String problem = "this machine has no monitor link";

	/** To be made before the machine ends: it listens from now on. */
	ExitTable(MachineSession session) {
		this.session = session;
		this.link = session.monitorLine().map(line -> new MonitorLink(line, PATIENCE));
	}

	/** Takes what the hypervisor sent at its end, or asks for it if the machine still runs. */
	void fetch() throws InterruptedException {
		if (link.isEmpty()) {
			return;
		}
		try {
			panicReason = link.get().panicReason();
			Optional<List<ExitCount>> last = link.get().lastExits();
			if (last.isPresent()) {
				exits = last.get();
				transitions = link.get().lastTransitions().orElse(List.of());
			} else if (session.ending().isDone()) {
				problem = "the machine ended before it sent them";
				return;
			} else {
				exits = link.get().exits();
				transitions = link.get().transitions();
			}
			problem = "";
		} catch (MonitorException e) {
			problem = e.getMessage();
		}
	}

	/** Prints the table, or why there is none. */
	void print(PrintWriter out) {
		panicReason.ifPresent(reason -> out.println("nvmx: the hypervisor has panicked: " + reason));
		if (!problem.isEmpty()) {
			out.println("nvmx: no counters of VM exits: " + problem);
			return;
		}
		out.println("  VM   VCPU   REASON                        FROM L1      FROM L2   GIVEN TO L1");
		exits.forEach(exit -> out.println("%4d %6d   %2d %-20s %12s %12s %12s".formatted(exit.vm(), exit.vcpu(), exit.reason(), exit.name(),
				Long.toUnsignedString(exit.fromL1()), Long.toUnsignedString(exit.fromL2()), Long.toUnsignedString(exit.givenToL1()))));
		if (transitions.isEmpty()) {
			return;
		}
		out.println();
		out.println("  VM   VCPU   TRANSITION                        COUNT    VMREADS   VMWRITES    FROM 12      TO 12   (averages; fields copied from and to vmcs12)");
		transitions.forEach(t -> out.println("%4d %6d   %-26s %12s %10s %10s %10s %10s".formatted(t.vm(), t.vcpu(), t.name(),
				Long.toUnsignedString(t.count()), average(t.vmreads(), t.count()), average(t.vmwrites(), t.count()),
				average(t.fromVmcs12(), t.count()), average(t.toVmcs12(), t.count()))));
	}

	private static String average(long sum, long count) {
		return count == 0 ? "0.0" : "%.1f".formatted((double) sum / count);
	}
}
