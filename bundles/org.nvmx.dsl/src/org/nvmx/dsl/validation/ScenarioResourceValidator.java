// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.validation;

import org.eclipse.emf.ecore.resource.Resource;
import org.eclipse.xtext.diagnostics.Severity;
import org.eclipse.xtext.util.CancelIndicator;
import org.eclipse.xtext.util.IAcceptor;
import org.eclipse.xtext.validation.CheckType;
import org.eclipse.xtext.validation.Issue;
import org.eclipse.xtext.validation.ResourceValidatorImpl;
import org.nvmx.model.scenario.ScenarioModel;

/** Adds the problem that no element can have: a file that defines nothing. */
public class ScenarioResourceValidator extends ResourceValidatorImpl {

	@Override
	protected void collectResourceDiagnostics(Resource resource, CancelIndicator cancel, IAcceptor<Issue> acceptor) {
		super.collectResourceDiagnostics(resource, cancel, acceptor);
		boolean nothing = resource.getContents().stream().noneMatch(root -> root instanceof ScenarioModel model && !model.getDefinitions().isEmpty());
		if (nothing && resource.getErrors().isEmpty()) {
			Rule rule = Rule.NO_SCENARIO;
			Issue.IssueImpl issue = new Issue.IssueImpl();
			issue.setCode(rule.code());
			issue.setMessage(rule.message());
			issue.setData(new String[] { rule.remedy() });
			issue.setSeverity(Severity.ERROR);
			issue.setType(CheckType.FAST);
			issue.setUriToProblem(resource.getURI());
			issue.setOffset(0);
			issue.setLength(0);
			issue.setLineNumber(1);
			issue.setColumn(1);
			acceptor.accept(issue);
		}
	}
}
