// SPDX-License-Identifier: EPL-2.0
package org.nvmx.ui.internal.editor;

import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IDocumentExtension3;
import org.eclipse.jface.text.rules.EndOfLineRule;
import org.eclipse.jface.text.rules.FastPartitioner;
import org.eclipse.jface.text.rules.IPredicateRule;
import org.eclipse.jface.text.rules.MultiLineRule;
import org.eclipse.jface.text.rules.RuleBasedPartitionScanner;
import org.eclipse.jface.text.rules.SingleLineRule;
import org.eclipse.jface.text.rules.Token;

/**
 * Cuts a scenario into code, comments and strings, so that a keystroke recolours one piece only.
 * The cut has a name of its own: hovers and auto-edits of the Generic Editor know nothing but the default one.
 */
final class ScenarioPartitions {

	static final String PARTITIONING = "org.nvmx.ui.partitioning"; //$NON-NLS-1$
	static final String COMMENT = "org.nvmx.ui.comment"; //$NON-NLS-1$
	static final String STRING = "org.nvmx.ui.string"; //$NON-NLS-1$

	private static final char ESCAPE = '\\';

	private ScenarioPartitions() {
	}

	/** Sees to it that the document is cut; a second call changes nothing. */
	static void connect(IDocument document) {
		if (document instanceof IDocumentExtension3 extended && extended.getDocumentPartitioner(PARTITIONING) == null) {
			FastPartitioner partitioner = new FastPartitioner(scanner(), new String[] { COMMENT, STRING });
			partitioner.connect(document);
			extended.setDocumentPartitioner(PARTITIONING, partitioner);
		}
	}

	private static RuleBasedPartitionScanner scanner() {
		RuleBasedPartitionScanner scanner = new RuleBasedPartitionScanner();
		scanner.setPredicateRules(new IPredicateRule[] {
				new EndOfLineRule("//", new Token(COMMENT)), //$NON-NLS-1$
				new MultiLineRule("/*", "*/", new Token(COMMENT), (char) 0, true), //$NON-NLS-1$ //$NON-NLS-2$
				new SingleLineRule("\"", "\"", new Token(STRING), ESCAPE, true), //$NON-NLS-1$ //$NON-NLS-2$
				new SingleLineRule("'", "'", new Token(STRING), ESCAPE, true) }); //$NON-NLS-1$ //$NON-NLS-2$
		return scanner;
	}
}
