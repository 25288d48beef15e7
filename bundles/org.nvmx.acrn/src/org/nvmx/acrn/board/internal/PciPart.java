// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.TreeMap;

import org.eclipse.emf.common.util.ECollections;
import org.nvmx.acrn.board.BoardRule;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.board.Board;
import org.nvmx.model.board.PciDevice;
import org.nvmx.model.quantity.PciAddress;

/** PCI devices from both layers: the {@code devices} tree, and {@code PCI_DEVICE} and {@code PCI_VID_PID} for what the tree does not tell. */
final class PciPart {

	private final BoardParse parse;

	PciPart(BoardParse parse) {
		this.parse = parse;
	}

	void read(Board board) {
		PciTree tree = new PciTree(parse, board);
		for (XmlElement devices : parse.root().children("devices")) {
			tree.read(devices);
		}
		boolean hasTree = !tree.devices().isEmpty();
		TreeMap<PciAddress, PciDevice> known = new TreeMap<>(tree.devices());
		Collection<PciDevice> added = new PciText(parse, known).read();
		board.getPciDevices().addAll(added);
		if (known.isEmpty()) {
			parse.missing(BoardRule.NO_PCI_DEVICES);
		} else if (!hasTree) {
			parse.missing(BoardRule.NO_DEVICE_TREE);
		}
		ECollections.sort(board.getPciDevices(), Comparator.comparing(PciDevice::getAddress));
	}
}
