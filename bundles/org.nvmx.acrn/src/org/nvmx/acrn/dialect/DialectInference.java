// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.dialect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.nvmx.acrn.xml.XmlElement;

/**
 * Finds out which release a scenario was written for: no file says so. The VMs tell v2 from v3; within those, the release
 * whose option table has the most of what the file writes, and of equals the newest that is released.
 */
public final class DialectInference {

	/**
	 * What was found.
	 *
	 * @param dialect  the release to read the file as
	 * @param fitting  all releases that fit as well, oldest first
	 * @param misfits  how many elements and values the release does not have
	 */
	public record Inference(Dialect dialect, List<Dialect> fitting, int misfits) {

		/** @return for users: {@code ACRN v2.6} or {@code ACRN v3.3 (v3.1 to v3.3 fit)} */
		public String describe() {
			return "ACRN " + dialect + (fitting.size() == 1 ? "" : " (" + fitting.get(0) + " to " + fitting.get(fitting.size() - 1) + " fit)");
		}
	}

	/** @param root a scenario's root element */
	public Inference infer(XmlElement root) {
		boolean v3 = root.children("vm").stream().anyMatch(vm -> vm.child("load_order").isPresent())
				|| root.descendants("hv/BUILD_TYPE").size() + root.descendants("hv/vuart_connections").size() > 0;
		List<Dialect> family = Arrays.stream(Dialect.values()).filter(dialect -> dialect.isV3() == v3).toList();
		List<Integer> misfits = family.stream().map(dialect -> misfits(root, "", OptionCatalogue.of(dialect))).toList();
		int least = misfits.stream().min(Comparator.naturalOrder()).orElseThrow();
		List<Dialect> fitting = new ArrayList<>();
		for (int i = 0; i < family.size(); i++) {
			if (misfits.get(i) == least) {
				fitting.add(family.get(i));
			}
		}
		if (fitting.size() > 1) {
			fitting.remove(Dialect.V3_4);
		}
		return new Inference(fitting.get(fitting.size() - 1), List.copyOf(fitting), least);
	}

	/**
	 * Counts unknown elements, values that are not in an enumeration, and in v2 what is required and not there: v2's files are
	 * complete, while v3's tools fill in what is missing.
	 */
	private static int misfits(XmlElement element, String path, OptionCatalogue catalogue) {
		int count = 0;
		for (XmlElement child : element.children()) {
			Option option = catalogue.option(path.isEmpty() ? child.name() : path + "/" + child.name()).orElse(null);
			if (option == null) {
				count++;
			} else if (option.type().isGroup()) {
				count += misfits(child, option.path(), catalogue);
			} else if (option.type().base() == OptionType.Base.ENUM && !option.type().accepts(child.text())) {
				count++;
			}
		}
		for (Option option : catalogue.members(path)) {
			if (!option.first().isV3() && option.occurrence().isRequired() && !option.isAttribute() && element.child(option.name()).isEmpty() && option.defaultValue().isPresent()) {
				count++;
			}
		}
		return count;
	}
}
