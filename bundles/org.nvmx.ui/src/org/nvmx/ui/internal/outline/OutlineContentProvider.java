// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.outline;

import java.util.List;

import org.eclipse.jface.viewers.ITreeContentProvider;
import org.nvmx.dsl.ide.outline.OutlineItem;

/** Makes the outline's entries a tree. */
final class OutlineContentProvider implements ITreeContentProvider {

	@Override
	public Object[] getElements(Object input) {
		return ((List<?>) input).toArray();
	}

	@Override
	public Object[] getChildren(Object parent) {
		return ((OutlineItem) parent).children().toArray();
	}

	@Override
	public Object getParent(Object element) {
		return null;
	}

	@Override
	public boolean hasChildren(Object element) {
		return !((OutlineItem) element).children().isEmpty();
	}
}
