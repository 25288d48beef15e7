// SPDX-License-Identifier: EPL-2.0
package org.nvmx.hypervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.nvmx.hypervisor.internal.BundledSources;

/** What of a scenario the hypervisor runs: its own table, {@value #FILE}. Options have ACRN's names. */
public final class ScenarioSupport {

	/** In the hypervisor's sources. */
	static final String FILE = "data/scenario_support.tsv";

	private static final String ANY = "*";
	private static final int COLUMNS = 4;

	/** What the hypervisor does about an option. */
	public enum Extent {
		/** Runs it as ACRN does. */
		YES,
		/** Runs it in another way. */
		OTHERWISE,
		/** Does not run it. */
		NO
	}

	/**
	 * @param extent what it does
	 * @param reason half a sentence; empty with {@link Extent#YES}
	 */
	public record Verdict(Extent extent, String reason) {
	}

	private static final Verdict UNKNOWN = new Verdict(Extent.NO, "the hypervisor does not know the option yet");

	private final Map<String, Map<String, Verdict>> rows = new HashMap<>();
	private final Set<String> guests;

	private ScenarioSupport(String table, Set<String> guests) throws IOException {
		this.guests = Set.copyOf(guests);
		for (String line : table.lines().toList()) {
			if (!line.startsWith("#") && !line.isBlank()) {
				add(line);
			}
		}
	}

	/** @throws IOException if the sources have no such table, or a row is malformed */
	public static ScenarioSupport of(HypervisorSources sources) throws IOException {
		return new ScenarioSupport(Files.readString(sources.folder().resolve(FILE)), sources.guests());
	}

	/**
	 * The table of the sources of a checkout, else of those shipped with this bundle; nothing is unpacked.
	 *
	 * @throws IOException as {@link #of}
	 */
	public static ScenarioSupport ofProduct() throws IOException {
		if (HypervisorSources.ofCheckout().isPresent()) {
			return of(HypervisorSources.ofCheckout().get());
		}
		BundledSources shipped = new BundledSources();
		Set<String> guests = new TreeSet<>();
		shipped.files().forEach(file -> HypervisorSources.guestOf(file).ifPresent(guests::add));
		return new ScenarioSupport(shipped.text(FILE), guests);
	}

	private void add(String line) throws IOException {
		String[] columns = line.split("\t", -1);
		Extent extent = columns.length != COLUMNS ? null : switch (columns[2]) {
		case "yes" -> Extent.YES;
		case "otherwise" -> Extent.OTHERWISE;
		case "no" -> Extent.NO;
		default -> null;
		};
		boolean wellFormed = extent != null && (extent == Extent.YES) == columns[3].isEmpty();
		if (!wellFormed || rows.computeIfAbsent(columns[0], option -> new HashMap<>()).put(columns[1], new Verdict(extent, columns[3])) != null) {
			throw new IOException(FILE + ": this row is malformed or there twice: " + line);
		}
	}

	/**
	 * @param option such as {@code vm.legacy_vuart.base}
	 * @param value  such as {@code COM1}; the row with {@code *} stands for all that have no row of their own
	 */
	public Verdict of(String option, String value) {
		Map<String, Verdict> values = rows.getOrDefault(option, Map.of());
		return values.getOrDefault(value, values.getOrDefault(ANY, UNKNOWN));
	}

	/** @return whether a guest of that name is built with the hypervisor */
	public boolean hasGuest(String name) {
		return guests.contains(name);
	}
}
