// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.outline;

import java.util.List;
import java.util.Optional;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.nodemodel.ICompositeNode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.eclipse.xtext.resource.ILocationInFileProvider;
import org.eclipse.xtext.resource.XtextResource;
import org.eclipse.xtext.util.ITextRegion;
import org.nvmx.model.scenario.Disk;
import org.nvmx.model.scenario.Fragment;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.Import;
import org.nvmx.model.scenario.Kernel;
import org.nvmx.model.scenario.NestedVm;
import org.nvmx.model.scenario.NetworkInterface;
import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.PreLaunchedVm;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ServiceVm;

import com.google.inject.Inject;

/** The structure of a scenario, for outlines, breadcrumbs and document symbols. */
public final class ScenarioOutline {

	@Inject
	private ILocationInFileProvider locations;

	/** @return the top-level items, in the order of the text */
	public List<OutlineItem> of(XtextResource resource) {
		return resource.getContents().stream().flatMap(root -> root.eContents().stream()).flatMap(e -> item(e).stream()).toList();
	}

	private Optional<OutlineItem> item(EObject element) {
		ICompositeNode node = NodeModelUtils.getNode(element);
		Optional<OutlineItem.Kind> kind = kind(element);
		if (node == null || kind.isEmpty()) {
			return Optional.empty();
		}
		ITextRegion whole = node.getTextRegion();
		ITextRegion name = locations.getSignificantTextRegion(element);
		ITextRegion selection = name != null && whole.contains(name) ? name : whole;
		List<OutlineItem> children = element.eContents().stream().sorted((a, b) -> Integer.compare(offset(a), offset(b)))
				.flatMap(child -> item(child).stream()).toList();
		return Optional.of(new OutlineItem(OutlineLabels.label(element), OutlineLabels.detail(element), kind.get(), whole.getOffset(),
				whole.getLength(), selection.getOffset(), selection.getLength(), children));
	}

	private static int offset(EObject element) {
		ICompositeNode node = NodeModelUtils.getNode(element);
		return node == null ? 0 : node.getOffset();
	}

	private static Optional<OutlineItem.Kind> kind(EObject element) {
		return Optional.ofNullable(switch (element) {
		case Import clause -> OutlineItem.Kind.IMPORT;
		case Scenario scenario -> OutlineItem.Kind.SCENARIO;
		case Fragment fragment -> OutlineItem.Kind.FRAGMENT;
		case Hypervisor hypervisor -> OutlineItem.Kind.HYPERVISOR;
		case PreLaunchedVm vm -> OutlineItem.Kind.PRE_LAUNCHED_VM;
		case ServiceVm vm -> OutlineItem.Kind.SERVICE_VM;
		case PostLaunchedVm vm -> OutlineItem.Kind.POST_LAUNCHED_VM;
		case Kernel kernel -> OutlineItem.Kind.KERNEL;
		case NestedVm vm -> OutlineItem.Kind.NESTED_VM;
		case Disk disk -> OutlineItem.Kind.DISK;
		case NetworkInterface network -> OutlineItem.Kind.NETWORK;
		default -> null;
		});
	}
}
