// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.validation;

import org.eclipse.emf.ecore.resource.Resource;
import org.eclipse.xtext.diagnostics.AbstractDiagnostic;
import org.eclipse.xtext.diagnostics.Severity;
import org.eclipse.xtext.resource.XtextSyntaxDiagnostic;
import org.eclipse.xtext.util.IAcceptor;
import org.eclipse.xtext.validation.CheckType;
import org.eclipse.xtext.validation.DiagnosticConverterImpl;
import org.eclipse.xtext.validation.Issue;
import org.eclipse.xtext.validation.Issue.IssueImpl;

/**
 * Makes issues of what the parser and the linker find. Xtext looks for the line and column that a problem ends at, and leaves the text when the text ends with a carriage return there:
 * such a problem is placed by its offset and length alone, from which whoever shows it finds the line.
 */
public class PlacedIssues extends DiagnosticConverterImpl {

	@Override
	public void convertResourceDiagnostic(Resource.Diagnostic diagnostic, Severity severity, IAcceptor<Issue> acceptor) {
		Issue[] converted = new Issue[1];
		try {
			super.convertResourceDiagnostic(diagnostic, severity, issue -> converted[0] = issue);
		} catch (IndexOutOfBoundsException atTheEnd) {
			converted[0] = placedByOffset((AbstractDiagnostic) diagnostic, severity);
		}
		acceptor.accept(converted[0]);
	}

	private static Issue placedByOffset(AbstractDiagnostic diagnostic, Severity severity) {
		IssueImpl issue = new IssueImpl();
		issue.setSyntaxError(diagnostic instanceof XtextSyntaxDiagnostic);
		issue.setSeverity(severity);
		issue.setMessage(diagnostic.getMessage());
		issue.setOffset(diagnostic.getOffset());
		issue.setLength(diagnostic.getLength());
		issue.setUriToProblem(diagnostic.getUriToProblem());
		issue.setCode(diagnostic.getCode());
		issue.setData(diagnostic.getData());
		issue.setType(CheckType.FAST);
		return issue;
	}
}
