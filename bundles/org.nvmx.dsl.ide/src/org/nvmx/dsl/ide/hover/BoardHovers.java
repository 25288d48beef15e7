// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.hover;

import java.util.Optional;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.eclipse.xtext.parser.IParseResult;
import org.nvmx.acrn.board.BoardSummary;
import org.nvmx.dsl.ide.board.ScenarioBoards;
import org.nvmx.model.board.Board;
import org.nvmx.model.board.BoardIndex;
import org.nvmx.model.quantity.PciAddress;
import org.nvmx.model.scenario.CpuRange;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.PciPassthrough;
import org.nvmx.model.scenario.Scenario;

import com.google.inject.Inject;

/** Says what the scenario's board has under a number, an address or a path. */
public final class BoardHovers {

	@Inject
	private ScenarioBoards boards;

	/** @return the hover with what the board says before it; the hover itself where the board says nothing */
	public Optional<Hover> addTo(Optional<Hover> hover, IParseResult parsed, int offset) {
		ILeafNode leaf = NodeModelUtils.findLeafNodeAtOffset(parsed.getRootNode(), offset);
		EObject object = leaf == null || leaf.isHidden() ? null : NodeModelUtils.findActualSemanticObjectFor(leaf);
		if (object == null) {
			return hover;
		}
		Optional<String> said = boards.of(object).flatMap(board -> say(board, object, leaf.getText()));
		return said.map(text -> new Hover(leaf.getOffset(), leaf.getLength(), text + hover.map(old -> "\n\n" + old.markdown()).orElse(""))).or(() -> hover);
	}

	private static Optional<String> say(Board board, EObject object, String word) {
		BoardIndex index = new BoardIndex(board);
		return switch (object) {
		case CpuRange range -> word.chars().allMatch(Character::isDigit) ? cpu(index, word) : Optional.empty();
		case PciPassthrough device -> device(index, word);
		case Hypervisor hypervisor -> word.startsWith("\"") ? index.serialPort(unquoted(word)).map(BoardSummary::of) : device(index, word);
		case Scenario scenario -> word.startsWith("\"") && unquoted(word).equals(scenario.getBoard()) ? Optional.of("```\n" + BoardSummary.of(board) + "```") : Optional.empty();
		default -> Optional.empty();
		};
	}

	private static Optional<String> cpu(BoardIndex index, String number) {
		try {
			return index.cpu(Integer.parseInt(number)).map(BoardSummary::of);
		} catch (NumberFormatException tooLarge) {
			return Optional.empty();
		}
	}

	private static Optional<String> device(BoardIndex index, String word) {
		try {
			return word.indexOf(':') < 0 ? Optional.empty() : index.device(PciAddress.valueOf(word)).map(BoardSummary::of);
		} catch (IllegalArgumentException other) {
			// a word that the parser could not make an address of
			return Optional.empty();
		}
	}

	private static String unquoted(String word) {
		return word.length() < 2 ? "" : word.substring(1, word.length() - 1);
	}
}
