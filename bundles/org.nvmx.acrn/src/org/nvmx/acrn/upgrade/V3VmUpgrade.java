// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.upgrade;

import java.util.EnumSet;
import java.util.Optional;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.Option;
import org.nvmx.acrn.dialect.OptionCatalogue;
import org.nvmx.acrn.dialect.OptionType;
import org.nvmx.acrn.dialect.VmKind;
import org.nvmx.acrn.scenario.ScenarioXml;
import org.nvmx.acrn.xml.XmlElement;

/** One VM on its way from a release of v3 to a later one: the GPU changed its form, and options became those of some kinds of VMs only. */
final class V3VmUpgrade {

	private static final String GPU = "vm/virtio_devices/gpu";

	private final UpgradeContext context;
	private final XmlElement vm;

	V3VmUpgrade(UpgradeContext context, XmlElement vm) {
		this.context = context;
		this.vm = vm;
	}

	void apply() {
		boolean text = isText(context.source());
		if (text && !isText(context.target())) {
			vm.descendants("virtio_devices").forEach(devices -> devices.children("gpu").forEach(gpu -> gpu(devices, gpu)));
		}
		new ScenarioXml(context.document(), context.source()).vms().stream().filter(known -> known.element() == vm).findFirst().flatMap(known -> known.kind())
				.ifPresent(kind -> {
					new ChangedDefaults(context.source(), context.target()).write(vm, "vm", EnumSet.of(kind));
					dropInapplicable(kind);
				});
	}

	private static boolean isText(Dialect dialect) {
		return OptionCatalogue.of(dialect).option(GPU).map(Option::type).map(OptionType::base).filter(OptionType.Base.STRING::equals).isPresent();
	}

	private void gpu(XmlElement devices, XmlElement gpu) {
		GpuText.element(gpu.text()).ifPresentOrElse(element -> devices.replace(gpu, element),
				() -> context.drop(devices, gpu, "describe its screens by display_type and displays"));
	}

	/** What somebody added that no release knows stays. */
	private void dropInapplicable(VmKind kind) {
		for (XmlElement option : vm.children()) {
			Optional<Option> known = OptionCatalogue.of(context.target()).option("vm/" + option.name());
			boolean did = OptionCatalogue.of(context.source()).option("vm/" + option.name()).filter(before -> before.kinds().contains(kind)).isPresent();
			if (did && known.filter(after -> after.kinds().contains(kind)).isEmpty()) {
				boolean isDefault = known.flatMap(Option::defaultValue).filter(option.text()::equals).isPresent();
				if (isDefault) {
					vm.replace(option);
				} else {
					context.drop(vm, option);
				}
			}
		}
	}
}
