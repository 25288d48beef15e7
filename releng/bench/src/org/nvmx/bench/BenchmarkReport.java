// SPDX-License-Identifier: EPL-2.0
package org.nvmx.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks and writes the report: {@code BenchmarkReport REPORT COMMAND...} measures COMMAND as a whole process, too; {@code BenchmarkReport --short} runs each
 * benchmark once, to see that it runs, and prints "N passed, N failed".
 */
public final class BenchmarkReport {

	private static final int PROCESSES = 11;
	/** What the benchmarks are for, in the order of the report. */
	private static final Map<String, String> TITLES = Map.of("check", "check: parse, link, all rules with the board", "keystroke", "the same after a keystroke, in the editor", "completion", "completion",
			"format", "formatting", "exportXml", "export to ACRN v3.3", "importXml", "import from ACRN v3.3", "checkXml", "check of ACRN's XML");
	private static final List<String> ORDER = List.of("check", "keystroke", "completion", "format", "exportXml", "importXml", "checkXml");

	private BenchmarkReport() {
	}

	public static void main(String[] arguments) throws RunnerException, IOException, InterruptedException {
		if (arguments[0].equals("--short")) {
			runOnce();
			return;
		}
		Collection<RunResult> results = run(new OptionsBuilder().include(ScenarioBenchmarks.class.getName()).forks(1).warmupIterations(5).warmupTime(TimeValue.seconds(2)).measurementIterations(5)
				.measurementTime(TimeValue.seconds(2)));
		List<String> command = List.of(arguments).subList(1, arguments.length);
		String report = report(results, wholeProcess(command));
		Files.writeString(Path.of(arguments[0]), report);
		System.out.print(report);
	}

	/** In this virtual machine, with two VMs: whether they run, not how fast. */
	private static void runOnce() {
		int passed = 0;
		try {
			passed = run(new OptionsBuilder().include(ScenarioBenchmarks.class.getName()).forks(0).param("vms", "16").warmupIterations(0).measurementIterations(1)
					.measurementTime(TimeValue.milliseconds(1)).shouldFailOnError(true).verbosity(VerboseMode.SILENT)).size();
		} catch (RunnerException broken) {
			System.out.println(broken.getMessage());
		}
		System.out.println("benchmarks: " + passed + " passed, " + (ORDER.size() - passed) + " failed");
		System.exit(passed == ORDER.size() ? 0 : 1);
	}

	private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
		PrintStream out = System.out;
		System.setOut(System.err); // the report alone goes to standard output
		try {
			return new Runner(options.jvmArgsAppend("-Dguice_bytecode_gen_option=DISABLED").build()).run();
		} finally {
			System.setOut(out);
		}
	}

	/** @return milliseconds of each run of a command */
	private static List<Double> wholeProcess(List<String> command) throws IOException, InterruptedException {
		List<Double> times = new ArrayList<>();
		for (int i = 0; i <= PROCESSES; i++) {
			long start = System.nanoTime();
			int exitCode = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
			if (exitCode != 0) {
				throw new IOException(String.join(" ", command) + " ends with " + exitCode);
			}
			if (i > 0) { // the first one reads the files into memory
				times.add((System.nanoTime() - start) / 1e6);
			}
		}
		return times.stream().sorted().toList();
	}

	private static String report(Collection<RunResult> results, List<Double> process) {
		Map<String, Map<Integer, String>> table = new TreeMap<>(Comparator.comparingInt(ORDER::indexOf));
		for (RunResult result : results) {
			String name = result.getParams().getBenchmark().replaceAll(".*\\.", "");
			table.computeIfAbsent(name, key -> new TreeMap<>()).put(Integer.valueOf(result.getParams().getParam("vms")),
					String.format(Locale.ROOT, "%.1f ± %.1f", result.getPrimaryResult().getScore(), result.getPrimaryResult().getScoreError()));
		}
		StringBuilder report = new StringBuilder("""
				# Speed of the scenario language

				Milliseconds of one call, warm, with the error of 99.9 %%: made by `nvmx bench scenario`, with JMH, on a %d-CPU machine with Java %s. Each VM of the
				scenarios has CPUs, memory, devices, a vUART connection and shared memory, and the scenario names a board. Numbers of another machine, or of a busy
				one, are other numbers: compare those of one run.

				| | 16 VMs | 500 VMs |
				|---|---|---|
				""".formatted(Runtime.getRuntime().availableProcessors(), Runtime.version().feature()));
		table.forEach((name, values) -> report.append("| ").append(TITLES.get(name)).append(" | ").append(values.get(16)).append(" | ").append(values.get(500)).append(" |\n"));
		report.append(String.format(Locale.ROOT, """

				`nvmx check` of the example nested-hello as a whole process, from the shell's call to its end, %d times: %.0f ms (least %.0f, most %.0f).

				That work grows with the number of VMs, and not with its square, is a test: it counts work, not time.
				""", process.size(), process.get(process.size() / 2), process.get(0), process.get(process.size() - 1)));
		return report.toString();
	}
}
