// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.outline;

import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider.IStyledLabelProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.swt.graphics.Image;
import org.nvmx.dsl.ide.outline.OutlineItem;

/** Text and icon of an outline item. */
final class OutlineLabelProvider extends LabelProvider implements IStyledLabelProvider {

	private final LocalResourceManager images = new LocalResourceManager(JFaceResources.getResources());

	@Override
	public StyledString getStyledText(Object element) {
		OutlineItem item = (OutlineItem) element;
		StyledString text = new StyledString(item.label());
		if (!item.detail().isEmpty()) {
			text.append("  " + item.detail(), StyledString.DECORATIONS_STYLER); //$NON-NLS-1$
		}
		return text;
	}

	@Override
	public Image getImage(Object element) {
		String path = "icons/" + icon(((OutlineItem) element).kind()) + ".png"; //$NON-NLS-1$ //$NON-NLS-2$
		return ResourceLocator.imageDescriptorFromBundle(getClass(), path).map(images::create).orElse(null);
	}

	private static String icon(OutlineItem.Kind kind) {
		return switch (kind) {
		case SCENARIO, FRAGMENT -> "scenario"; //$NON-NLS-1$
		case HYPERVISOR -> "hypervisor"; //$NON-NLS-1$
		case PRE_LAUNCHED_VM, SERVICE_VM, POST_LAUNCHED_VM -> "machine"; //$NON-NLS-1$
		case NESTED_VM -> "nested"; //$NON-NLS-1$
		case IMPORT, KERNEL, DISK, NETWORK -> "member"; //$NON-NLS-1$
		};
	}

	@Override
	public void dispose() {
		images.dispose();
		super.dispose();
	}
}
