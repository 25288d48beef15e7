// SPDX-License-Identifier: EPL-2.0
package org.nvmx.dsl.validation;

import java.util.Arrays;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.util.ITextRegion;
import org.eclipse.xtext.validation.EValidatorRegistrar;
import org.eclipse.xtext.validation.ValidationMessageAcceptor;
import org.nvmx.model.diagnostic.Severity;

/**
 * The rules of one subject. Each problem carries its rule's code; its data are the remedy, then the rule's arguments, which quick fixes use.
 */
abstract class RuleSet extends AbstractScenarioValidator {

	@Override
	public void register(EValidatorRegistrar registrar) {
		// A part of ScenarioValidator, which is registered.
	}

	/** @param feature where in the object; null stands for the object's name or, if it has none, the whole object */
	protected void report(Rule rule, EObject object, EStructuralFeature feature, Object... arguments) {
		reportAt(rule, object, feature, ValidationMessageAcceptor.INSIGNIFICANT_INDEX, arguments);
	}

	/** @param index which of the feature's values */
	protected void reportAt(Rule rule, EObject object, EStructuralFeature feature, int index, Object... arguments) {
		String message = rule.message(arguments);
		String[] data = data(rule, arguments);
		if (rule.severity() == Severity.ERROR) {
			error(message, object, feature, index, rule.code(), data);
		} else if (rule.severity() == Severity.WARNING) {
			warning(message, object, feature, index, rule.code(), data);
		} else {
			info(message, object, feature, index, rule.code(), data);
		}
	}

	/** Reports a place that is no feature's value. */
	protected void reportNode(Rule rule, EObject object, INode node, Object... arguments) {
		ITextRegion region = node.getTextRegion();
		acceptError(rule.message(arguments), object, region.getOffset(), region.getLength(), rule.code(), data(rule, arguments));
	}

	private static String[] data(Rule rule, Object... arguments) {
		String[] data = new String[arguments.length + 1];
		Arrays.setAll(data, i -> i == 0 ? rule.remedy(arguments) : String.valueOf(arguments[i - 1]));
		return data;
	}
}
