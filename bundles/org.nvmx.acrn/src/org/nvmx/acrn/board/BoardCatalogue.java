// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.nvmx.model.board.Board;
import org.nvmx.model.diagnostic.Diagnostic;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.scenario.Scenario;

/**
 * The boards that a scenario can name: {@code NAME.board.xml} and {@code NAME.xml} beside the scenario, then in a folder {@code boards} beside
 * it, then the ones that ship with the product. Keeps what it has read until a file changes, so the boards it returns are shared and must
 * not be changed. Thread-safe.
 */
public final class BoardCatalogue {

	/** No separators and no leading dot: a name never leads out of the folders that are searched. */
	private static final Pattern NAME = Pattern.compile("[\\w-][\\w .+-]{0,63}", Pattern.UNICODE_CHARACTER_CLASS);
	private static final List<String> SUFFIXES = List.of(".board.xml", ".xml");
	private static final List<String> SHIPPED = List.of("tgl-bochs");
	/** Boards are few, and each holds at most a few megabytes. */
	private static final int MAX_CACHED = 16;

	private final BoardReader reader = new BoardReader();
	private final Map<BoardFile, BoardReading> readings = Collections.synchronizedMap(new LinkedHashMap<>(MAX_CACHED, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<BoardFile, BoardReading> eldest) {
			return size() > MAX_CACHED;
		}
	});

	/**
	 * @param scenario the scenario's file, which need not exist
	 * @param name     the board's name as the scenario writes it
	 * @param use      where the scenario names the board: the location of a problem with finding it
	 * @return the board with the problems of its file, or no board and what to do about it
	 */
	public BoardReading find(Path scenario, String name, Location use) {
		if (!NAME.matcher(name).matches()) {
			return missing(use, BoardRule.BOARD_NAME_NOT_A_FILE_NAME.diagnostic(use, BoardName.printable(name)));
		}
		Optional<Path> file = file(scenario, name);
		if (file.isPresent()) {
			return named(read(file.get()), name);
		}
		return SHIPPED.contains(name) ? shipped(name, use) : missing(use, BoardRule.BOARD_NOT_FOUND.diagnostic(use, name));
	}

	/** @return the board that a scenario of the file names, if there is one that can be used; what is wrong with it, {@link #find} says */
	public Optional<Board> boardOf(Scenario scenario, Path file) {
		return Optional.ofNullable(scenario.getBoard()).flatMap(name -> find(file, name, Location.ofFile(file.toString())).board());
	}

	private static BoardReading missing(Location use, Diagnostic problem) {
		return new BoardReading(use.file(), Optional.empty(), List.of(problem), Map.of());
	}

	/** @return the names that {@link #find} knows for the scenario, sorted: only files that are boards are offered */
	public SortedSet<String> names(Path scenario) {
		SortedSet<String> names = new TreeSet<>(SHIPPED);
		for (Path folder : folders(scenario)) {
			try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.xml")) {
				for (Path file : files) {
					String name = name(file);
					if (NAME.matcher(name).matches() && read(file).board().isPresent()) {
						names.add(name);
					}
				}
			} catch (IOException | DirectoryIteratorException unreadable) {
				// a folder that cannot be listed offers no names; naming a board in it is answered by find
				continue;
			}
		}
		return names;
	}

	/** @return the name by which a scenario beside it finds a board's file */
	public static String name(Path file) {
		return file.getFileName().toString().replaceFirst("(\\.board)?\\.xml$", "");
	}

	/** @return the file that {@link #find} reads, or empty for a shipped or an unknown board */
	public Optional<Path> file(Path scenario, String name) {
		if (!NAME.matcher(name).matches()) {
			return Optional.empty();
		}
		return folders(scenario).stream().flatMap(folder -> SUFFIXES.stream().map(suffix -> folder.resolve(name + suffix)))
				.filter(file -> Files.isRegularFile(file) && isBoard(file)).findFirst();
	}

	/** A scenario exported to XML lies beside its source too, under the same kind of name. */
	private boolean isBoard(Path file) {
		return read(file).diagnostics().stream().noneMatch(problem -> problem.code().equals(BoardRule.NOT_A_BOARD.code()));
	}

	private static List<Path> folders(Path scenario) {
		Path folder = scenario.toAbsolutePath().getParent();
		return folder == null ? List.of() : List.of(folder, folder.resolve("boards"));
	}

	/** What identifies the contents of a file without reading them. */
	private record BoardFile(Path path, long size, long modified) {
	}

	private BoardReading read(Path file) {
		try {
			BoardFile key = new BoardFile(file, Files.size(file), Files.getLastModifiedTime(file).toMillis());
			BoardReading known = readings.get(key);
			if (known == null) {
				known = reader.read(file);
				readings.put(key, known);
			}
			return known;
		} catch (IOException gone) {
			return reader.read(file);
		}
	}

	private static BoardReading named(BoardReading reading, String name) {
		String own = reading.board().map(board -> board.getName()).orElse(null);
		if (own == null || own.equals(name)) {
			return reading;
		}
		List<Diagnostic> diagnostics = new ArrayList<>(reading.diagnostics());
		diagnostics.add(BoardRule.BOARD_NAME_DIFFERS.diagnostic(reading.locationOf(reading.board().get()), name, own));
		return new BoardReading(reading.file(), reading.board(), List.copyOf(diagnostics), reading.locations());
	}

	private BoardReading shipped(String name, Location use) {
		BoardReading known = readings.get(shippedKey(name));
		if (known != null) {
			return known;
		}
		try (InputStream input = BoardCatalogue.class.getResourceAsStream("/boards/" + name + ".xml")) {
			if (input == null) {
				return missing(use, BoardRule.BOARD_NOT_FOUND.diagnostic(use, name));
			}
			BoardReading reading = reader.read(input, name + ".xml");
			readings.put(shippedKey(name), reading);
			return reading;
		} catch (IOException unreadable) {
			return missing(use, BoardRule.UNREADABLE.diagnostic(use, name + ".xml"));
		}
	}

	private static BoardFile shippedKey(String name) {
		return new BoardFile(Path.of(name), -1, -1);
	}
}
