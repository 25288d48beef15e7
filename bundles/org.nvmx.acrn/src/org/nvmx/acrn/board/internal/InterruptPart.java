// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.internal;

import java.util.TreeSet;

import org.nvmx.acrn.board.BoardRule;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.board.Board;
import org.nvmx.model.board.BoardFactory;
import org.nvmx.model.board.IoApic;

/** {@code AVAILABLE_IRQ_INFO} and {@code ioapics}. */
final class InterruptPart {

	private static final int MAX_IRQS = 1024;
	private static final int MAX_IOAPICS = 256;

	private final BoardParse parse;

	InterruptPart(BoardParse parse) {
		this.parse = parse;
	}

	void read(Board board) {
		TreeSet<Integer> irqs = new TreeSet<>();
		for (TextLine line : parse.lines("AVAILABLE_IRQ_INFO")) {
			for (String part : line.text().split(",", MAX_IRQS + 1)) {
				if (!part.isBlank() && irqs.size() < MAX_IRQS) {
					parse.toInt(line.field(part.strip(), line.blob())).ifPresent(irqs::add);
				}
			}
		}
		board.getAvailableIrqs().addAll(irqs);
		if (irqs.isEmpty()) {
			parse.missing(BoardRule.NO_AVAILABLE_IRQS);
		}
		parse.root().descendants("ioapics/ioapic").stream().limit(MAX_IOAPICS).forEach(element -> board.getIoapics().add(ioapic(element)));
		if (board.getIoapics().isEmpty()) {
			parse.missing(BoardRule.NO_IOAPICS);
		}
	}

	private IoApic ioapic(XmlElement element) {
		IoApic ioapic = parse.at(BoardFactory.eINSTANCE.createIoApic(), element);
		ioapic.setIoapicId(parse.toInt(parse.attribute(element, "id"), 0));
		parse.child(element, "address").flatMap(parse::toAddress).ifPresent(ioapic::setAddress);
		ioapic.setGsiBase(parse.toInt(parse.child(element, "gsi_base"), 0));
		ioapic.setGsiNumber(parse.toInt(parse.child(element, "gsi_number"), 0));
		return ioapic;
	}
}
