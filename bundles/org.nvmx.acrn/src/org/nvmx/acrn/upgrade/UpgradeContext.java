// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.diagnostic.Diagnostic;

/** The document that is being changed, and what has been said about it. */
final class UpgradeContext {

	private static final String REMOVE = "nothing to do if you can go without it";

	private final XmlDocument document;
	private final Dialect source;
	private final Dialect target;
	private final List<Diagnostic> diagnostics = new ArrayList<>();

	UpgradeContext(XmlDocument document, Dialect source, Dialect target) {
		this.document = document;
		this.source = source;
		this.target = target;
	}

	XmlDocument document() {
		return document;
	}

	XmlElement root() {
		return document.root();
	}

	Dialect source() {
		return source;
	}

	Dialect target() {
		return target;
	}

	List<Diagnostic> diagnostics() {
		return List.copyOf(diagnostics);
	}

	List<XmlElement> vms() {
		return root().children("vm");
	}

	/** @return the VM of an id */
	Optional<XmlElement> vm(String id) {
		return vms().stream().filter(vm -> vm.attribute("id").equals(Optional.of(id))).findFirst();
	}

	/** @return the VM's name in the new document */
	String name(XmlElement vm) {
		return vm.value("name").orElse("");
	}

	/** @param place an element of the old document, which the new one still knows the place of */
	void report(AcrnRule rule, XmlElement place, Object... arguments) {
		report(document, rule, place, arguments);
	}

	void report(XmlDocument file, AcrnRule rule, XmlElement place, Object... arguments) {
		Object[] texts = Arrays.stream(arguments).map(String::valueOf).toArray();
		diagnostics.add(new Diagnostic(rule.code(), rule.severity(), file.location(place.textSpan()), rule.message(texts), rule.remedy(texts)));
	}

	/** Removes an option that the target does not have. */
	void drop(XmlElement parent, XmlElement option) {
		drop(parent, option, REMOVE);
	}

	/** Removes an option that the target does not have; an empty one says nothing, so nothing is said about it. */
	void drop(XmlElement parent, XmlElement option, String remedy) {
		if (!option.text().isEmpty()) {
			report(AcrnRule.UPGRADE_OPTION_LOST, option, option.name(), option.text(), target, remedy);
		}
		option.children().forEach(child -> drop(option, child, remedy));
		parent.replace(option);
	}
}
