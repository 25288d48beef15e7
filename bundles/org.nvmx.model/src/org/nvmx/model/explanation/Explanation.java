// SPDX-License-Identifier: EPL-2.0
package org.nvmx.model.explanation;

import java.util.Optional;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;

/**
 * What was decided about an element of a scenario, and why.
 *
 * @param about   the element
 * @param feature the option of the element, if the decision is about one option alone
 * @param summary what the scenario's text does not say already, a few words; empty if it says everything
 * @param details every decision with its reason, as a Markdown list
 */
public record Explanation(EObject about, Optional<EStructuralFeature> feature, String summary, String details) {
}
