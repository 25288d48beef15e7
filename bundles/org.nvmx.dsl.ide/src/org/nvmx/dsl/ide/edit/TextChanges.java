// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects changes that do not overlap. Insertions at one place become one, in the order in which they were asked for. */
public final class TextChanges {

	private final Map<Integer, TextChange> changes = new TreeMap<>();

	public void insert(int offset, String text) {
		replace(offset, 0, text);
	}

	public void replace(int offset, int length, String text) {
		changes.merge(offset, new TextChange(offset, length, text),
				(old, added) -> new TextChange(offset, Math.max(old.length(), added.length()), old.newText() + added.newText()));
	}

	public boolean isEmpty() {
		return changes.isEmpty();
	}

	/** @return the changes in the order of the text */
	public List<TextChange> toList() {
		return new ArrayList<>(changes.values());
	}
}
