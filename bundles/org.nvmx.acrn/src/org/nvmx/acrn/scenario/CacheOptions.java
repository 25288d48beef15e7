// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.CACHE_ALLOCATION__CACHE_ID;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.CACHE_ALLOCATION__LEVEL;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.CACHE_POLICY__MASK;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.CACHE_POLICY__VCPU;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.CACHE_POLICY__VM;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.HYPERVISOR__CACHES;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.HYPERVISOR__CLOS_MASKS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.HYPERVISOR__MBA_DELAYS;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__CLOS;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.model.quantity.HexNumber;
import org.nvmx.model.scenario.CacheAllocation;
import org.nvmx.model.scenario.CacheContent;
import org.nvmx.model.scenario.CachePolicy;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.VirtualMachine;

/** Parts of caches: v2 numbers classes of service and gives each virtual CPU one, v3 says of each cache who has which ways. */
final class CacheOptions implements OptionGroup {

	private static final String MASKS = "hv/FEATURES/RDT/CLOS_MASK";
	private static final String DELAYS = "hv/FEATURES/RDT/MBA_DELAY";
	private static final String ALLOCATION = "hv/CACHE_REGION/CACHE_ALLOCATION";

	@Override
	public void read(ImportContext context) {
		Hypervisor hypervisor = context.scenario().getHypervisor();
		if (context.dialect().isV3()) {
			context.xml().all(ALLOCATION).forEach(element -> allocation(context, element).ifPresent(hypervisor.getCaches()::add));
			return;
		}
		context.xml().all(MASKS).forEach(mask -> context.read(mask, text -> new HexNumber(ImportContext.number(text))).ifPresent(hypervisor.getClosMasks()::add));
		context.xml().all(DELAYS).forEach(delay -> context.read(delay, CacheOptions::delay).ifPresent(hypervisor.getMbaDelays()::add));
		context.vms().forEach((xml, vm) -> classes(context, xml.element(), vm));
	}

	private static int delay(String text) {
		long number = ImportContext.number(text);
		if (number > Integer.MAX_VALUE) {
			throw new IllegalArgumentException(text + " is too long a delay");
		}
		return (int) number;
	}

	/** A zero for each CPU is what v2's files have where nobody chose a class. */
	private static void classes(ImportContext context, XmlElement element, VirtualMachine vm) {
		List<XmlElement> classes = element.descendants("clos/vcpu_clos").stream().filter(clos -> !clos.text().isEmpty()).toList();
		if (!classes.stream().map(XmlElement::text).toList().equals(unchosen(vm).stream().map(String::valueOf).toList())) {
			classes.forEach(clos -> context.read(clos, ImportContext::natural).ifPresent(vm.getClos()::add));
		}
	}

	/** @return the classes of service that v2 writes: where none was chosen, a zero for each virtual CPU, at least one */
	static List<Integer> classes(VirtualMachine vm) {
		return vm.getClos().isEmpty() ? unchosen(vm) : vm.getClos();
	}

	private static List<Integer> unchosen(VirtualMachine vm) {
		return Collections.nCopies(Math.max(1, (int) vm.getCpus().stream().flatMapToInt(CpuOptions::cpus).count()), 0);
	}

	private static Optional<CacheAllocation> allocation(ImportContext context, XmlElement element) {
		Optional<HexNumber> id = context.read(element, "CACHE_ID", text -> new HexNumber(ImportContext.number(text)));
		Optional<Integer> level = context.read(element, "CACHE_LEVEL", ImportContext::natural);
		if (id.isEmpty() || level.isEmpty()) {
			return Optional.empty();
		}
		CacheAllocation allocation = ScenarioFactory.eINSTANCE.createCacheAllocation();
		allocation.setCacheId(id.get());
		allocation.setLevel(level.get());
		element.children("POLICY").forEach(policy -> policy(context, policy).ifPresent(allocation.getPolicies()::add));
		return Optional.of(allocation);
	}

	private static Optional<CachePolicy> policy(ImportContext context, XmlElement element) {
		Optional<VirtualMachine> vm = element.value("VM").flatMap(context::vmNamed);
		Optional<CacheContent> content = element.value("TYPE").filter(type -> Set.of("Unified", "Code", "Data").contains(type))
				.map(type -> CacheContent.getByName(type.toUpperCase(Locale.ROOT)));
		Optional<String> vcpu = element.value("VCPU").filter(number -> number.matches("[0-9]{1,4}"));
		if (vm.isEmpty() || content.isEmpty() || vcpu.isEmpty()) {
			return Optional.empty();
		}
		return context.read(element, "CLOS_MASK", text -> new HexNumber(ImportContext.number(text))).map(mask -> {
			CachePolicy policy = ScenarioFactory.eINSTANCE.createCachePolicy();
			policy.setVm(vm.get());
			policy.setVcpu(Integer.parseInt(vcpu.get()));
			policy.setType(content.get());
			policy.setMask(mask);
			List.of("VM", "TYPE", "VCPU").forEach(name -> context.understood(element.children(name)));
			return policy;
		});
	}

	@Override
	public void write(ExportContext context) {
		boolean v3 = context.dialect().isV3();
		Hypervisor hypervisor = context.scenario().getHypervisor();
		if (hypervisor != null && v3) {
			context.lostIfSet(hypervisor, HYPERVISOR__CLOS_MASKS);
			context.lostIfSet(hypervisor, HYPERVISOR__MBA_DELAYS);
			hypervisor.getCaches().forEach(cache -> write(context, cache));
		} else if (hypervisor != null) {
			XmlElement rdt = context.place(context.hv(), "hv/FEATURES/RDT");
			hypervisor.getClosMasks().forEach(mask -> context.add(rdt, MASKS, hypervisor, HYPERVISOR__CLOS_MASKS).setText(mask.toString()));
			hypervisor.getMbaDelays().forEach(delay -> context.add(rdt, DELAYS, hypervisor, HYPERVISOR__MBA_DELAYS).setText(delay.toString()));
			context.lostIfSet(hypervisor, HYPERVISOR__CACHES);
		}
		for (VirtualMachine vm : context.scenario().getVms()) {
			if (v3) {
				context.lostIfSet(vm, VIRTUAL_MACHINE__CLOS);
			}
		}
	}

	private static void write(ExportContext context, CacheAllocation cache) {
		if (cache.getPolicies().isEmpty()) {
			context.lost(cache, HYPERVISOR__CACHES, ModelText.of(cache), "say who has which ways, or leave the cache out");
			return;
		}
		XmlElement allocation = context.add(context.place(context.hv(), "hv/CACHE_REGION", cache, CACHE_ALLOCATION__CACHE_ID), ALLOCATION, cache, null);
		context.member(allocation, "CACHE_ID", cache, CACHE_ALLOCATION__CACHE_ID, cache.getCacheId().toString());
		context.member(allocation, "CACHE_LEVEL", cache, CACHE_ALLOCATION__LEVEL, Integer.toString(cache.getLevel()));
		for (CachePolicy policy : cache.getPolicies()) {
			Optional<String> name = context.name(policy.getVm());
			if (name.isEmpty()) {
				context.lost(policy, CACHE_POLICY__VM, ModelText.of(policy.getVm()));
				continue;
			}
			XmlElement element = context.add(allocation, ALLOCATION + "/POLICY", policy, CACHE_POLICY__VM);
			element.add("VM", name.get());
			context.member(element, "VCPU", policy, CACHE_POLICY__VCPU, Integer.toString(policy.getVcpu()));
			String type = policy.getType().getName();
			element.add("TYPE", type.charAt(0) + type.substring(1).toLowerCase(Locale.ROOT));
			context.member(element, "CLOS_MASK", policy, CACHE_POLICY__MASK, policy.getMask().toString());
		}
	}
}
