// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.help;

import org.eclipse.help.IContext2;
import org.eclipse.help.IHelpResource;
import org.eclipse.help.IToc;
import org.eclipse.help.ITopic;
import org.nvmx.model.diagnostic.ProblemKind;

/** The page of a kind of problem, for the platform's help: what it is called, and why it is a problem. */
final class ProblemContext implements IContext2 {

	private final ProblemKind kind;

	ProblemContext(ProblemKind kind) {
		this.kind = kind;
	}

	@Override
	public String getTitle() {
		return kind.code() + ": " + kind.title(); //$NON-NLS-1$
	}

	@Override
	public String getText() {
		return kind.explanation();
	}

	@Override
	public String getStyledText() {
		return kind.explanation();
	}

	@Override
	public IHelpResource[] getRelatedTopics() {
		return new IHelpResource[0];
	}

	@Override
	public String getCategory(IHelpResource topic) {
		return topic instanceof IToc || topic instanceof ITopic ? topic.getLabel() : null;
	}
}
