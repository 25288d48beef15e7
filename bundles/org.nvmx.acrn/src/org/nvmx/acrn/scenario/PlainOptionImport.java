// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.emf.ecore.EObject;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.Option;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.xml.XmlElement;

/** Reads the options that are one element each; what says the default of the release stays unset. */
final class PlainOptionImport {

	private final Dialect dialect;

	PlainOptionImport(Dialect dialect) {
		this.dialect = dialect;
	}

	/** @return the paths that are read of a file of this release */
	Set<String> paths() {
		return PlainOption.ALL.stream().flatMap(option -> option.form(dialect).stream()).map(PlainOption.Form::path).collect(Collectors.toSet());
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
			Optional<PlainOption.Form> form = option.form(dialect);
			if (form.isPresent()) {
				String path = form.get().path();
				String text = element.value(path.substring(path.indexOf('/') + 1)).orElse("");
				Optional<Object> value = option.value(form.get(), text).filter(some -> !isDefault(option, form.get(), some));
				value.ifPresent(some -> object.eSet(option.attribute(), some));
				found |= value.isPresent();
			}
		}
		return found;
	}

	private boolean isDefault(PlainOption option, PlainOption.Form form, Object value) {
		return OptionCatalogue.of(dialect).option(form.path()).flatMap(Option::defaultValue).flatMap(text -> option.value(form, text))
				.filter(value::equals).isPresent();
	}
}
