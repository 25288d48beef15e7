// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.ide.completion;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.eclipse.emf.ecore.EClass;
import org.eclipse.emf.ecore.EEnumLiteral;
import org.eclipse.emf.ecore.EModelElement;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.Assignment;
import org.eclipse.xtext.CrossReference;
import org.eclipse.xtext.EcoreUtil2;
import org.eclipse.xtext.EnumLiteralDeclaration;
import org.eclipse.xtext.GrammarUtil;
import org.eclipse.xtext.Keyword;
import org.eclipse.xtext.ParserRule;
import org.eclipse.xtext.RuleCall;
import org.eclipse.xtext.ide.editor.contentassist.ContentAssistContext;
import org.eclipse.xtext.ide.editor.contentassist.ContentAssistEntry;
import org.eclipse.xtext.ide.editor.contentassist.IIdeContentProposalAcceptor;
import org.eclipse.xtext.ide.editor.contentassist.IdeContentProposalProvider;
import org.eclipse.xtext.util.TextRegion;
import org.eclipse.xtext.scoping.IScope;
import org.nvmx.dsl.conversion.ScenarioValueConverters;
import org.nvmx.dsl.documentation.ModelDocumentation;
import org.nvmx.dsl.services.ScenarioGrammarAccess;
import org.nvmx.dsl.source.OptionClause;
import org.nvmx.dsl.source.Phrases;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.ScenarioPackage;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;

import com.google.inject.Inject;

/** Proposes whole options with examples in place of single words, and only what may be written here. */
public class ScenarioProposalProvider extends IdeContentProposalProvider {

	private static final int OPTION = 500;
	private static final int VALUE = 600;

	@Inject
	private ScenarioGrammarAccess grammar;

	@Inject
	private ScenarioValueConverters names;

	@Inject
	private OptionDocumentation documentation;

	@Inject
	private BoardValues boardValues;

	@Override
	protected void _createProposals(Keyword keyword, ContentAssistContext context, IIdeContentProposalAcceptor acceptor) {
		if (!Phrases.isWord(keyword)) {
			return;
		}
		EnumLiteralDeclaration literal = EcoreUtil2.getContainerOfType(keyword, EnumLiteralDeclaration.class);
		if (literal != null) {
			literal(literal.getEnumLiteral(), keyword, context, acceptor);
		} else if (GrammarUtil.isDatatypeRule(GrammarUtil.containingParserRule(keyword))) {
			value(keyword.getValue(), "", context, acceptor, VALUE);
		} else if (!isWritten(keyword, context.getCurrentModel())) {
			option(keyword, context, acceptor);
		}
	}

	@Override
	protected void _createProposals(Assignment assignment, ContentAssistContext context, IIdeContentProposalAcceptor acceptor) {
		if (assignment.getTerminal() instanceof CrossReference reference) {
			names(reference, context, acceptor);
			return;
		}
		ParserRule rule = GrammarUtil.containingParserRule(assignment);
		String feature = rule.getType().getClassifier().getName() + "." + assignment.getFeature();
		List<Value> values = boardValues.of(feature, context);
		if (values.isEmpty()) {
			values = ValueProposals.of(feature, context).stream().map(text -> new Value(text, "")).toList();
		}
		for (int i = 0; i < values.size(); i++) {
			value(values.get(i).text(), values.get(i).description(), context, acceptor, VALUE - i);
		}
	}

	@Override
	protected void _createProposals(RuleCall call, ContentAssistContext context, IIdeContentProposalAcceptor acceptor) {
		// Names and free texts are the author's; a list of every identifier would be noise.
	}

	@Override
	public void createProposals(Collection<ContentAssistContext> contexts, IIdeContentProposalAcceptor acceptor) {
		contexts.stream().findFirst().filter(this::isBehindNumberOfSize).ifPresent(context -> {
			for (ByteSize.Unit unit : ByteSize.Unit.values()) {
				value(unit.name(), "", context, acceptor, VALUE + unit.ordinal());
			}
		});
		super.createProposals(contexts, acceptor);
	}

	/** The unit belongs to the size's own small grammar, which the framework does not look into. */
	private boolean isBehindNumberOfSize(ContentAssistContext context) {
		EObject last = context.getLastCompleteNode() == null ? null : context.getLastCompleteNode().getGrammarElement();
		return last instanceof RuleCall call && call.getRule() == grammar.getINTRule()
				&& GrammarUtil.containingParserRule(call) == grammar.getByteSizeRule();
	}

	/** Names are written as the language writes them: in quotes where they have to be. */
	private void names(CrossReference reference, ContentAssistContext context, IIdeContentProposalAcceptor acceptor) {
		if (context.getCurrentModel() != null) {
			IScope scope = getScopeProvider().getScope(context.getCurrentModel(), GrammarUtil.getReference(reference));
			EClass kind = (EClass) GrammarUtil.containingParserRule(reference).getType().getClassifier();
			boolean like = GrammarUtil.getReference(reference) == ScenarioPackage.Literals.VIRTUAL_MACHINE__BASE;
			scope.getAllElements().forEach(found -> {
				if (!like || found.getEClass() == kind) {
					value(names.name().toString(found.getName().toString()), "", context, acceptor, VALUE);
				}
			});
		}
	}

	private void literal(EEnumLiteral literal, Keyword keyword, ContentAssistContext context, IIdeContentProposalAcceptor acceptor) {
		if (literal.getInstance() instanceof GuestFlag flag && !mayAdd(flag, context.getCurrentModel())) {
			return;
		}
		value(keyword.getValue(), ModelDocumentation.text(literal), context, acceptor, VALUE);
	}

	/** A flag is written once, and NVMX_ENABLED in the Service VM only. */
	private static boolean mayAdd(GuestFlag flag, EObject model) {
		VirtualMachine vm = model == null ? null : EcoreUtil2.getContainerOfType(model, VirtualMachine.class);
		boolean allowed = flag != GuestFlag.NVMX_ENABLED || vm instanceof ServiceVm;
		return vm == null || allowed && !vm.getGuestFlags().contains(flag);
	}

	private void option(Keyword keyword, ContentAssistContext context, IIdeContentProposalAcceptor acceptor) {
		String before = Phrases.before(keyword);
		String written = before.isEmpty() ? "" : before + " ";
		String phrase = written + Phrases.from(keyword);
		String indentation = indentation(context);
		Optional<EModelElement> element = documentation.of(keyword);
		String template = Templates.of(phrase).orElse(phrase);
		TemplateText text = TemplateText.of(template, indentation).without(written.length());
		accept(Phrases.from(keyword), summary(element), element, text, context, acceptor, OPTION);
		if (written.isEmpty()) {
			for (Templates.Extra extra : Templates.extras(phrase)) {
				accept(extra.label(), extra.description(), element, TemplateText.of(extra.text(), indentation), context, acceptor, OPTION - 1);
			}
		}
	}

	private void accept(String label, String description, Optional<EModelElement> element, TemplateText text, ContentAssistContext context,
			IIdeContentProposalAcceptor acceptor, int priority) {
		int start = context.getOffset() - context.getPrefix().length();
		ContentAssistEntry entry = getProposalCreator().createProposal(text.text(), context, created -> {
			created.setLabel(label);
			created.setDescription(description);
			created.setDocumentation(element.map(documentation::markdown).orElse(""));
			created.setKind(text.text().contains("\n") ? ContentAssistEntry.KIND_SNIPPET : ContentAssistEntry.KIND_KEYWORD);
			text.stops().forEach(stop -> created.getEditPositions().add(new TextRegion(start + stop.getOffset(), stop.getLength())));
		});
		acceptor.accept(entry, priority);
	}

	private void value(String value, String description, ContentAssistContext context, IIdeContentProposalAcceptor acceptor, int priority) {
		acceptor.accept(getProposalCreator().createProposal(value, context, created -> {
			created.setDescription(description);
			created.setDocumentation(description);
			created.setKind(ContentAssistEntry.KIND_VALUE);
		}), priority);
	}

	/** @return the first sentence of what the option is */
	private static String summary(Optional<EModelElement> element) {
		String text = element.map(ModelDocumentation::text).orElse("");
		int end = text.indexOf(". ");
		return end < 0 ? text : text.substring(0, end + 1);
	}

	/** An option that is there, and may be there only once, is not proposed again. */
	private static boolean isWritten(Keyword keyword, EObject model) {
		for (EObject block = model; block != null; block = block.eContainer()) {
			for (OptionClause clause : OptionClause.of(block)) {
				if (clause.firstWord().getGrammarElement() == keyword && !clause.isRepeatable()) {
					return true;
				}
			}
		}
		return false;
	}

	private static String indentation(ContentAssistContext context) {
		String text = context.getRootNode().getText();
		int start = Math.min(context.getOffset(), text.length());
		while (start > 0 && text.charAt(start - 1) != '\n') {
			start--;
		}
		int end = start;
		while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
			end++;
		}
		return text.substring(start, end);
	}
}
