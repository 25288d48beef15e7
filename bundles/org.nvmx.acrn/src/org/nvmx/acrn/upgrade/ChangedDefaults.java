// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import java.util.Optional;
import java.util.Set;

import org.nvmx.acrn.dialect.DefaultFilling;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.Option;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.dialect.VmKind;
import org.nvmx.acrn.xml.XmlElement;

/** Writes out what an old file leaves to its release, where a later release assumes something else. */
final class ChangedDefaults {

	private final OptionCatalogue before;
	private final OptionCatalogue after;
	private final DefaultFilling places;

	ChangedDefaults(Dialect source, Dialect target) {
		before = OptionCatalogue.of(source);
		after = OptionCatalogue.of(target);
		places = new DefaultFilling(source);
	}

	/** @param kinds VMs that have all the options that are written */
	void write(XmlElement element, String path, Set<VmKind> kinds) {
		for (Option option : before.elements(path)) {
			Optional<XmlElement> child = element.child(option.name());
			boolean demanded = option.occurrence().isRequired() && option.kinds().containsAll(kinds);
			if (option.type().isGroup()) {
				element.children(option.name()).forEach(group -> write(group, option.path(), kinds));
				if (demanded && child.isEmpty()) {
					XmlElement group = new XmlElement(option.name());
					write(group, option.path(), kinds);
					if (!group.children().isEmpty()) {
						places.insert(element, path, group);
					}
				}
			} else if (demanded && isChanged(option) && child.filter(written -> !written.text().isEmpty()).isEmpty()) {
				child.orElseGet(() -> insert(element, path, option.name())).setText(option.defaultValue().orElseThrow());
			}
		}
	}

	private XmlElement insert(XmlElement parent, String path, String name) {
		XmlElement option = new XmlElement(name);
		places.insert(parent, path, option);
		return option;
	}

	private boolean isChanged(Option option) {
		Optional<Option> later = after.option(option.path());
		boolean inverted = later.isEmpty() && HypervisorUpgrade.INVERTED.containsKey(option.name());
		return option.defaultValue().isPresent() && (inverted || later.filter(known -> !known.defaultValue().equals(option.defaultValue())).isPresent());
	}
}
