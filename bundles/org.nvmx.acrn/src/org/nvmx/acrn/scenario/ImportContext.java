// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.Option;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.VirtualMachine;

/** An import under way: each VM of the XML beside that of the model, and which elements were understood so far. */
final class ImportContext {

	private final ScenarioXml xml;
	private final Scenario scenario;
	private final Map<VmXml, VirtualMachine> vms = new LinkedHashMap<>();
	private final Set<XmlElement> understood = new HashSet<>();

	ImportContext(ScenarioXml xml, Scenario scenario) {
		this.xml = xml;
		this.scenario = scenario;
	}

	ScenarioXml xml() {
		return xml;
	}

	Dialect dialect() {
		return xml.dialect();
	}

	Scenario scenario() {
		return scenario;
	}

	void add(VmXml element, VirtualMachine vm) {
		vms.put(element, vm);
		scenario.getVms().add(vm);
	}

	/** @return the VMs in the document's order */
	Map<VmXml, VirtualMachine> vms() {
		return Collections.unmodifiableMap(vms);
	}

	/** @return the first VM whose element has the name */
	Optional<VirtualMachine> vmNamed(String name) {
		return vms.entrySet().stream().filter(entry -> entry.getKey().name().equals(name)).map(Map.Entry::getValue).findFirst();
	}

	/** @param id as the XML writes it */
	Optional<VirtualMachine> vmWithId(String id) {
		return vms.entrySet().stream().filter(entry -> entry.getKey().element().attribute("id").equals(Optional.of(id))).map(Map.Entry::getValue).findFirst();
	}

	/**
	 * Reads the text of a child.
	 *
	 * @param meaning throws IllegalArgumentException for a text that it does not understand
	 * @return empty where the child is missing or empty, or its text was not understood
	 */
	<T> Optional<T> read(XmlElement parent, String name, Function<String, T> meaning) {
		return parent.child(name).flatMap(child -> read(child, meaning));
	}

	/** Like {@link #read(XmlElement, String, Function)}, of the element itself. */
	<T> Optional<T> read(XmlElement element, Function<String, T> meaning) {
		if (element.text().isEmpty()) {
			return Optional.empty();
		}
		try {
			T value = meaning.apply(element.text());
			understood.add(element);
			return Optional.of(value);
		} catch (IllegalArgumentException wrong) {
			return Optional.empty(); // the rules of the XML say so, and the losses name it
		}
	}

	/** Says that elements were understood by other ways than {@link #read}. */
	void understood(List<XmlElement> elements) {
		understood.addAll(elements);
	}

	/** Takes back what was read of a group that turned out to be incomplete. */
	void notUnderstood(List<XmlElement> elements) {
		understood.removeAll(elements);
	}

	boolean isUnderstood(XmlElement element) {
		return understood.contains(element);
	}

	/** @return the default that the release has, or empty */
	String defaultOf(String path) {
		return OptionCatalogue.of(dialect()).option(path).flatMap(Option::defaultValue).orElse("");
	}

	/** @return whether the text is what the release assumes anyway */
	boolean isDefault(String path, String text) {
		return OptionCatalogue.of(dialect()).option(path).flatMap(Option::defaultValue).filter(text::equals).isPresent();
	}

	/** @throws IllegalArgumentException if the text is not a number of at most 63 bits, hexadecimal behind {@code 0x} */
	static long number(String text) {
		long number = Long.decode(text);
		if (number < 0) {
			throw new IllegalArgumentException("'" + text + "' is negative");
		}
		return number;
	}

	/** @throws IllegalArgumentException if the text is not a decimal number of at most nine digits */
	static int natural(String text) {
		if (!text.matches("[0-9]{1,9}")) {
			throw new IllegalArgumentException("'" + text + "' is not a natural number");
		}
		return Integer.parseInt(text);
	}

	/** @throws IllegalArgumentException if the text is neither {@code y} nor {@code n} */
	static boolean bool(String text) {
		if (!text.matches("[yn]")) {
			throw new IllegalArgumentException("'" + text + "' is neither y nor n");
		}
		return text.equals("y");
	}

	/** @throws IllegalArgumentException if the text is not a decimal number of MiB */
	static ByteSize mebibytes(String text) {
		return ByteSize.valueOf(text + " MiB");
	}
}
