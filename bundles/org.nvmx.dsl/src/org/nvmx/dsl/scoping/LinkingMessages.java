// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.scoping;

import org.eclipse.xtext.diagnostics.DiagnosticMessage;
import org.eclipse.xtext.diagnostics.Severity;
import org.eclipse.xtext.linking.impl.IllegalNodeException;
import org.eclipse.xtext.linking.impl.LinkingDiagnosticMessageProvider;
import org.nvmx.dsl.validation.Rule;
import org.nvmx.model.scenario.ScenarioPackage;

/** Says which name a reference does not find. */
public class LinkingMessages extends LinkingDiagnosticMessageProvider {

	@Override
	public DiagnosticMessage getUnresolvedProxyMessage(ILinkingDiagnosticContext context) {
		Rule rule = Rule.UNRESOLVED_REFERENCE;
		String name;
		try {
			name = context.getLinkText();
		} catch (IllegalNodeException e) {
			name = e.getNode().getText().strip();
		}
		String kind = context.getReference() == ScenarioPackage.Literals.DEFINITION__USES ? "fragment" : "VM";
		return new DiagnosticMessage(rule.message(kind, name), Severity.ERROR, rule.code(), rule.remedy(kind, name));
	}
}
