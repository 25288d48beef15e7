// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide;

import org.eclipse.xtext.ide.editor.contentassist.IdeContentProposalProvider;
import org.nvmx.dsl.ide.completion.ScenarioProposalProvider;

/** What the language replaces of Xtext's defaults for editors and the language server. */
public class ScenarioIdeModule extends AbstractScenarioIdeModule {

	public Class<? extends IdeContentProposalProvider> bindIdeContentProposalProvider() {
		return ScenarioProposalProvider.class;
	}
}
