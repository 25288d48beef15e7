// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * What {@code nvmx fuzz scenario} and {@code nvmx fuzz scenario-xml} run: {@code FuzzCommand TARGET FOLDER COUNT MINUTES FIRST}. Tries COUNT mutants from the number FIRST on, or
 * as many as MINUTES allow if COUNT is 0, on two threads. One file for each kind of misbehaviour is left in FOLDER. Ends with 1 if there is one.
 */
final class FuzzCommand {

	private static final int THREADS = 2;

	private final FuzzTarget target;
	private final Path folder;
	private final Map<String, Fuzzer.Finding> findings = new ConcurrentHashMap<>();
	private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

	private FuzzCommand(FuzzTarget target, Path folder) {
		this.target = target;
		this.folder = folder;
	}

	public static void main(String[] arguments) throws InterruptedException, IOException {
		FuzzTarget target = FuzzTarget.of(arguments[0]).orElseThrow();
		long count = Long.parseLong(arguments[2]);
		long end = count > 0 ? Long.MAX_VALUE : System.nanoTime() + Long.parseLong(arguments[3]) * 60_000_000_000L;
		long first = Long.parseLong(arguments[4]);
		boolean clean = new FuzzCommand(target, Files.createDirectories(Path.of(arguments[1]))).run(first, count > 0 ? first + count : Long.MAX_VALUE, end);
		System.exit(clean ? 0 : 1);
	}

	private boolean run(long first, long last, long end) throws InterruptedException, IOException {
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
			System.out.println(counts.get(found.getKey()) + " times: " + found.getKey() + "; kept as " + file);
		}
		System.out.println(target + ": " + (Math.min(next.get(), last) - first) + " mutants tried, " + findings.size() + " kinds of misbehaviour found");
		return findings.isEmpty();
	}

	private void tryAll(AtomicLong next, long last, long end) {
		Fuzzer fuzzer = new Fuzzer(target);
		for (long number = next.getAndIncrement(); number < last && System.nanoTime() < end; number = next.getAndIncrement()) {
			Optional<Fuzzer.Finding> found = fuzzer.attempt(number, findings.keySet());
			found.ifPresent(finding -> {
				counts.computeIfAbsent(finding.reason(), kind -> new AtomicInteger()).incrementAndGet();
				if (findings.putIfAbsent(finding.reason(), finding) == null) {
					System.out.println(finding.reason() + "\n" + finding + "\n");
				}
			});
			if (number % 1000 == 999) {
				System.err.println(target + ": " + (number + 1) + " tried, " + findings.size() + " kinds of misbehaviour");
			}
		}
	}
}
