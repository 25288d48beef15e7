// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.outline;

import java.util.Objects;

import org.eclipse.jface.viewers.IElementComparer;
import org.nvmx.ui.internal.language.OutlineEntry;

/** Two entries are the same line of the tree when they are called the same, so that typing does not fold the tree. */
final class OutlinePlaceComparer implements IElementComparer {

	@Override
	public boolean equals(Object a, Object b) {
		return a instanceof OutlineEntry x && b instanceof OutlineEntry y
				? x.kind() == y.kind() && x.label().equals(y.label())
				: Objects.equals(a, b);
	}

	@Override
	public int hashCode(Object element) {
		return element instanceof OutlineEntry entry ? entry.label().hashCode() : Objects.hashCode(element);
	}
}
