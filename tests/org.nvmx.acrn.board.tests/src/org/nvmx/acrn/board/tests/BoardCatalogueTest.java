// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nvmx.acrn.board.BoardCatalogue;
import org.nvmx.acrn.board.BoardReading;
import org.nvmx.acrn.board.BoardRule;
import org.nvmx.model.board.Board;
import org.nvmx.model.diagnostic.Location;

class BoardCatalogueTest {

	@TempDir
	private Path folder;
	private final BoardCatalogue catalogue = new BoardCatalogue();
	private final Location use = new Location("my scenario.nvmx", 1, 20, 19, 4);
	private Path project;
	private Path scenario;

	@BeforeEach
	void makeProject() throws IOException {
		project = Files.createDirectories(folder.resolve("Müllers Projekt"));
		scenario = project.resolve("my scenario.nvmx");
	}

	private Path write(String name, String board) throws IOException {
		Path file = project.resolve(name);
		Files.createDirectories(file.getParent());
		return Files.writeString(file, "<acrn-config board='" + board + "'/>");
	}

	private String found(String name) {
		return catalogue.find(scenario, name, use).board().map(Board::getName).orElse("no board");
	}

	@Test
	void besideTheScenario() throws IOException {
		write("rack 7.xml", "rack 7");
		assertEquals("rack 7", found("rack 7"));
	}

	@Test
	void inTheFolderBoards() throws IOException {
		write("boards/rack.xml", "rack");
		assertEquals("rack", found("rack"));
	}

	@Test
	void theNearestAndMostExplicitFileWins() throws IOException {
		write("boards/b.board.xml", "in boards");
		write("b.xml", "plain");
		assertEquals("plain", found("b"));
		write("b.board.xml", "explicit");
		assertEquals("explicit", found("b"));
	}

	@Test
	void aScenarioOfTheSameNameIsNoBoard() throws IOException {
		Files.writeString(project.resolve("b.xml"), "<acrn-config><hv/></acrn-config>");
		write("boards/b.xml", "b");
		assertEquals("b", found("b"));
	}

	@Test
	void aBoardOfTheProject() {
		Board board = catalogue.find(scenario, "tgl-bochs", use).board().orElseThrow();
		assertAll(() -> assertEquals("tgl-bochs", board.getName()), () -> assertEquals(4, board.getCpus().size()));
	}

	@Test
	void anOwnFileComesBeforeTheShippedBoard() throws IOException {
		write("tgl-bochs.xml", "tgl-bochs");
		assertEquals(0, catalogue.find(scenario, "tgl-bochs", use).board().orElseThrow().getCpus().size());
	}

	@Test
	void anUnknownBoardIsSaidWhereItIsNamed() {
		BoardReading reading = catalogue.find(scenario, "nowhere", use);
		assertAll(() -> assertEquals(List.of(BoardRule.BOARD_NOT_FOUND.code()), BoardText.codes(reading)), () -> assertEquals(use, reading.diagnostics().get(0).location()));
	}

	@ParameterizedTest
	@ValueSource(strings = {"../b", "a/b", "", ".", "..", "a\\b", "a\u0000b", " b", "C:b"})
	void aNameNeverLeavesTheFolder(String name) throws IOException {
		write("../b.xml", "b");
		assertEquals(List.of(BoardRule.BOARD_NAME_NOT_A_FILE_NAME.code()), BoardText.codes(catalogue.find(scenario, name, use)));
	}

	@Test
	void aBrokenFileIsReportedAndNotPassedOver() throws IOException {
		Files.writeString(project.resolve("b.xml"), "<acrn-config");
		BoardReading reading = catalogue.find(scenario, "b", use);
		assertTrue(reading.diagnostics().get(0).location().file().endsWith("b.xml"), reading.diagnostics()::toString);
	}

	@Test
	void aFileOfAnotherBoardIsSaid() throws IOException {
		write("b.xml", "c");
		assertTrue(BoardText.codes(catalogue.find(scenario, "b", use)).contains(BoardRule.BOARD_NAME_DIFFERS.code()));
	}

	@Test
	void aFileIsReadOnceUntilItChanges() throws IOException {
		write("b.xml", "b");
		Board first = catalogue.find(scenario, "b", use).board().orElseThrow();
		Board second = catalogue.find(scenario, "b", use).board().orElseThrow();
		write("b.xml", "b is longer now");
		assertAll(() -> assertSame(first, second), () -> assertNotSame(first, catalogue.find(scenario, "b", use).board().orElseThrow()));
	}

	@Test
	void namesAreThoseOfBoardsAlone() throws IOException {
		write("b.board.xml", "b");
		write("boards/ä c.xml", "c");
		Files.writeString(project.resolve("scenario.xml"), "<acrn-config><hv/></acrn-config>");
		Files.writeString(project.resolve("broken.xml"), "<");
		assertEquals("[b, tgl-bochs, ä c]", catalogue.names(scenario).toString());
	}
}
