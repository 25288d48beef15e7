// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.internal;

import java.util.Optional;

import org.nvmx.acrn.board.BoardRule;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.board.Board;
import org.nvmx.model.board.BoardFactory;

/** A board file, part by part. */
public final class BoardParts {

	private final BoardParse parse;

	public BoardParts(BoardParse parse) {
		this.parse = parse;
	}

	/** @return the board, or empty when the file is something else, which is reported */
	public Optional<Board> read() {
		XmlElement root = parse.root();
		if (!root.name().equals("acrn-config")) {
			parse.report(BoardRule.NOT_A_BOARD, root, "its root element is " + BoardParse.shortened(root.name()) + " and not acrn-config");
			return Optional.empty();
		}
		if (root.child("hv").isPresent() || root.child("vm").isPresent()) {
			parse.report(BoardRule.NOT_A_BOARD, root, "it is a scenario");
			return Optional.empty();
		}
		if (root.child("uos").isPresent() || root.child("user_vm").isPresent()) {
			parse.report(BoardRule.NOT_A_BOARD, root, "it holds launch settings");
			return Optional.empty();
		}
		Board board = parse.at(BoardFactory.eINSTANCE.createBoard(), root);
		parse.attribute(root, "board").ifPresentOrElse(name -> board.setName(name.text()), () -> parse.missing(BoardRule.NO_BOARD_NAME));
		new ProcessorPart(parse).read(board);
		new CachePart(parse).read(board);
		new MemoryPart(parse).read(board);
		new PciPart(parse).read(board);
		new SerialPortPart(parse).read(board);
		new InterruptPart(parse).read(board);
		new PlatformPart(parse).read(board);
		return Optional.of(board);
	}
}
