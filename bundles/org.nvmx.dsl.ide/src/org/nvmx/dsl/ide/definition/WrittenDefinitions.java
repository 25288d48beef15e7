// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.definition;

import java.util.List;
import java.util.Optional;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.eclipse.xtext.resource.EObjectAtOffsetHelper;
import org.eclipse.xtext.resource.XtextResource;
import org.nvmx.dsl.composition.ImportedFiles;
import org.nvmx.dsl.composition.TextModelSource;
import org.nvmx.dsl.source.SourceText;
import org.nvmx.model.diagnostic.Location;
import org.nvmx.model.scenario.Import;

import com.google.inject.Inject;

/** Finds where what is named somewhere is written, in the same file or in another one. */
public final class WrittenDefinitions {

	@Inject
	private EObjectAtOffsetHelper elements;

	/** @return the place of the name of a fragment or VM, or the start of a file whose import is at the offset */
	public Optional<Location> at(XtextResource resource, SourceText source, int offset) {
		TextModelSource places = new TextModelSource(source);
		ILeafNode leaf = NodeModelUtils.findLeafNodeAtOffset(resource.getParseResult().getRootNode(), offset);
		if (leaf != null && NodeModelUtils.findActualSemanticObjectFor(leaf) instanceof Import clause) {
			return ImportedFiles.model(clause).map(NodeModelUtils::findActualNodeFor).map(places::written).map(WrittenDefinitions::start);
		}
		EObject target = elements.resolveCrossReferencedElementAt(resource, offset);
		return target == null || target.eIsProxy() ? Optional.empty() : name(target).map(places::written);
	}

	private static Location start(Location file) {
		return new Location(file.file(), 1, 1, 0, 0);
	}

	private static Optional<INode> name(EObject element) {
		EStructuralFeature name = element.eClass().getEStructuralFeature("name");
		List<INode> nodes = name == null ? List.of() : NodeModelUtils.findNodesForFeature(element, name);
		return nodes.stream().findFirst();
	}
}
