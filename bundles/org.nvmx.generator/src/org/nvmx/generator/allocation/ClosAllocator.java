// SPDX-License-Identifier: EPL-2.0
package org.nvmx.generator.allocation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

import org.nvmx.generator.allocation.CachePolicy.Type;
import org.nvmx.generator.allocation.ClosTable.ClosEntry;

/**
 * Puts virtual CPUs with cache policies into classes of service (CLOS), from class 0 on, in the order of the scenario. CPUs whose masks are
 * equal, or where one of them leaves a cache open, share a class. A vCAT VM shares none. Code and data masks of a CPU are one policy, and with
 * CDP a class takes two of the hardware's.
 */
public final class ClosAllocator {

	private static final String OWNER = "hypervisor";
	private static final String ITEM = "classes of service";

	private final ClosRequest request;
	private final AllocationLog log = new AllocationLog();
	private final List<ClosDraft> classes = new ArrayList<>();
	/** Those of no vCAT VM; there are no more than combinations of masks. */
	private final List<Integer> shareable = new ArrayList<>();

	private ClosAllocator(ClosRequest request) {
		this.request = request;
	}

	public static Allocation<ClosTable> allocate(ClosRequest request) {
		return new ClosAllocator(request).allocate();
	}

	private Allocation<ClosTable> allocate() {
		Map<Vcpu, ClosDraft> wanted = new LinkedHashMap<>();
		for (CachePolicy policy : request.policies()) {
			if (!request.cdp() && policy.type() != Type.UNIFIED) {
				log.problem(policy.owner().toString(), policy.cache().toString(), "a mask for " + policy.type().name().toLowerCase(Locale.ROOT) + " alone needs CDP",
						"switch CDP on, or write one mask for both");
				continue;
			}
			ClosDraft draft = wanted.computeIfAbsent(policy.owner(), owner -> new ClosDraft(owner));
			draft.add(policy).ifPresent(other -> log.problem(policy.owner().toString(), policy.cache().toString(),
					"has two masks, 0x" + Integer.toHexString(other) + " and 0x" + Integer.toHexString(policy.mask()), "keep one of them; the first one counts"));
		}
		Map<Vcpu, Integer> ids = new LinkedHashMap<>();
		wanted.forEach((vcpu, draft) -> ids.put(vcpu, place(vcpu, draft)));
		List<ClosEntry> entries = new ArrayList<>();
		for (int id = 0; id < classes.size(); id++) {
			entries.add(classes.get(id).finish(id, request.maskLengths()));
		}
		tell(entries);
		return log.done(new ClosTable(List.copyOf(entries), ids));
	}

	private int place(Vcpu vcpu, ClosDraft draft) {
		boolean vcat = request.vcatVms().contains(vcpu.vm());
		for (int id : vcat ? List.<Integer>of() : shareable) {
			Vcpu first = classes.get(id).users().get(0);
			if (classes.get(id).join(draft)) {
				log.give(vcpu.toString(), "CLOS", id, "its masks agree with those of " + first);
				return id;
			}
		}
		if (!vcat) {
			shareable.add(classes.size());
		}
		log.give(vcpu.toString(), "CLOS", classes.size(), vcat ? "a vCAT VM shares no class" : classes.isEmpty() ? "first policy" : "no other policy has these masks");
		classes.add(draft);
		return classes.size() - 1;
	}

	private void tell(List<ClosEntry> entries) {
		for (ClosEntry entry : entries) {
			List<String> masks = entry.masks().entrySet().stream().map(mask -> mask.getKey() + " " + mask.getValue()).toList();
			log.give(OWNER, "CLOS " + entry.id(), String.join(", ", masks), "ways for " + String.join(", ", entry.users().stream().map(Vcpu::toString).toList()));
		}
		OptionalInt hardware = request.closNumber();
		if (hardware.isEmpty() || entries.isEmpty()) {
			return;
		}
		int usable = request.cdp() ? hardware.getAsInt() / 2 : hardware.getAsInt();
		if (entries.size() >= usable) {
			log.problem(OWNER, ITEM, entries.size() + " are needed, and ACRN can use " + Math.max(usable - 1, 0) + " of the board's " + hardware.getAsInt()
					+ (request.cdp() ? " with CDP" : ""), "let virtual CPUs have equal masks");
		}
	}
}
