// SPDX-License-Identifier: EPL-2.0
package org.nvmx.robustness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.xml.XmlComment;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlNode;
import org.nvmx.acrn.xml.XmlReader;

/** A file that may be ACRN's scenario, board or launch file: checked, imported, exported again, upgraded and explained, in the place of each of the three. */
final class ScenarioXmlTrial implements Trial {

	private static final String SYNTAX = "\"NVMX0001\"";

	private final byte[] otherScenario;
	private final byte[] otherBoard;

	/**
	 * @param otherScenario a v2 scenario for which a launch file may be
	 * @param otherBoard    a board on which a scenario may be
	 */
	ScenarioXmlTrial(byte[] otherScenario, byte[] otherBoard) {
		this.otherScenario = otherScenario;
		this.otherBoard = otherBoard;
	}

	@Override
	public void run(byte[] content, long seed, Path folder) throws MisbehaviourException, IOException {
		Random random = new Random(seed);
		Dialect dialect = Dialect.values()[random.nextInt(Dialect.values().length)];
		Path file = Files.write(folder.resolve("it.xml"), content);
		Path other = Files.write(folder.resolve("other.xml"), otherScenario);
		Path board = Files.write(folder.resolve("board.xml"), otherBoard);
		Optional<XmlDocument> document = new XmlReader().read(file, "it.xml").document();
		// Where the text is not known, places are only known to be in the bytes.
		CommandCall.check(file, isUtf8(content) ? new String(content, UTF_8) : "\n".repeat(content.length), "--board", board);
		CommandCall.check(other, new String(otherScenario, UTF_8), "--board", file);
		Path imported = folder.resolve("imported.nvmx");
		CommandCall importing = CommandCall.of(imported, "import", file, "-o", imported);
		if (importing.succeeded()) {
			imported(file, imported, dialect, folder, document.orElseThrow());
		}
		CommandCall.of(folder.resolve("launched.nvmx"), "import", other, "--launch", file, "-o", folder.resolve("launched.nvmx"));
		Path upgraded = folder.resolve("upgraded.xml");
		Dialect newer = Dialect.values()[Dialect.V3_0.ordinal() + random.nextInt(Dialect.values().length - Dialect.V3_0.ordinal())];
		if (CommandCall.of(upgraded, "upgrade", file, "--to", newer.release(), "-o", upgraded).succeeded() && new XmlReader().read(upgraded, "upgraded").document().isEmpty()) {
			throw new MisbehaviourException("upgrade writes what is no XML", Files.readString(upgraded));
		}
		CommandCall.of(folder.resolve("both.xml"), "upgrade", other, "--launch", file, "--to", newer.release(), "-o", folder.resolve("both.xml"));
		CommandCall.of(null, "explain", file, "--board", board);
		CommandCall.of(null, "explain", other, "--board", file);
		if (!Arrays.equals(content, Files.readAllBytes(file))) {
			throw new MisbehaviourException("the file is changed", "a command has changed the file that it read");
		}
	}

	private static boolean isUtf8(byte[] content) {
		return Arrays.equals(new String(content, UTF_8).getBytes(UTF_8), content);
	}

	/** What an import writes is a text of the language, and its export onto the original keeps every comment. */
	private static void imported(Path file, Path imported, Dialect dialect, Path folder, XmlDocument document) throws MisbehaviourException, IOException {
		CommandCall checked = CommandCall.check(imported, Files.readString(imported));
		if (checked.out().contains(SYNTAX)) {
			throw new MisbehaviourException("import writes what is no scenario", checked.out() + Files.readString(imported));
		}
		CommandCall.of(folder.resolve("exported"), "export", imported, "--dialect", dialect.release(), "-o", folder.resolve("exported"));
		Path onto = folder.resolve("onto");
		if (CommandCall.of(onto, "export", imported, "--dialect", dialect.release(), "--onto", file, "-o", onto).succeeded()) {
			XmlDocument written = new XmlReader().read(onto.resolve("scenario.xml"), "onto").document()
					.orElseThrow(() -> new MisbehaviourException("export --onto writes what is no XML", "export --onto " + dialect));
			List<String> missing = new ArrayList<>(comments(document));
			comments(written).forEach(missing::remove);
			if (!missing.isEmpty()) {
				throw new MisbehaviourException("export --onto loses a comment", "export --onto " + dialect + " loses: " + missing);
			}
		}
	}

	private static List<String> comments(XmlDocument document) {
		List<String> found = new ArrayList<>();
		document.prolog().forEach(node -> collect(node, found));
		collect(document.root(), found);
		document.epilog().forEach(node -> collect(node, found));
		return found;
	}

	private static void collect(XmlNode node, List<String> found) {
		if (node instanceof XmlComment comment) {
			found.add(comment.text());
		} else if (node instanceof XmlElement element) {
			element.content().forEach(inner -> collect(inner, found));
		}
	}
}
