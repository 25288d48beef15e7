// SPDX-License-Identifier: EPL-2.0
package org.nvmx.hypervisor.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.nvmx.hypervisor.HypervisorProblem;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.diagnostic.Severity;

/** Finds the problems in what make, gcc, clang, the assembler, GNU ld and lld print. */
public final class BuildLog {

	/** {@code core/a.c:1:10: fatal error: text}; the assembler writes {@code core/e.S:2: Error: text}. */
	private static final Pattern COMPILER = Pattern.compile("([^\\s:][^:]*):(\\d+)(?::(\\d+))?: (?:fatal )?(error|warning|note|Error|Warning): (.*)");
	/** {@code core/c.c:5: undefined reference to `x'}, after a line that names the function. */
	private static final Pattern GNU_LINKER = Pattern.compile("([^\\s:][^:]*):(\\d+): ((?:undefined reference to|multiple definition of) .*)");
	/** {@code ld: region `RAM' overflowed}, {@code ld.lld: error: undefined symbol: x}. */
	private static final Pattern LINKER = Pattern.compile("(?:\\S*/)?(?:\\S+-)?ld(?:\\.bfd|\\.lld)?: (?:error: )?(?!warning: )(.*)");
	/** Announces the function that the next line of GNU ld is about. */
	private static final Pattern IN_FUNCTION = Pattern.compile(".*: in function `.*':");
	/** lld: {@code >>> referenced by c.c:7 (core/c.c:7)}. */
	private static final Pattern LLD_PLACE = Pattern.compile(">>> (?:referenced by|defined at) (?:.*\\()?([^\\s:()][^:()]*):(\\d+)\\)?.*");
	/** {@code make: *** [Makefile:1: a.o] Error 1}. */
	private static final Pattern MAKE = Pattern.compile("make(?:\\[\\d+])?: \\*\\*\\* (.*)");

	private final UnaryOperator<String> fileNames;

	/** @param fileNames turns a file as the compiler names it into the file as the user knows it */
	public BuildLog(UnaryOperator<String> fileNames) {
		this.fileNames = fileNames;
	}

	/** @return the problems in the order of the log; make's own message only where nothing else explains its end */
	public List<Diagnostic> problems(List<String> lines) {
		List<Diagnostic> problems = new ArrayList<>();
		for (int i = 0; i < lines.size(); i++) {
			String line = lines.get(i);
			String next = i + 1 < lines.size() ? lines.get(i + 1) : "";
			compilerProblem(line).or(() -> gnuLinkerProblem(line)).or(() -> linkerProblem(line, next)).ifPresent(problems::add);
		}
		if (problems.stream().noneMatch(problem -> problem.severity() == Severity.ERROR)) {
			lines.forEach(line -> makeProblem(line).ifPresent(problems::add));
		}
		return problems.stream().distinct().toList();
	}

	private Optional<Diagnostic> compilerProblem(String line) {
		Matcher matcher = COMPILER.matcher(line);
		if (!matcher.matches()) {
			return Optional.empty();
		}
		Severity severity = switch (matcher.group(4).toLowerCase(Locale.ROOT)) {
			case "note" -> Severity.INFO;
			case "warning" -> Severity.WARNING;
			default -> Severity.ERROR;
		};
		return Optional.of(HypervisorProblem.COMPILE.at(location(matcher.group(1), matcher.group(2), matcher.group(3)), severity, matcher.group(5)));
	}

	private Optional<Diagnostic> gnuLinkerProblem(String line) {
		Matcher matcher = GNU_LINKER.matcher(line);
		return matcher.matches()
				? Optional.of(HypervisorProblem.LINK.at(location(matcher.group(1), matcher.group(2), null), Severity.ERROR, matcher.group(3)))
				: Optional.empty();
	}

	private Optional<Diagnostic> linkerProblem(String line, String next) {
		Matcher matcher = LINKER.matcher(line);
		if (!matcher.matches() || IN_FUNCTION.matcher(line).matches()) {
			return Optional.empty();
		}
		Matcher place = LLD_PLACE.matcher(next);
		Location location = place.matches() ? location(place.group(1), place.group(2), null) : Location.ofFile("linker");
		return Optional.of(HypervisorProblem.LINK.at(location, Severity.ERROR, matcher.group(1)));
	}

	private static Optional<Diagnostic> makeProblem(String line) {
		Matcher matcher = MAKE.matcher(line);
		return matcher.matches()
				? Optional.of(HypervisorProblem.MAKE.at(Location.ofFile("Makefile"), Severity.ERROR, "make stops: " + matcher.group(1)))
				: Optional.empty();
	}

	private Location location(String file, String line, String column) {
		return new Location(fileNames.apply(file), Integer.parseInt(line), column == null ? 1 : Integer.parseInt(column), 0, 0);
	}
}
