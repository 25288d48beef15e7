// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.dialect;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlNode;

/** Adds what a release demands and nobody wrote: required groups, and required options with their default. */
public final class DefaultFilling {

	private final Dialect dialect;
	private final OptionCatalogue catalogue;

	public DefaultFilling(Dialect dialect) {
		this.dialect = dialect;
		catalogue = OptionCatalogue.of(dialect);
	}

	/**
	 * Fills an element. What is missing is put before the first child that the option table has later, so that a sequence stays in order.
	 *
	 * @param path the element's path in the catalogue
	 */
	public void fill(XmlElement element, String path) {
		fill(element, path, EnumSet.allOf(VmKind.class));
	}

	/** Fills a VM: what its kind does not have is not demanded. */
	public void fill(XmlElement element, String path, VmKind kind) {
		fill(element, path, EnumSet.of(kind));
	}

	private void fill(XmlElement element, String path, Set<VmKind> kinds) {
		for (Option option : catalogue.members(path)) {
			if (option.isAttribute() || !option.kinds().containsAll(kinds) && kinds.size() == 1) {
				continue;
			}
			if (option.occurrence().isRequired() && element.child(option.name()).isEmpty()) {
				insert(element, path, new XmlElement(option.name()).setText(value(option)));
			}
			if (option.type().isGroup()) {
				element.children(option.name()).forEach(child -> fill(child, option.path(), kinds));
			}
		}
	}

	/** Where the release has no default, and nothing is no value: the default that the next release has for it. */
	private String value(Option option) {
		return option.defaultValue().or(() -> Arrays.stream(Dialect.values()).filter(later -> later.compareTo(dialect) > 0 && !option.type().accepts(""))
				.flatMap(later -> OptionCatalogue.of(later).option(option.path()).stream()).flatMap(later -> later.defaultValue().stream()).findFirst()).orElse("");
	}

	/**
	 * Adds a child at its place in the order of the release.
	 *
	 * @param path the parent's path in the catalogue
	 */
	public void insert(XmlElement parent, String path, XmlElement child) {
		int rank = catalogue.rank(path, child.name());
		List<XmlNode> content = parent.content();
		int place = content.size();
		// From the end: a list grows there.
		for (int i = content.size() - 1; i >= 0; i--) {
			int other = content.get(i) instanceof XmlElement element ? catalogue.rank(path, element.name()) : -1;
			if (other > rank) {
				place = i;
			} else if (other >= 0) {
				break;
			}
		}
		content.add(place, child);
	}
}
