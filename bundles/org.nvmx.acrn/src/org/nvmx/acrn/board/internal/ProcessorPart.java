// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.board.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

import org.eclipse.emf.common.util.ECollections;
import org.nvmx.acrn.board.BoardRule;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.board.Board;
import org.nvmx.model.board.BoardFactory;
import org.nvmx.model.board.CoreType;
import org.nvmx.model.board.Cpu;
import org.nvmx.model.board.ProcessorAttribute;
import org.nvmx.model.board.ProcessorModel;
import org.nvmx.model.quantity.ApicId;

/** {@code processors}, or the CPU ids of {@code CPU_PROCESSOR_INFO} where there is no such tree. */
final class ProcessorPart {

	/** The x2APIC of today's servers; a file with more is not a board. */
	private static final int MAX_CPUS = 4096;
	private static final int MAX_CAPABILITIES = 4096;

	private final BoardParse parse;
	private final Set<Integer> known = new HashSet<>();

	ProcessorPart(BoardParse parse) {
		this.parse = parse;
	}

	void read(Board board) {
		List<XmlElement> trees = parse.root().children("processors");
		for (XmlElement tree : trees) {
			tree.children("model").forEach(model -> board.getProcessorModels().add(model(model)));
			threads(tree, new Topology(-1, -1, -1), board);
		}
		Set<Integer> listed = listedIds();
		if (board.getCpus().isEmpty() && !listed.isEmpty()) {
			parse.missing(BoardRule.NO_PROCESSOR_TREE);
			listed.stream().limit(MAX_CPUS).forEach(id -> board.getCpus().add(cpu(id)));
		} else if (board.getCpus().isEmpty()) {
			parse.missing(BoardRule.NO_CPUS);
		} else if (!listed.isEmpty()) {
			compare(board, listed);
		}
		ECollections.sort(board.getCpus(), Comparator.comparingInt(Cpu::getCpuId));
	}

	/** Where a thread is; -1 for a level that the file does not tell. */
	private record Topology(int die, int cluster, int core) {
	}

	private void threads(XmlElement parent, Topology place, Board board) {
		for (XmlElement element : parent.children()) {
			int id = switch (element.name()) {
			case "die", "module", "cluster", "core" -> parse.toInt(parse.attribute(element, "id"), -1);
			default -> -1;
			};
			switch (element.name()) {
			case "thread" -> thread(element, place, board);
			case "die" -> threads(element, new Topology(id, -1, -1), board);
			case "module", "cluster" -> threads(element, new Topology(place.die, id, -1), board);
			case "core" -> threads(element, new Topology(place.die, place.cluster, id), board);
			case "package", "tile", "socket" -> threads(element, place, board);
			default -> {
				// model, and what later inspectors may add
			}
			}
		}
	}

	private void thread(XmlElement element, Topology place, Board board) {
		Optional<Field> written = parse.child(element, "cpu_id");
		OptionalInt id = written.isPresent() ? parse.toInt(written.get()) : OptionalInt.empty();
		if (id.isEmpty() || tooMany(board, element)) {
			return;
		}
		if (!known.add(id.getAsInt())) {
			parse.report(BoardRule.DUPLICATE_CPU, written.get().location(), id.getAsInt());
			return;
		}
		Cpu cpu = parse.at(cpu(id.getAsInt()), element);
		cpu.setApicId(apicId(element, "apic_id"));
		cpu.setX2apicId(apicId(element, "x2apic_id"));
		cpu.setDieId(place.die);
		cpu.setClusterId(place.cluster);
		cpu.setCoreId(place.core);
		cpu.setCoreType(coreType(element));
		cpu.setFamily(number(element, "family_id"));
		cpu.setModel(number(element, "model_id"));
		cpu.setStepping(number(element, "stepping_id"));
		cpu.setHighestPerformance(number(element, "highest_performance_lvl"));
		cpu.setGuaranteedPerformance(number(element, "guaranteed_performance_lvl"));
		cpu.setLowestPerformance(number(element, "lowest_performance_lvl"));
		parse.child(element, "freqdomain_cpus").ifPresent(domain -> cpu.getFrequencyDomain().addAll(ids(domain, "[\\s,]+")));
		board.getCpus().add(cpu);
	}

	private boolean tooMany(Board board, XmlElement element) {
		if (board.getCpus().size() < MAX_CPUS) {
			return false;
		}
		parse.tooLarge("processors", MAX_CPUS, parse.location(element));
		return true;
	}

	private static Cpu cpu(int id) {
		Cpu cpu = BoardFactory.eINSTANCE.createCpu();
		cpu.setCpuId(id);
		return cpu;
	}

	private ApicId apicId(XmlElement thread, String name) {
		return parse.child(thread, name).flatMap(field -> parse.convert(field, "an APIC id such as 0x1a", ApicId::valueOf)).orElse(null);
	}

	private int number(XmlElement element, String name) {
		return parse.toInt(parse.child(element, name), -1);
	}

	/** The inspector's words: Core is a P core, Atom an E core; empty on processors of one kind. */
	private CoreType coreType(XmlElement element) {
		return switch (parse.text(element, "core_type").orElse("")) {
		case "Core" -> CoreType.PERFORMANCE;
		case "Atom" -> CoreType.EFFICIENCY;
		default -> CoreType.UNKNOWN;
		};
	}

	private ProcessorModel model(XmlElement element) {
		ProcessorModel model = parse.at(BoardFactory.eINSTANCE.createProcessorModel(), element);
		parse.attribute(element, "description").ifPresent(description -> model.setDescription(description.text()));
		model.setFamily(number(element, "family_id"));
		model.setModel(number(element, "model_id"));
		model.setCoreType(coreType(element));
		Set<String> capabilities = new HashSet<>();
		for (XmlElement capability : element.children("capability")) {
			parse.attribute(capability, "id").map(Field::text).filter(id -> capabilities.size() < MAX_CAPABILITIES && capabilities.add(id))
					.ifPresent(model.getCapabilities()::add);
		}
		for (XmlElement attribute : element.children("attribute")) {
			ProcessorAttribute number = parse.at(BoardFactory.eINSTANCE.createProcessorAttribute(), attribute);
			number.setName(attribute.attribute("id").orElse(""));
			number.setValue(attribute.text());
			model.getAttributes().add(number);
		}
		return model;
	}

	private Set<Integer> listedIds() {
		Set<Integer> result = new HashSet<>();
		for (TextLine line : parse.lines("CPU_PROCESSOR_INFO")) {
			result.addAll(ids(line.field(line.text(), line.blob()), ","));
		}
		return result;
	}

	/** @return distinct numbers, in order */
	private List<Integer> ids(Field field, String separator) {
		List<Integer> result = new ArrayList<>();
		for (String part : field.text().split(separator, MAX_CPUS + 1)) {
			if (!part.isBlank() && result.size() < MAX_CPUS) {
				parse.toInt(new Field(part.strip(), field.location(), field.name())).ifPresent(result::add);
			}
		}
		return result.stream().distinct().toList();
	}

	private void compare(Board board, Set<Integer> listed) {
		TreeMap<Integer, String> differences = new TreeMap<>();
		listed.stream().filter(id -> !known.contains(id)).forEach(id -> differences.put(id, id + " is only in CPU_PROCESSOR_INFO"));
		known.stream().filter(id -> !listed.contains(id)).forEach(id -> differences.put(id, id + " is only in processors"));
		if (!differences.isEmpty()) {
			parse.report(BoardRule.CPU_LISTS_DIFFER, parse.lines("CPU_PROCESSOR_INFO").get(0).location(),
					BoardParse.shortened(String.join(", ", differences.values())));
		}
	}
}
