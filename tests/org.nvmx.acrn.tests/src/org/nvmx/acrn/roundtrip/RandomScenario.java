// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.roundtrip;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.SERVICE_VM;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__PTM;
import static org.nvmx.model.scenario.ScenarioPackage.Literals.VIRTUAL_MACHINE__VIRTUAL_CAT_WAYS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import org.eclipse.emf.ecore.EClass;
import org.eclipse.emf.ecore.EObject;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.Option;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.dialect.VmKind;
import org.nvmx.acrn.scenario.GuestFlagOption;
import org.nvmx.acrn.scenario.PlainOption;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.quantity.HexNumber;
import org.nvmx.model.quantity.PciAddress;
import org.nvmx.model.quantity.PhysicalAddress;
import org.nvmx.model.scenario.BuildType;
import org.nvmx.model.scenario.CacheAllocation;
import org.nvmx.model.scenario.CacheContent;
import org.nvmx.model.scenario.CachePolicy;
import org.nvmx.model.scenario.ConsoleVuartBase;
import org.nvmx.model.scenario.CpuRange;
import org.nvmx.model.scenario.EpcSection;
import org.nvmx.model.scenario.GuestFlag;
import org.nvmx.model.scenario.HostMemoryRegion;
import org.nvmx.model.scenario.Hypervisor;
import org.nvmx.model.scenario.InterruptPassthrough;
import org.nvmx.model.scenario.Kernel;
import org.nvmx.model.scenario.KernelType;
import org.nvmx.model.scenario.LegacyVuart;
import org.nvmx.model.scenario.LegacyVuartBase;
import org.nvmx.model.scenario.MmioDevice;
import org.nvmx.model.scenario.PciPassthrough;
import org.nvmx.model.scenario.PostLaunchedVm;
import org.nvmx.model.scenario.PreLaunchedVm;
import org.nvmx.model.scenario.Scenario;
import org.nvmx.model.scenario.ScenarioFactory;
import org.nvmx.model.scenario.Scheduler;
import org.nvmx.model.scenario.ServiceVm;
import org.nvmx.model.scenario.VirtualMachine;
import org.nvmx.model.scenario.VmType;

/**
 * Scenarios of which a release can say everything, by chance but the same for the same seed. Each option is in the form that an import gives it:
 * what an export says anyway is left out, and what an import always sets is set.
 */
final class RandomScenario {

	private static final ScenarioFactory FACTORY = ScenarioFactory.eINSTANCE;
	private static final List<String> VALUES = List.of("y", "n", "2", "4", "3", "7", "300", "9000", "0x3", "0x200000", "PRIO_HIGH", "Nominal", "Windows OS", "ramdisk");
	private static final int MOST_POST_VMS = 4;

	private final Random random;
	private final Dialect dialect;
	private final OptionCatalogue catalogue;
	private final Scenario scenario = FACTORY.createScenario();
	private int nextCpu;

	RandomScenario(long seed, Dialect dialect) {
		random = new Random(seed);
		this.dialect = dialect;
		catalogue = OptionCatalogue.of(dialect);
	}

	Scenario make() {
		scenario.setName("s" + random.nextInt(100));
		scenario.setBoard("board");
		scenario.setHypervisor(hypervisor());
		IntStream.range(0, random.nextInt(3)).forEach(number -> scenario.getVms().add(vm(FACTORY.createPreLaunchedVm(), "PRE_" + number)));
		scenario.getVms().add(vm(FACTORY.createServiceVm(), "Service_VM"));
		IntStream.range(0, random.nextInt(MOST_POST_VMS)).forEach(number -> scenario.getVms().add(vm(FACTORY.createPostLaunchedVm(), "Post-" + number)));
		scenario.getVms().forEach(this::references);
		if (sometimes() && has("hv/DEBUG_OPTIONS/CONSOLE_VM")) {
			scenario.getHypervisor().setConsoleVm(anyVm());
		}
		new RandomConnections(random, dialect, scenario).add();
		return scenario;
	}

	private boolean sometimes() {
		return random.nextInt(3) == 0;
	}

	private boolean has(String path) {
		return catalogue.option(path).isPresent();
	}

	private VirtualMachine anyVm() {
		return scenario.getVms().get(random.nextInt(scenario.getVms().size()));
	}

	private Hypervisor hypervisor() {
		Hypervisor hypervisor = FACTORY.createHypervisor();
		hypervisor.setBuildType(BuildType.values()[random.nextInt(BuildType.values().length)]);
		hypervisor.setScheduler(sometimes() ? Scheduler.NOOP : Scheduler.BVT);
		if (random.nextBoolean()) {
			hypervisor.setSerialConsole("/dev/ttyS1");
		}
		plainOptions(hypervisor);
		hypervisor.setMemory(kept(FACTORY.createHypervisorMemory()));
		hypervisor.setCapacities(kept(FACTORY.createCapacities()));
		if (has("hv/HIDDEN_PDEV_REGION/HIDDEN_PDEV")) {
			times(2).forEach(number -> hypervisor.getHiddenDevices().add(new PciAddress(0, 0x1d, number)));
		}
		if (has("hv/FEATURES/RDT/CLOS_MASK")) {
			times(3).forEach(number -> hypervisor.getClosMasks().add(new HexNumber(0xf << number)));
			times(3).forEach(number -> hypervisor.getMbaDelays().add(10 * number));
		}
		return hypervisor;
	}

	private IntStream times(int bound) {
		return IntStream.range(0, random.nextInt(bound + 1));
	}

	/** @return the object with options of its own, or null when it has none */
	private <T extends EObject> T kept(T object) {
		return plainOptions(object) ? object : null;
	}

	private boolean plainOptions(EObject object) {
		boolean some = false;
		for (PlainOption option : PlainOption.ALL) {
			if (option.attribute().getEContainingClass().isSuperTypeOf(object.eClass()) && sometimes()) {
				Optional<PlainOption.Form> form = option.form(dialect).filter(known -> applies(option, known, object.eClass()));
				Optional<Object> value = form.flatMap(known -> value(option, known));
				value.ifPresent(known -> object.eSet(option.attribute(), known));
				some |= value.isPresent();
			}
		}
		return some;
	}

	/** The Service VM does not have the options of user VMs, and not each kind has each option. */
	private boolean applies(PlainOption option, PlainOption.Form form, EClass owner) {
		boolean userOption = List.of(VIRTUAL_MACHINE__PTM, VIRTUAL_MACHINE__VIRTUAL_CAT_WAYS).contains(option.attribute());
		return !(owner.equals(SERVICE_VM) && userOption) && (!VIRTUAL_MACHINE.isSuperTypeOf(owner) || catalogue.option(form.path()).orElseThrow().kinds().contains(kind(owner)));
	}

	private static VmKind kind(EClass owner) {
		return switch (owner.getName()) {
		case "PreLaunchedVm" -> VmKind.pre;
		case "ServiceVm" -> VmKind.svc;
		default -> VmKind.post;
		};
	}

	private Optional<Object> value(PlainOption option, PlainOption.Form form) {
		Option known = catalogue.option(form.path()).orElseThrow();
		List<String> texts = new ArrayList<>(VALUES.stream().filter(known.type()::accepts).toList());
		Collections.shuffle(texts, random);
		Optional<Object> unsaid = option.unsaid(dialect);
		return texts.stream().flatMap(text -> option.value(form, text).stream()).filter(value -> unsaid.filter(value::equals).isEmpty()).findFirst();
	}

	private VirtualMachine vm(VirtualMachine vm, String name) {
		vm.setName(name);
		flags(vm);
		if (!(dialect.isV3() && vm instanceof ServiceVm)) {
			cpus(vm);
		}
		console(vm);
		if (!(vm instanceof PostLaunchedVm)) {
			vm.setKernel(kernel(vm instanceof ServiceVm));
		}
		plainOptions(vm);
		type(vm);
		if (vm instanceof PreLaunchedVm) {
			partition(vm);
		} else if (vm instanceof PostLaunchedVm post) {
			new RandomDevices(random, dialect).add(post);
		}
		return vm;
	}

	private void flags(VirtualMachine vm) {
		VmKind kind = kind(vm.eClass());
		for (GuestFlagOption flag : GuestFlagOption.values()) {
			boolean known = dialect.isV3() ? catalogue.option("vm/" + flag.option()).filter(option -> option.kinds().contains(kind)).isPresent()
					: catalogue.option("vm/guest_flags/guest_flag").orElseThrow().type().accepts(flag.literal());
			if (known && (flag != GuestFlagOption.NVMX_ENABLED || kind == VmKind.svc) && sometimes()) {
				vm.getGuestFlags().add(GuestFlag.getByName(flag.name()));
			}
		}
		if (vm.getGuestFlags().contains(GuestFlag.NVMX_ENABLED)) {
			scenario.getHypervisor().setNestedVirtualization(true);
		}
		if (kind != VmKind.svc && sometimes()) {
			vm.getGuestFlags().add(GuestFlag.RT);
		}
	}

	private void cpus(VirtualMachine vm) {
		for (int i = 0; i < 1 + random.nextInt(2); i++) {
			CpuRange range = FACTORY.createCpuRange();
			range.setFirst(nextCpu);
			if (random.nextBoolean()) {
				nextCpu++;
				range.setLast(nextCpu);
			}
			if (dialect.isV3() && sometimes()) {
				range.setRealTime(true);
			}
			vm.getCpus().add(range);
			nextCpu += 2;
		}
		if (!dialect.isV3() && sometimes()) {
			int count = vm.getCpus().stream().mapToInt(range -> range.isSetLast() ? 2 : 1).sum();
			IntStream.range(0, count).forEach(number -> vm.getClos().add(number + 1));
		}
	}

	/** In v3 the console is one of a COM port and a PCI device; v2 has both, and a second COM port. */
	private void console(VirtualMachine vm) {
		boolean pci = sometimes();
		vm.setConsoleVuart(pci ? ConsoleVuartBase.PCI : ConsoleVuartBase.OFF);
		vm.getLegacyVuarts().add(vuart(0, pci ? LegacyVuartBase.OFF : LegacyVuartBase.COM1));
		if (!dialect.isV3()) {
			vm.getLegacyVuarts().add(vuart(1, LegacyVuartBase.OFF));
		}
	}

	private static LegacyVuart vuart(int id, LegacyVuartBase base) {
		LegacyVuart vuart = FACTORY.createLegacyVuart();
		vuart.setId(id);
		vuart.setBase(base);
		return vuart;
	}

	/** v2 writes the Service VM's root file system in front of its other arguments; before v2.6 there is one type of kernel that is no bzImage. */
	private Kernel kernel(boolean service) {
		Kernel kernel = FACTORY.createKernel();
		kernel.setType(sometimes() && dialect.compareTo(Dialect.V2_6) >= 0 ? KernelType.RAWIMAGE : KernelType.BZIMAGE);
		kernel.setModuleTag("module_" + random.nextInt(9));
		kernel.setBootArguments((service ? "root=/dev/sda" + random.nextInt(9) + " " : "") + "quiet \"a b\" <c>&d");
		if (!dialect.isV3() && sometimes()) {
			kernel.setOsName("System " + random.nextInt(9));
		}
		plainOptions(kernel);
		return kernel;
	}

	private void type(VirtualMachine vm) {
		List<VmType> types = switch (kind(vm.eClass())) {
		case pre -> dialect.isV3() ? List.of(VmType.TEE, VmType.REE) : List.of(VmType.SAFETY);
		case svc -> List.of();
		case post -> dialect.isV3() ? List.of(VmType.REE) : has("hv/CAPACITIES/MAX_KATA_VM_NUM") ? List.of(VmType.KATA) : List.of();
		};
		if (!types.isEmpty() && !vm.getGuestFlags().contains(GuestFlag.RT) && sometimes()) {
			vm.setType(types.get(random.nextInt(types.size())));
		}
	}

	private void partition(VirtualMachine vm) {
		if (dialect.isV3() || random.nextBoolean()) {
			if (sometimes()) {
				vm.setMemory(ByteSize.ofBytes((1L + random.nextInt(4000)) << 20));
			}
		}
		if (vm.getMemory() == null || dialect.isV3()) {
			times(dialect.isV3() ? 3 : 2).forEach(number -> vm.getHostMemory().add(region(0x200000000L + ((long) number << 32))));
		}
		times(3).forEach(number -> vm.getPciDevices().add(device(new PciAddress(number, random.nextInt(32), random.nextInt(8)), sometimes() ? null : "SATA controller: x [y]")));
		Arrays.stream(MmioDevice.values()).filter(device -> sometimes()).forEach(vm.getMmioDevices()::add);
		times(2).forEach(number -> vm.getInterrupts().add(interrupt(number)));
		if (sometimes()) {
			EpcSection epc = FACTORY.createEpcSection();
			epc.setBase(new PhysicalAddress(0x70000000L));
			epc.setSize(ByteSize.ofBytes(0x1000L * (1 + random.nextInt(99))));
			vm.setEpc(epc);
		}
	}

	static PciPassthrough device(PciAddress address, String description) {
		PciPassthrough device = FACTORY.createPciPassthrough();
		device.setAddress(address);
		device.setDescription(description);
		return device;
	}

	private InterruptPassthrough interrupt(int number) {
		InterruptPassthrough interrupt = FACTORY.createInterruptPassthrough();
		interrupt.setPhysical(random.nextInt(120));
		interrupt.setVirtual(number);
		return interrupt;
	}

	private HostMemoryRegion region(long start) {
		HostMemoryRegion region = FACTORY.createHostMemoryRegion();
		region.setStart(new PhysicalAddress(start));
		region.setSize(ByteSize.ofBytes((1L + random.nextInt(2000)) << 20));
		return region;
	}

	private void references(VirtualMachine vm) {
		if (sometimes() && has("vm/companion_vmid")) {
			vm.setCompanion(anyVm());
		}
		if (dialect.isV3() && sometimes()) {
			scenario.getHypervisor().getCaches().add(cache(vm));
		}
	}

	private CacheAllocation cache(VirtualMachine vm) {
		CacheAllocation cache = FACTORY.createCacheAllocation();
		cache.setCacheId(new HexNumber(random.nextInt(9)));
		cache.setLevel(2 + random.nextInt(2));
		for (CacheContent content : random.nextBoolean() ? List.of(CacheContent.UNIFIED) : List.of(CacheContent.CODE, CacheContent.DATA)) {
			CachePolicy policy = FACTORY.createCachePolicy();
			policy.setVm(vm);
			policy.setVcpu(random.nextInt(4));
			policy.setType(content);
			policy.setMask(new HexNumber(0xf0));
			cache.getPolicies().add(policy);
		}
		return cache;
	}
}
