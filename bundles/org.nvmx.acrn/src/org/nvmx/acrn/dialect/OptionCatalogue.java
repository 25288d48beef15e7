// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.dialect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Every option of a release, from the tables {@code options-v2.tsv} and {@code options-v3.tsv}. */
public final class OptionCatalogue {

	private static final String ROOT = "acrn-config";
	private static final Map<Dialect, OptionCatalogue> CATALOGUES = new EnumMap<>(Dialect.class);

	private final Map<String, Option> byPath = new LinkedHashMap<>();
	private final Map<String, List<Option>> byParent;
	private final Map<String, List<Option>> elementsByParent;
	private final Map<String, Integer> ranks = new HashMap<>();

	private OptionCatalogue(List<Option> options) {
		options.forEach(option -> byPath.put(option.path(), option));
		byParent = options.stream().collect(Collectors.groupingBy(Option::parent, LinkedHashMap::new, Collectors.toUnmodifiableList()));
		byParent.forEach((path, members) -> members.forEach(member -> ranks.putIfAbsent(path + "/" + member.name(), ranks.size())));
		elementsByParent = options.stream().filter(option -> !option.isAttribute())
				.collect(Collectors.groupingBy(Option::parent, LinkedHashMap::new, Collectors.toUnmodifiableList()));
	}

	/** @return the catalogue, which is read once */
	public static OptionCatalogue of(Dialect dialect) {
		synchronized (CATALOGUES) {
			return CATALOGUES.computeIfAbsent(dialect, OptionCatalogue::load);
		}
	}

	/** @return all options in the order of the table */
	public List<Option> options() {
		return List.copyOf(byPath.values());
	}

	/** @param path names from below the root, separated by {@code /} */
	public Optional<Option> option(String path) {
		return Optional.ofNullable(byPath.get(path));
	}

	/** @return the elements and attributes of a group, in the order of the table; the empty path is the root */
	public List<Option> members(String path) {
		return byParent.getOrDefault(path, List.of());
	}

	/** @return the place of a member in its group's order, or -1 for what is no member */
	int rank(String path, String name) {
		return ranks.getOrDefault(path + "/" + name, -1);
	}

	/** @return the elements of a group, in the order of the table */
	public List<Option> elements(String path) {
		return elementsByParent.getOrDefault(path, List.of());
	}

	private static OptionCatalogue load(Dialect dialect) {
		String table = dialect.isV3() ? "options-v3.tsv" : "options-v2.tsv";
		try (InputStream input = OptionCatalogue.class.getResourceAsStream(table);
				BufferedReader reader = new BufferedReader(new InputStreamReader(input, UTF_8))) {
			return new OptionCatalogue(reader.lines().filter(line -> !line.startsWith("#")).map(OptionCatalogue::parse)
					.filter(option -> dialect.isWithin(option.first(), option.last()) && !option.path().equals(ROOT)).toList());
		} catch (IOException broken) {
			throw new UncheckedIOException("the bundle's table " + table + " cannot be read", broken);
		}
	}

	private static Option parse(String line) {
		String[] columns = line.split("\t", -1);
		Set<VmKind> kinds = columns[6].isEmpty() ? EnumSet.allOf(VmKind.class)
				: Arrays.stream(columns[6].split(",")).map(VmKind::valueOf).collect(Collectors.toCollection(() -> EnumSet.noneOf(VmKind.class)));
		return new Option(columns[0], Dialect.ofRelease(columns[1]).orElseThrow(), Dialect.ofRelease(columns[2]).orElseThrow(),
				Occurrence.of(columns[3]), OptionType.parse(columns[4]), Optional.of(columns[5]).filter(value -> !value.isEmpty()), kinds);
	}
}
