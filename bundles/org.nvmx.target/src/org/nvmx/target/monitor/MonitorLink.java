// SPDX-License-Identifier: EPL-2.0
package org.nvmx.target.monitor;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.nvmx.target.console.SerialConsole;

/**
 * Asks the bundled hypervisor what it knows, over its monitor link. One request is under way at a time; the calls wait for the answer.
 * The protocol is docs/monitor-link.md.
 */
public final class MonitorLink {

	/** The version of the protocol that is spoken here. */
	public static final int VERSION = 1;

	private static final int LARGEST_TAG = 65535;
	/** A serial line may lose a character, and with it a request or an answer: then the same is asked again. */
	private static final int ATTEMPTS = 4;

	/** Where requests go. */
	@FunctionalInterface
	interface Sender {
		void send(String text) throws IOException;
	}

	private final Sender sender;
	private final Duration patience;
	private final Map<Integer, CompletableFuture<Report>> pending = new ConcurrentHashMap<>();
	private final Map<String, Report> unasked = new ConcurrentHashMap<>();
	private int lastTag;

	/**
	 * @param line     the machine's serial line of the monitor link
	 * @param patience how long an answer may take
	 */
	public MonitorLink(SerialConsole line, Duration patience) {
		this(line::send, patience);
		line.transcript().listen(reader());
	}

	MonitorLink(Sender sender, Duration patience) {
		this.sender = sender;
		this.patience = patience;
	}

	/** @return takes the text that comes over the line */
	ReportReader reader() {
		return new ReportReader(this::take);
	}

	private void take(Report report) {
		if (report.tag() == 0) {
			unasked.put(report.verb(), report);
			return;
		}
		CompletableFuture<Report> waiting = pending.remove(report.tag());
		if (waiting != null) {
			waiting.complete(report);
		}
	}

	/** @return who is at the other end */
	public Hello hello() throws MonitorException, InterruptedException {
		List<String> rows = ask("hello");
		Hello hello = new Hello(Integer.parseInt(value(rows, "version")), value(rows, "build"), value(rows, "scenario"), value(rows, "board"));
		if (hello.version() != VERSION) {
			throw new MonitorException("the hypervisor speaks version " + hello.version() + " of the monitor link, not " + VERSION
					+ "; build it from the same release");
		}
		return hello;
	}

	/** @return the VMs */
	public List<VmState> vms() throws MonitorException, InterruptedException {
		return table(ask("vms"), "vm", 3, VmState::of);
	}

	/** @return the virtual CPUs of all VMs */
	public List<VcpuState> vcpus() throws MonitorException, InterruptedException {
		return table(ask("vcpus"), "vcpu", 5, VcpuState::of);
	}

	/** @return the counts of VM exits; reasons that did not occur are left out */
	public List<ExitCount> exits() throws MonitorException, InterruptedException {
		return exits(ask("exits"));
	}

	/** @return the same at the hypervisor's end; empty before, and when the machine ended in another way */
	public Optional<List<ExitCount>> lastExits() throws MonitorException {
		Report report = unasked.get("exits");
		return report == null ? Optional.empty() : Optional.of(exits(report.rows()));
	}

	private static List<ExitCount> exits(List<String> rows) throws MonitorException {
		return table(rows, "exit", 7, ExitCount::of);
	}

	/** @return the vmcs12s that are cached, of all virtual CPUs */
	public List<Vmcs12State> vmcs12s() throws MonitorException, InterruptedException {
		return table(ask("nested"), "l2", 9, Vmcs12State::of);
	}

	/** @return what became of VM entries and exits, of all virtual CPUs */
	public List<NestedCounter> nestedCounters() throws MonitorException, InterruptedException {
		return table(ask("nested"), "counter", 4, NestedCounter::of);
	}

	/** @return what VM entries, exits of L2 and L1's VMX instructions cost; empty when the hypervisor does not tell */
	public List<Transition> transitions() throws MonitorException, InterruptedException {
		return transitions(ask("nested"));
	}

	/** @return the same at the hypervisor's end; empty before, and when the machine ended in another way */
	public Optional<List<Transition>> lastTransitions() throws MonitorException {
		Report report = unasked.get("nested");
		return report == null ? Optional.empty() : Optional.of(transitions(report.rows()));
	}

	private static List<Transition> transitions(List<String> rows) throws MonitorException {
		return table(rows, "transition", 8, Transition::of);
	}

	/** @return why the hypervisor gave up, if it has told */
	public Optional<String> panicReason() throws MonitorException {
		Report report = unasked.get("panic");
		return report == null ? Optional.empty() : Optional.of(value(report.rows(), "reason"));
	}

	/** @return the last failed VM entry of each virtual CPU that had one */
	public List<EntryFailure> entryFailures() throws MonitorException, InterruptedException {
		return table(ask("failures"), "failure", 3, EntryFailure::of);
	}

	/**
	 * @param vcpu of the first VM; it has to run
	 * @return the fields that the VMCS has
	 * @throws MonitorException also if L1 has no current VMCS, for vmcs12 and vmcs02
	 */
	public List<VmcsField> vmcs(int vcpu, Vmcs which) throws MonitorException, InterruptedException {
		return table(ask("vmcs " + vcpu + " " + which.argument()), "field", 3, VmcsField::of);
	}

	private static <T> List<T> table(List<String> rows, String kind, int columns, Function<Row, T> record) throws MonitorException {
		try {
			return rows.stream().flatMap(row -> Row.of(row, kind, columns).stream()).map(record).toList();
		} catch (IllegalArgumentException e) {
			throw new MonitorException("the hypervisor's answer is not of version " + VERSION + " of the monitor link: " + e.getMessage());
		}
	}

	private static String value(List<String> rows, String kind) throws MonitorException {
		return rows.stream().filter(row -> row.startsWith(kind + " ")).findFirst().map(row -> row.substring(kind.length() + 1))
				.orElseThrow(() -> new MonitorException("the hypervisor does not tell its " + kind));
	}

	/** @throws TimeoutException when the answer has not come though it was asked for again */
	private Report await(CompletableFuture<Report> answer, String frame)
			throws IOException, InterruptedException, ExecutionException, TimeoutException {
		for (int attempt = 1;; attempt++) {
			sender.send(frame);
			try {
				return answer.get(patience.toMillis() / ATTEMPTS, TimeUnit.MILLISECONDS);
			} catch (TimeoutException e) {
				if (attempt == ATTEMPTS) {
					throw e;
				}
			}
		}
	}

	/** @return the rows of the answer */
	private synchronized List<String> ask(String request) throws MonitorException, InterruptedException {
		int tag = lastTag = lastTag % LARGEST_TAG + 1;
		CompletableFuture<Report> answer = new CompletableFuture<>();
		pending.put(tag, answer);
		try {
			Report report = await(answer, Frame.request(tag + " " + request));
			if (!report.error().isEmpty()) {
				throw new MonitorException("the hypervisor refuses \"" + request + "\": " + report.error());
			}
			return report.rows();
		} catch (TimeoutException e) {
			throw new MonitorException("the hypervisor has not answered \"" + request + "\" in " + patience.toMillis() + " ms");
		} catch (IOException | ExecutionException e) {
			throw new MonitorException("the monitor link is closed: " + e.getMessage());
		} finally {
			pending.remove(tag);
		}
	}
}
