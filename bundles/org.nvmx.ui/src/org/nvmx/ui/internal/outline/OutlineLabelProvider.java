// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.outline;

import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.swt.graphics.Image;
import org.nvmx.ui.internal.language.OutlineEntry;

/** Text and icon of an outline entry. */
final class OutlineLabelProvider extends LabelProvider {

	private final LocalResourceManager images = new LocalResourceManager(JFaceResources.getResources());

	@Override
	public String getText(Object element) {
		return ((OutlineEntry) element).label();
	}

	@Override
	public Image getImage(Object element) {
		return ResourceLocator.imageDescriptorFromBundle(getClass(), ((OutlineEntry) element).kind().icon())
				.map(images::create)
				.orElse(null);
	}

	@Override
	public void dispose() {
		images.dispose();
		super.dispose();
	}
}
