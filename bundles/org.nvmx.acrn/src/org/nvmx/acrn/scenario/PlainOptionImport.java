// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.List;
import java.util.Optional;

import org.eclipse.emf.ecore.EObject;
import org.nvmx.acrn.dialect.Option;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.xml.XmlElement;

/** Reads the options that are one element each; what says the default of the release stays unset. */
final class PlainOptionImport {

	private final ImportContext context;

	PlainOptionImport(ImportContext context) {
		this.context = context;
	}

	/**
	 * Sets what the element says.
	 *
	 * @param element that of the first step of the options' paths
	 * @return whether the object says anything now
	 */
	boolean read(XmlElement element, EObject object) {
		boolean found = false;
		for (PlainOption option : PlainOption.of(object.eClass())) {
			Optional<PlainOption.Form> form = option.form(context.dialect());
			if (form.isPresent()) {
				found |= read(element, object, option, form.get());
			}
		}
		return found;
	}

	private boolean read(XmlElement element, EObject object, PlainOption option, PlainOption.Form form) {
		List<XmlElement> places = element.descendants(form.path().substring(form.path().indexOf('/') + 1));
		if (places.isEmpty()) {
			return false;
		}
		Optional<Object> value = option.value(form, places.get(0).text());
		value.ifPresent(some -> context.understood(places.subList(0, 1)));
		value = value.filter(some -> !isDefault(option, form, some));
		value.ifPresent(some -> object.eSet(option.attribute(), some));
		return value.isPresent();
	}

	private boolean isDefault(PlainOption option, PlainOption.Form form, Object value) {
		return OptionCatalogue.of(context.dialect()).option(form.path()).flatMap(Option::defaultValue).flatMap(text -> option.value(form, text))
				.filter(value::equals).isPresent();
	}
}
