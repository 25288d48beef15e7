// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.outline;

import java.util.Objects;

import org.eclipse.jface.viewers.IElementComparer;
import org.nvmx.dsl.ide.outline.OutlineItem;

/** Two entries are the same line of the tree when they are called the same, so that typing does not fold the tree. */
final class OutlinePlaceComparer implements IElementComparer {

	@Override
	public boolean equals(Object a, Object b) {
		return a instanceof OutlineItem x && b instanceof OutlineItem y
				? x.kind() == y.kind() && x.label().equals(y.label())
				: Objects.equals(a, b);
	}

	@Override
	public int hashCode(Object element) {
		return element instanceof OutlineItem item ? item.label().hashCode() : Objects.hashCode(element);
	}
}
