// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;

import org.nvmx.acrn.check.AcrnRule;
import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.dialect.VmKind;
import org.nvmx.acrn.xml.XmlElement;
import org.nvmx.acrn.xml.XmlNode;

/** The hypervisor's options: other names, other senses, other places. */
final class HypervisorUpgrade {

	private static final Map<String, String> RENAMED = Map.of("RELOC", "RELOC_ENABLED", "MULTIBOOT2", "MULTIBOOT2_ENABLED", "PSRAM", "SSRAM",
			"PSRAM_ENABLED", "SSRAM_ENABLED");
	/** From v3.1 on these say what is on, where they said what is off. */
	static final Map<String, String> INVERTED = Map.of("ENFORCE_TURNOFF_AC", "SPLIT_LOCK_DETECTION_ENABLED",
			"ENFORCE_TURNOFF_GP", "UC_LOCK_DETECTION_ENABLED", "MCE_ON_PSC_DISABLED", "MCE_ON_PSC_ENABLED");
	/** What v2 writes in every file and what means nothing to v3: sizes that are computed now, and switches that follow from other options. */
	private static final List<String> COMPUTED_NOW = List.of("HV_RAM_SIZE", "LOW_RAM_SIZE", "SOS_RAM_SIZE", "UOS_RAM_SIZE", "PLATFORM_RAM_SIZE",
			"IOMMU_BUS_NUM", "MAX_IR_ENTRIES", "MAX_EFI_MMAP_ENTRIES", "MAX_KATA_VM_NUM");
	private static final int MAX_LOG_LEVEL = 5;

	private final UpgradeContext context;
	private final XmlElement hv;

	HypervisorUpgrade(UpgradeContext context) {
		this.context = context;
		hv = context.root().child("hv").orElseGet(() -> context.root().add("hv"));
	}

	void apply() {
		hv.child("DEBUG_OPTIONS").ifPresent(this::debugOptions);
		renameFeatures();
		hv.child("FEATURES").ifPresent(this::features);
		new SharedMemoryUpgrade(context).apply();
		dropUnknown(hv, "hv");
	}

	/** From v3.0 to v3.1 senses and defaults changed; else releases of v3 have more than those before. */
	void applyToV3() {
		new ChangedDefaults(context.source(), context.target()).write(hv, "hv", EnumSet.allOf(VmKind.class));
		renameFeatures();
		dropUnknown(hv, "hv");
	}

	private void debugOptions(XmlElement debug) {
		debug.child("RELEASE").ifPresent(release -> {
			XmlElement buildType = release.renamed("BUILD_TYPE").setText(release.text().equals("y") ? "release" : "debug");
			debug.replace(release);
			hv.content().add(0, buildType);
		});
		debug.child("SERIAL_CONSOLE").filter(console -> console.text().isEmpty()).ifPresent(console -> console.setText("None"));
		for (String name : List.of("MEM_LOGLEVEL", "NPK_LOGLEVEL", "CONSOLE_LOGLEVEL")) {
			debug.child(name).filter(level -> level.text().matches("[67]")).ifPresent(level -> {
				context.report(AcrnRule.UPGRADE_VALUE_CHANGED, level, name, level.text(), MAX_LOG_LEVEL);
				level.setText(Integer.toString(MAX_LOG_LEVEL));
			});
		}
	}

	private void renameFeatures() {
		for (XmlElement features : hv.children("FEATURES")) {
			for (XmlElement option : features.children()) {
				if (RENAMED.containsKey(option.name())) {
					XmlElement renamed = option.renamed(RENAMED.get(option.name()));
					renamed.children("PSRAM_ENABLED").forEach(child -> renamed.replace(child, child.renamed(RENAMED.get(child.name()))));
					features.replace(option, renamed);
				} else if (INVERTED.containsKey(option.name()) && context.target().compareTo(Dialect.V3_1) >= 0) {
					features.replace(option, option.renamed(INVERTED.get(option.name())).setText(option.text().equals("y") ? "n" : "y"));
				}
			}
		}
	}

	private void features(XmlElement features) {
		features.child("NVMX_ENABLED").ifPresent(nested -> {
			boolean used = context.root().descendants("vm/guest_flags/guest_flag").stream().anyMatch(flag -> flag.text().equals("GUEST_FLAG_NVMX_ENABLED"));
			if (nested.text().equals("y") && !used) {
				context.report(AcrnRule.UPGRADE_NVMX_WITHOUT_FLAG, nested, context.target());
			}
			features.replace(nested);
		});
		boolean rdt = features.value("RDT/RDT_ENABLED").orElse("n").equals("y");
		features.child("RDT").ifPresent(group -> {
			for (XmlElement option : group.children()) {
				if (option.name().equals("CLOS_MASK") || option.name().equals("MBA_DELAY")) {
					if (rdt) {
						context.drop(group, option, "describe the VMs' shares in hv/CACHE_REGION");
					} else {
						group.replace(option);
					}
				}
			}
			if (group.child("VCAT_ENABLED").isEmpty()) {
				group.add("VCAT_ENABLED", "n");
			}
		});
	}

	/** What the release of the source has and the target has not. What neither knows is somebody's own and stays. */
	private void dropUnknown(XmlElement group, String path) {
		OptionCatalogue before = OptionCatalogue.of(context.source());
		OptionCatalogue after = OptionCatalogue.of(context.target());
		for (XmlElement option : group.children()) {
			String optionPath = path + "/" + option.name();
			boolean known = before.option(optionPath).isPresent();
			if (known && after.option(optionPath).isEmpty()) {
				boolean isDefault = before.option(optionPath).get().defaultValue().filter(option.text()::equals).isPresent();
				if (COMPUTED_NOW.contains(option.name()) || isDefault) {
					group.replace(option);
				} else {
					context.drop(group, option);
				}
			} else if (known && option.text().isEmpty() && option.children().isEmpty() && !after.option(optionPath).get().occurrence().isRequired()) {
				group.replace(option, new XmlNode[0]);
			} else {
				dropUnknown(option, optionPath);
			}
		}
	}
}
