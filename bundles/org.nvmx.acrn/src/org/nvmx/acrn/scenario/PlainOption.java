// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import static org.nvmx.model.scenario.ScenarioPackage.Literals.*;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.emf.common.util.Enumerator;
import org.eclipse.emf.ecore.EAttribute;
import org.eclipse.emf.ecore.EClass;
import org.eclipse.emf.ecore.EEnum;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.Option;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.dialect.OptionType;
import org.nvmx.model.quantity.ByteSize;
import org.nvmx.model.quantity.HexNumber;
import org.nvmx.model.quantity.PhysicalAddress;

/**
 * An option of the model that is one element in ACRN's XML, whatever the release calls it. The elements of a release, their types and defaults
 * are in the catalogue of options; here is only which attribute of the model each one is.
 *
 * @param attribute of the model
 * @param words     for enumerations: the model's literal by ACRN's word
 * @param forms     what releases call it, the path in the catalogue
 */
public record PlainOption(EAttribute attribute, Map<String, String> words, List<Form> forms) {

	/** All of them, in the order of the model. */
	public static final List<PlainOption> ALL = List.of(
			option(HYPERVISOR__MEMORY_LOG_LEVEL, "hv/DEBUG_OPTIONS/MEM_LOGLEVEL"),
			option(HYPERVISOR__NPK_LOG_LEVEL, "hv/DEBUG_OPTIONS/NPK_LOGLEVEL"),
			option(HYPERVISOR__CONSOLE_LOG_LEVEL, "hv/DEBUG_OPTIONS/CONSOLE_LOGLEVEL"),
			option(HYPERVISOR__LOG_DESTINATION, "hv/DEBUG_OPTIONS/LOG_DESTINATION"),
			option(HYPERVISOR__LOG_BUFFER_SIZE, "hv/DEBUG_OPTIONS/LOG_BUF_SIZE"),
			option(HYPERVISOR__RELOCATION, "hv/FEATURES/RELOC_ENABLED", "hv/FEATURES/RELOC"),
			option(HYPERVISOR__MULTIBOOT2, "hv/FEATURES/MULTIBOOT2_ENABLED", "hv/FEATURES/MULTIBOOT2"),
			option(HYPERVISOR__SERVICE_VM_SUPERVISOR, "hv/FEATURES/SERVICE_VM_SUPERVISOR_ENABLED"),
			option(HYPERVISOR__SPLIT_LOCK_DETECTION, "hv/FEATURES/SPLIT_LOCK_DETECTION_ENABLED", "!hv/FEATURES/ENFORCE_TURNOFF_AC"),
			option(HYPERVISOR__UC_LOCK_DETECTION, "hv/FEATURES/UC_LOCK_DETECTION_ENABLED", "!hv/FEATURES/ENFORCE_TURNOFF_GP"),
			option(HYPERVISOR__SECURITY_VM_FIXUP, "hv/FEATURES/SECURITY_VM_FIXUP"),
			option(HYPERVISOR__KEEP_IRQ_DISABLED, "hv/FEATURES/KEEP_IRQ_DISABLED"),
			option(HYPERVISOR__HYPERV, "hv/FEATURES/HYPERV_ENABLED"),
			option(HYPERVISOR__IOMMU_SNOOPING, "hv/FEATURES/IOMMU_ENFORCE_SNP"),
			option(HYPERVISOR__ACPI_PARSING, "hv/FEATURES/ACPI_PARSE_ENABLED"),
			option(HYPERVISOR__L1D_FLUSH, "hv/FEATURES/L1D_VMENTRY_ENABLED"),
			option(HYPERVISOR__MCE_WORKAROUND, "hv/FEATURES/MCE_ON_PSC_ENABLED", "!hv/FEATURES/MCE_ON_PSC_DISABLED"),
			option(HYPERVISOR__VUART_RECEIVE_BUFFER, "hv/FEATURES/VUART_RX_BUF_SIZE"),
			option(HYPERVISOR__VUART_TRANSMIT_BUFFER, "hv/FEATURES/VUART_TX_BUF_SIZE"),
			option(HYPERVISOR__VUART_TIMER_CPU, "hv/FEATURES/VUART_TIMER_PCPU"),
			enumeration(HYPERVISOR__PERFORMANCE_POLICY, Map.of("Performance", "performance", "Nominal", "nominal"), "hv/FEATURES/CPU_PERFORMANCE_POLICY"),
			option(HYPERVISOR__SOFTWARE_SRAM, "hv/FEATURES/SSRAM/SSRAM_ENABLED", "hv/FEATURES/PSRAM/PSRAM_ENABLED"),
			option(HYPERVISOR__CACHE_ALLOCATION, "hv/FEATURES/RDT/RDT_ENABLED"),
			option(HYPERVISOR__CODE_DATA_PRIORITIZATION, "hv/FEATURES/RDT/CDP_ENABLED"),
			option(HYPERVISOR__VIRTUAL_CAT, "hv/FEATURES/RDT/VCAT_ENABLED"),
			option(HYPERVISOR__GPU, "hv/MISC_CFG/GPU_SBDF"),
			option(HYPERVISOR__UEFI_LOADER, "hv/MISC_CFG/UEFI_OS_LOADER_NAME"),
			option(HYPERVISOR_MEMORY__STACK_SIZE, "hv/MEMORY/STACK_SIZE"),
			option(HYPERVISOR_MEMORY__RAM_START, "hv/MEMORY/HV_RAM_START"),
			option(HYPERVISOR_MEMORY__RAM_SIZE, "hv/MEMORY/HV_RAM_SIZE"),
			option(HYPERVISOR_MEMORY__LOW_RAM_SIZE, "hv/MEMORY/LOW_RAM_SIZE"),
			option(HYPERVISOR_MEMORY__PLATFORM_RAM_SIZE, "hv/MEMORY/PLATFORM_RAM_SIZE"),
			option(CAPACITIES__VMS, "hv/CAPACITIES/MAX_VM_NUM"),
			option(CAPACITIES__KATA_VMS, "hv/CAPACITIES/MAX_KATA_VM_NUM"),
			option(CAPACITIES__IOAPICS, "hv/CAPACITIES/MAX_IOAPIC_NUM"),
			option(CAPACITIES__IOAPIC_LINES, "hv/CAPACITIES/MAX_IOAPIC_LINES"),
			option(CAPACITIES__PCI_BUSES, "hv/CAPACITIES/MAX_PCI_BUS_NUM"),
			option(CAPACITIES__PCI_DEVICES, "hv/CAPACITIES/MAX_PCI_DEV_NUM"),
			option(CAPACITIES__IOMMU_BUSES, "hv/CAPACITIES/IOMMU_BUS_NUM"),
			option(CAPACITIES__IR_ENTRIES, "hv/CAPACITIES/MAX_IR_ENTRIES"),
			option(CAPACITIES__PASSTHROUGH_INTERRUPTS, "hv/CAPACITIES/MAX_PT_IRQ_ENTRIES"),
			option(CAPACITIES__MSIX_ENTRIES, "hv/CAPACITIES/MAX_MSIX_TABLE_NUM"),
			option(CAPACITIES__EMULATED_MMIO, "hv/CAPACITIES/MAX_EMULATED_MMIO"),
			option(CAPACITIES__EFI_MEMORY_MAP, "hv/CAPACITIES/MAX_EFI_MMAP_ENTRIES"),
			option(VIRTUAL_MACHINE__OWN_CPUS, "vm/own_pcpu"),
			enumeration(VIRTUAL_MACHINE__PRIORITY, Map.of("PRIO_LOW", "low", "PRIO_HIGH", "high"), "vm/priority"),
			option(VIRTUAL_MACHINE__BVT_WEIGHT, "vm/bvt_weight"),
			option(VIRTUAL_MACHINE__BVT_WARP_VALUE, "vm/bvt_warp_value"),
			option(VIRTUAL_MACHINE__BVT_WARP_LIMIT, "vm/bvt_warp_limit"),
			option(VIRTUAL_MACHINE__BVT_UNWARP_PERIOD, "vm/bvt_unwarp_period"),
			option(VIRTUAL_MACHINE__VIRTUAL_CAT_WAYS, "vm/virtual_cat_number"),
			option(VIRTUAL_MACHINE__PTM, "vm/PTM"),
			option(VIRTUAL_MACHINE__DEVICE_MODEL_ARGUMENTS, "vm/customized_parameters"),
			enumeration(POST_LAUNCHED_VM__WINDOWS, Map.of("Windows OS", "true", "Non-Windows OS", "false"), "vm/os_type"),
			option(POST_LAUNCHED_VM__STDIO_VUART, "vm/vuart0"),
			option(POST_LAUNCHED_VM__UEFI_BOOT_LOADER, "vm/vbootloader"),
			option(KERNEL__RAMDISK_TAG, "vm/os_config/ramdisk_mod"),
			option(KERNEL__LOAD_ADDRESS, "vm/os_config/kern_load_addr"),
			option(KERNEL__ENTRY_ADDRESS, "vm/os_config/kern_entry_addr"));

	private static final Set<EAttribute> USER_VM = Set.of(VIRTUAL_MACHINE__VIRTUAL_CAT_WAYS, VIRTUAL_MACHINE__PTM);

	/**
	 * What a release calls an option.
	 *
	 * @param path     in the catalogue
	 * @param reversed a Boolean that says when the option is off
	 */
	public record Form(String path, boolean reversed) {
	}

	private static PlainOption option(EAttribute attribute, String... forms) {
		return enumeration(attribute, Map.of(), forms);
	}

	private static PlainOption enumeration(EAttribute attribute, Map<String, String> words, String... forms) {
		return new PlainOption(attribute, words,
				Arrays.stream(forms).map(form -> new Form(form.replace("!", ""), form.startsWith("!"))).toList());
	}

	/** @return the options of a class of the model; the Service VM does not have those of user VMs */
	static List<PlainOption> of(EClass type) {
		return ALL.stream().filter(option -> option.attribute.getEContainingClass().isSuperTypeOf(type))
				.filter(option -> !type.equals(SERVICE_VM) || !USER_VM.contains(option.attribute)).toList();
	}

	/** @return what the release calls it, or empty when it does not have it */
	public Optional<Form> form(Dialect dialect) {
		return forms.stream().filter(form -> OptionCatalogue.of(dialect).option(form.path()).isPresent()).findFirst();
	}

	/**
	 * What leaving the option out of a scenario means. It is the same for every release: what the newest one that has the option assumes.
	 *
	 * @return empty when it means nothing
	 */
	public Optional<Object> usual() {
		return Arrays.stream(Dialect.values()).filter(dialect -> form(dialect).isPresent()).reduce((older, newer) -> newer).flatMap(this::assumed);
	}

	/**
	 * What a release assumes where its file does not have the option: the default of one that is filled in, and of one that is not, that it is off.
	 *
	 * @return empty when the release does not have the option, or no default for it
	 */
	public Optional<Object> assumed(Dialect dialect) {
		return form(dialect).flatMap(form -> OptionCatalogue.of(dialect).option(form.path()).filter(option -> isFilledIn(option) || !isSwitch()).flatMap(Option::defaultValue)
				.or(() -> Optional.of("n").filter(off -> isSwitch())).flatMap(text -> value(form, text)));
	}

	/** @return what an export for the release says where the scenario says nothing: the usual, unless the release does not take it */
	public Optional<Object> unsaid(Dialect dialect) {
		return form(dialect).flatMap(form -> usual().filter(value -> OptionCatalogue.of(dialect).option(form.path()).orElseThrow().type().accepts(text(dialect, form, value))))
				.or(() -> assumed(dialect));
	}

	/** @return whether some release takes a value of the model */
	boolean isTaken(Object value) {
		return Arrays.stream(Dialect.values()).anyMatch(dialect -> form(dialect)
				.filter(form -> OptionCatalogue.of(dialect).option(form.path()).orElseThrow().type().accepts(text(dialect, form, value))).isPresent());
	}

	private boolean isSwitch() {
		return attribute.getEAttributeType().getName().equals("EBoolean") && words.isEmpty();
	}

	private static boolean isFilledIn(Option option) {
		return option.occurrence().isRequired();
	}

	/** @return the element's text for a value of the model */
	String text(Dialect dialect, Form form, Object value) {
		String word = value instanceof Enumerator literal ? literal.getLiteral() : String.valueOf(value);
		Optional<String> known = words.entrySet().stream().filter(entry -> entry.getValue().equals(word)).map(Map.Entry::getKey).findFirst();
		return known.orElseGet(() -> switch (value) {
		case Boolean on -> on ^ form.reversed() ? "y" : "n";
		case ByteSize size -> number(dialect, form, size.bytes());
		case HexNumber number -> number(dialect, form, number.value());
		case PhysicalAddress address -> number(dialect, form, address.value());
		case Integer number -> number(dialect, form, number);
		default -> word;
		});
	}

	private static String number(Dialect dialect, Form form, long value) {
		OptionType.Base base = OptionCatalogue.of(dialect).option(form.path()).map(Option::type).map(OptionType::base).orElse(OptionType.Base.INT);
		return base == OptionType.Base.HEX || base == OptionType.Base.HEX_OR_EMPTY ? "0x" + Long.toHexString(value) : Long.toString(value);
	}

	/** @return the model's value of an element's text, or empty when it is none */
	public Optional<Object> value(Form form, String text) {
		if (text.isEmpty()) {
			return Optional.empty();
		}
		try {
			return Optional.ofNullable(switch (attribute.getEAttributeType().getName()) {
			case "EBoolean" -> words.isEmpty() ? bool(form, text) : words.containsKey(text) ? Boolean.valueOf(words.get(text)) : null;
			case "EInt" -> attribute.equals(VIRTUAL_MACHINE__BVT_WARP_VALUE) ? Integer.decode(text) : natural(text);
			case "ByteSize" -> ByteSize.ofBytes(Long.decode(text));
			case "HexNumber" -> new HexNumber(ImportContext.number(text));
			case "PhysicalAddress" -> new PhysicalAddress(ImportContext.number(text));
			case "EString" -> text;
			default -> literal(text);
			});
		} catch (IllegalArgumentException wrong) {
			return Optional.empty(); // the rules of the XML say so
		}
	}

	/** @throws IllegalArgumentException for a negative number, which the language does not have here */
	private static int natural(String text) {
		int number = Integer.decode(text);
		if (number < 0) {
			throw new IllegalArgumentException(text + " is negative");
		}
		return number;
	}

	private static Object bool(Form form, String text) {
		return text.equals("y") || text.equals("n") ? text.equals("y") ^ form.reversed() : null;
	}

	private Object literal(String text) {
		String word = words.getOrDefault(text, text);
		return attribute.getEAttributeType() instanceof EEnum type && type.getEEnumLiteralByLiteral(word) != null
				? type.getEEnumLiteralByLiteral(word).getInstance() : null;
	}

	/** @return whether a feature of the model is one of these */
	static boolean covers(EStructuralFeature feature) {
		return ALL.stream().anyMatch(option -> option.attribute.equals(feature));
	}
}
