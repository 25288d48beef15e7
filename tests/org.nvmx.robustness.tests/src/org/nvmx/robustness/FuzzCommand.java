// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What {@code nvmx fuzz scenario} and {@code nvmx fuzz scenario-xml} run: {@code FuzzCommand TARGET FOLDER COUNT MINUTES FIRST}. Tries COUNT mutants from the number FIRST on, or
 * as many as MINUTES allow if COUNT is 0, on two threads. One file for each kind of misbehaviour is left in FOLDER. Ends with 1 if there is one, and if mutants could not be tried.
 */
final class FuzzCommand {

	private static final int THREADS = 2;

	private final FuzzTarget target;
	private final Supplier<Fuzzer> fuzzers;
	private final Path folder;
	private final PrintStream out;
	private final Map<String, Fuzzer.Finding> findings = new ConcurrentHashMap<>();
	private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
	private final AtomicLong tried = new AtomicLong();

	/**
	 * @param fuzzers of the target, one for each thread
	 * @param folder  for what is found
	 * @param out     for what is found
	 */
	FuzzCommand(FuzzTarget target, Supplier<Fuzzer> fuzzers, Path folder, PrintStream out) {
		this.target = target;
		this.fuzzers = fuzzers;
		this.folder = folder;
		this.out = out;
	}

	public static void main(String[] arguments) throws InterruptedException, IOException {
		FuzzTarget target = FuzzTarget.of(arguments[0]).orElseThrow();
		long count = Long.parseLong(arguments[2]);
		long end = count > 0 ? Long.MAX_VALUE : System.nanoTime() + Long.parseLong(arguments[3]) * 60_000_000_000L;
		long first = Long.parseLong(arguments[4]);
		FuzzCommand command = new FuzzCommand(target, () -> new Fuzzer(target), Files.createDirectories(Path.of(arguments[1])), System.out);
		System.exit(command.run(first, count > 0 ? first + count : Long.MAX_VALUE, end) ? 0 : 1);
	}

	/**
	 * @param last the first number that is not tried
	 * @param end  when no other mutant is begun, in the time of {@link System#nanoTime()}
	 * @return whether mutants were tried and nothing was found
	 */
	boolean run(long first, long last, long end) throws InterruptedException, IOException {
		AtomicLong next = new AtomicLong(first);
		Thread[] threads = IntStream.range(0, THREADS).mapToObj(i -> new Thread(() -> tryAll(next, last, end))).toArray(Thread[]::new);
		for (Thread thread : threads) {
			thread.start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		for (Map.Entry<String, Fuzzer.Finding> found : new TreeMap<>(findings).entrySet()) {
			Path file = Files.write(folder.resolve(target + "-" + found.getValue().number()), found.getValue().content());
			out.println(counts.get(found.getKey()) + " times: " + found.getKey() + "; kept as " + file);
		}
		out.println(target + ": " + tried + " mutants tried, " + findings.size() + " kinds of misbehaviour found");
		return findings.isEmpty() && tried.get() > 0;
	}

	/** An exception of the fuzzer itself ends the thread, and is found like one of the product: what nobody tried is not in order. */
	private void tryAll(AtomicLong next, long last, long end) {
		long number = next.get();
		try {
			Fuzzer fuzzer = fuzzers.get();
			for (number = next.getAndIncrement(); number < last && System.nanoTime() < end; number = next.getAndIncrement()) {
				fuzzer.attempt(number, findings.keySet()).ifPresent(this::found);
				long done = tried.incrementAndGet();
				if (done % 1000 == 0) {
					System.err.println(target + ": " + done + " tried, " + findings.size() + " kinds of misbehaviour");
				}
			}
		} catch (RuntimeException | Error thrown) {
			StringWriter trace = new StringWriter();
			thrown.printStackTrace(new PrintWriter(trace, true));
			MisbehaviourException own = new MisbehaviourException("the fuzzer fails", thrown);
			found(new Fuzzer.Finding(target, number, trace.toString().getBytes(UTF_8), own.kind(), own.getMessage() + ", with this trace instead of a file"));
		}
	}

	private void found(Fuzzer.Finding finding) {
		counts.computeIfAbsent(finding.reason(), kind -> new AtomicInteger()).incrementAndGet();
		if (findings.putIfAbsent(finding.reason(), finding) == null) {
			out.println(finding.reason() + "\n" + finding + "\n");
		}
	}
}
