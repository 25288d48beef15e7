// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.xml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What changed between two documents of one kind, made in a third: what neither of the two says, unknown elements and comments included, stays
 * at its place. Children of a name that occurs once are one option; of a name that occurs several times they are a list that is replaced as a
 * whole, but for VMs, which are told apart by their id.
 */
public final class XmlChanges {

	/** Of a scenario, and of launch files of v2. */
	private static final Set<String> VMS = Set.of("vm", "uos", "user_vm");

	private XmlChanges() {
	}

	/**
	 * @param from   one document
	 * @param to     what it has become
	 * @param target changed as {@code from} was
	 */
	public static void apply(XmlElement from, XmlElement to, XmlElement target) {
		to.attributes().stream().filter(attribute -> !from.attribute(attribute.name()).equals(to.attribute(attribute.name())))
				.forEach(attribute -> target.setAttribute(attribute.name(), attribute.value()));
		if (!from.text().equals(to.text())) {
			target.setText(to.text());
		}
		for (String name : names(from, to)) {
			if (VMS.contains(name)) {
				vms(name, from, to, target);
			} else {
				children(name, from, to, target);
			}
		}
	}

	private static Set<String> names(XmlElement from, XmlElement to) {
		Set<String> names = new LinkedHashSet<>();
		to.children().forEach(child -> names.add(child.name()));
		from.children().forEach(child -> names.add(child.name()));
		return names;
	}

	private static void children(String name, XmlElement from, XmlElement to, XmlElement target) {
		List<XmlElement> old = from.children(name);
		List<XmlElement> changed = to.children(name);
		List<XmlElement> there = target.children(name);
		if (old.size() == 1 && changed.size() == 1 && there.size() == 1) {
			apply(old.get(0), changed.get(0), there.get(0));
		} else if (!same(old, changed)) {
			replace(there, changed, to, target);
		}
	}

	private static boolean same(List<XmlElement> some, List<XmlElement> others) {
		return text(some).equals(text(others));
	}

	private static String text(List<XmlElement> elements) {
		XmlElement root = new XmlElement("list");
		root.content().addAll(elements);
		return CanonicalXml.of(new XmlDocument(root));
	}

	/** New elements go to the place of the old ones, or behind the nearest that stands before them. */
	private static void replace(List<XmlElement> there, List<XmlElement> changed, XmlElement order, XmlElement target) {
		int place = there.isEmpty() ? placeFor(changed.get(0), order, target) : target.content().indexOf(there.get(0));
		target.content().removeAll(there);
		target.content().addAll(place, changed.stream().map(XmlElement::copy).toList());
	}

	private static int placeFor(XmlElement element, XmlElement order, XmlElement target) {
		List<XmlElement> before = order.children().subList(0, order.children().indexOf(element));
		for (XmlElement sibling : before.reversed()) {
			List<XmlElement> there = target.children(sibling.name());
			if (!there.isEmpty()) {
				return target.content().indexOf(there.get(there.size() - 1)) + 1;
			}
		}
		return 0;
	}

	private static void vms(String name, XmlElement from, XmlElement to, XmlElement target) {
		Map<String, XmlElement> old = byId(name, from);
		Map<String, XmlElement> changed = byId(name, to);
		Map<String, XmlElement> there = byId(name, target);
		old.keySet().stream().filter(id -> !changed.containsKey(id) && there.containsKey(id)).forEach(id -> target.replace(there.get(id)));
		changed.forEach((id, vm) -> {
			if (old.containsKey(id) && there.containsKey(id)) {
				apply(old.get(id), vm, there.get(id));
			} else {
				replace(there.containsKey(id) ? List.of(there.get(id)) : List.of(), List.of(vm), to, target);
			}
		});
	}

	private static Map<String, XmlElement> byId(String name, XmlElement root) {
		Map<String, XmlElement> vms = new LinkedHashMap<>();
		new ArrayList<>(root.children(name)).forEach(vm -> vms.putIfAbsent(vm.attribute("id").orElse(""), vm));
		return vms;
	}
}
