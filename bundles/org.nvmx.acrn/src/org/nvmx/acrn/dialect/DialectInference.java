// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.dialect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.nvmx.acrn.xml.XmlElement;

/**
 * Finds out which release a scenario was written for: no file says so. The VMs tell v2 from v3; within those, the release
 * whose option table has the most of what the file writes; of equals that of which the file lacks the least, and of equals the
 * newest that is released.
 */
public final class DialectInference {

	/**
	 * What was found.
	 *
	 * @param dialect  the release to read the file as
	 * @param fitting  all releases that fit as well, oldest first
	 * @param misfits  how many elements and values of the file the release does not have
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
		List<Misfits> misfits = family.stream().map(dialect -> Misfits.of(root, "", OptionCatalogue.of(dialect))).toList();
		Misfits least = misfits.stream().min(Comparator.naturalOrder()).orElseThrow();
		List<Dialect> fitting = new ArrayList<>();
		for (int i = 0; i < family.size(); i++) {
			if (misfits.get(i).equals(least)) {
				fitting.add(family.get(i));
			}
		}
		if (fitting.size() > 1) {
			fitting.remove(Dialect.V3_4);
		}
		return new Inference(fitting.get(fitting.size() - 1), List.copyOf(fitting), least.foreign());
	}

	/**
	 * How badly a release fits a file.
	 *
	 * @param foreign elements that the release does not have, and values that are not in its enumerations
	 * @param missing in v2 what is required and not there: v2's files are complete, while v3's tools fill in what is missing
	 */
	private record Misfits(int foreign, int missing) implements Comparable<Misfits> {

		static Misfits of(XmlElement element, String path, OptionCatalogue catalogue) {
			int foreign = 0;
			int missing = 0;
			for (XmlElement child : element.children()) {
				Option option = catalogue.option(path.isEmpty() ? child.name() : path + "/" + child.name()).orElse(null);
				if (option == null || option.type().isGroup() && child.children().isEmpty() && !child.text().isBlank()) {
					foreign++;
				} else if (option.type().isGroup()) {
					Misfits inside = of(child, option.path(), catalogue);
					foreign += inside.foreign;
					missing += inside.missing;
				} else if (!child.children().isEmpty() || option.type().base() == OptionType.Base.ENUM && !option.type().accepts(child.text())) {
					foreign++;
				}
			}
			for (Option option : catalogue.elements(path)) {
				if (!option.first().isV3() && option.occurrence().isRequired() && option.defaultValue().isPresent() && element.child(option.name()).isEmpty()) {
					missing++;
				}
			}
			return new Misfits(foreign, missing);
		}

		@Override
		public int compareTo(Misfits other) {
			return Comparator.comparingInt(Misfits::foreign).thenComparingInt(Misfits::missing).compare(this, other);
		}
	}
}
