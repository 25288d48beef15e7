// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.dialect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.nvmx.acrn.samples.AcrnSamples;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlReader;

/** The options that a release's own schema declares, in the form of the option table. */
final class SchemaOptions {

	private static final Map<String, String> SYMBOLS = Map.of("1 1", "1", "0 1", "?", "0 unbounded", "*", "1 unbounded", "+", "2 2", "2");
	private static final Map<String, String> SIMPLE = Map.of("xs:string", "string", "xs:integer", "int", "Boolean", "boolean", "HexFormat", "hex");

	private final Map<String, XmlElement> types = new HashMap<>();
	private final Map<String, String> rows = new TreeMap<>();

	/** @return by path: occurrence, type, default and VM kinds, separated by tabs */
	static Map<String, String> of(Dialect dialect) throws IOException {
		SchemaOptions options = new SchemaOptions();
		Path folder = AcrnSamples.folder(dialect).resolve("schema");
		XmlElement root = null;
		for (String file : List.of("types.xsd", "VMtypes.xsd", "config.xsd")) {
			XmlElement schema = new XmlReader().read(folder.resolve(file), file).document().orElseThrow().root();
			schema.children().stream().filter(element -> element.name().endsWith("Type")).forEach(type -> options.types.put(type.attribute("name").orElseThrow(), type));
			root = schema.child("xs:element").orElse(root);
		}
		options.addMembers(options.types.get(root.attribute("type").orElseThrow()), "");
		return options.rows;
	}

	private void addMembers(XmlElement complexType, String path) {
		for (XmlElement attribute : complexType.children("xs:attribute")) {
			boolean required = attribute.attribute("use").equals(Optional.of("required"));
			add(path, "@" + attribute.attribute("name").orElseThrow(), required ? "1" : "?", SIMPLE.get(attribute.attribute("type").orElseThrow()), "", "");
		}
		content(complexType).children("xs:element").forEach(element -> addElement(element, path));
	}

	private void addElement(XmlElement element, String path) {
		String name = element.attribute("name").orElseThrow();
		String occurrence = SYMBOLS.get(element.attribute("minOccurs").orElse("1") + " " + element.attribute("maxOccurs").orElse("1"));
		String typeName = element.child("xs:alternative").or(() -> Optional.of(element)).flatMap(source -> source.attribute("type")).orElse("");
		XmlElement complex = types.containsKey(typeName) && types.get(typeName).name().equals("xs:complexType") ? types.get(typeName)
				: element.child("xs:complexType").orElse(null);
		String type = complex != null ? content(complex).name().substring("xs:".length())
				: element.child("xs:simpleType").map(this::simpleType).orElseGet(() -> simpleType(typeName));
		add(path, name, occurrence, type, element.attribute("default").orElse(""), kinds(element));
		if (complex != null) {
			addMembers(complex, path.isEmpty() ? name : path + "/" + name);
		}
	}

	private void add(String path, String name, String... columns) {
		rows.put(path.isEmpty() ? name : path + "/" + name, String.join("\t", columns));
	}

	private static XmlElement content(XmlElement complexType) {
		return complexType.child("xs:all").or(() -> complexType.child("xs:sequence")).orElseThrow();
	}

	private static String kinds(XmlElement element) {
		List<String> kinds = new ArrayList<>();
		for (String vm : element.child("xs:annotation").flatMap(annotation -> annotation.attribute("acrn:applicable-vms")).orElse("").split(",")) {
			switch (vm.strip()) {
			case "pre-launched" -> kinds.add("pre");
			case "service-vm" -> kinds.add("svc");
			case "post-launched" -> kinds.add("post");
			default -> {
				// says nothing: for every VM
			}
			}
		}
		return String.join(",", kinds);
	}

	private String simpleType(String name) {
		return SIMPLE.containsKey(name) ? SIMPLE.get(name) : simpleType(types.get(name));
	}

	private String simpleType(XmlElement type) {
		if (type.child("xs:union").isPresent()) {
			String members = type.child("xs:union").get().attribute("memberTypes").orElseThrow();
			return switch (members) {
			case "HexFormat" -> "hex";
			case "None HexFormat" -> "hex?";
			default -> "pattern(|" + simpleType(members.replace("None ", "")).replaceAll("^pattern\\(|\\)$", "") + ")";
			};
		}
		XmlElement restriction = type.child("xs:restriction").orElseThrow();
		String values = restriction.children("xs:enumeration").stream().map(SchemaOptions::facet).collect(Collectors.joining("|"));
		if (restriction.child("xs:enumeration").isPresent()) {
			return "enum(" + values + ")";
		}
		if (restriction.child("xs:minInclusive").isPresent()) {
			return "int(" + facet(restriction.child("xs:minInclusive").get()) + ".." + restriction.child("xs:maxInclusive").map(SchemaOptions::facet).orElse("") + ")";
		}
		if (restriction.child("xs:minLength").isPresent()) {
			return "string(" + facet(restriction.child("xs:minLength").get()) + ".." + facet(restriction.child("xs:maxLength").orElseThrow()) + ")";
		}
		return restriction.child("xs:pattern").map(pattern -> "pattern(" + facet(pattern) + ")").orElseGet(() -> simpleType(restriction.attribute("base").orElseThrow()));
	}

	private static String facet(XmlElement facet) {
		return facet.attribute("value").orElseThrow();
	}
}
