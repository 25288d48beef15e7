// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.VmKind;
import org.nvmx.acrn.xml.XmlElement;

/** A {@code vm} element, asked in one way whatever the dialect. */
public final class VmXml {

	private final XmlElement element;
	private final boolean v3;

	VmXml(XmlElement element, Dialect dialect) {
		this.element = element;
		v3 = dialect.isV3();
	}

	public XmlElement element() {
		return element;
	}

	/** @return the attribute, when it is a number */
	public OptionalInt id() {
		return element.attribute("id").filter(id -> id.matches("[0-9]{1,5}")).map(id -> OptionalInt.of(Integer.parseInt(id))).orElse(OptionalInt.empty());
	}

	/** @return the name, or empty */
	public String name() {
		return element.value("name").orElse("");
	}

	/** @return how messages call it: its name, or its id */
	public String label() {
		return name().isEmpty() ? "VM " + element.attribute("id").orElse("without an id") : "'" + name() + "'";
	}

	/** @return how messages call what should be the name of a VM */
	public static String label(String name) {
		return "VM named '" + name + "'";
	}

	/** @return empty when the option that says so is missing or wrong */
	public Optional<VmKind> kind() {
		String discriminator = element.value(v3 ? "load_order" : "vm_type").orElse("");
		return Optional.ofNullable(switch (discriminator) {
		case "PRE_LAUNCHED_VM", "SAFETY_VM", "PRE_RT_VM", "PRE_STD_VM" -> VmKind.pre;
		case "SERVICE_VM", "SOS_VM" -> VmKind.svc;
		case "POST_LAUNCHED_VM", "POST_STD_VM", "POST_RT_VM", "KATA_VM" -> VmKind.post;
		default -> null;
		});
	}

	public boolean is(VmKind kind) {
		return kind().filter(kind::equals).isPresent();
	}

	/** @return whether it is a real-time VM, by its type or by v2's flag */
	public boolean isRealTime() {
		String type = element.value("vm_type").orElse("");
		return v3 ? type.equals("RTVM") : type.endsWith("_RT_VM") || flag("GUEST_FLAG_RT").isPresent();
	}

	/** @return the element that sets a flag */
	public Optional<XmlElement> flag(GuestFlagOption flag) {
		return v3 ? yes(flag.option()) : flag(flag.literal());
	}

	private Optional<XmlElement> flag(String literal) {
		return element.descendants("guest_flags/guest_flag").stream().filter(flag -> flag.text().equals(literal)).findFirst();
	}

	/** @return the element of an option, when it says {@code y} */
	public Optional<XmlElement> yes(String path) {
		return element.descendants(path).stream().filter(option -> option.text().equals("y")).findFirst();
	}

	/** @return the elements that name a physical CPU, in their order */
	public List<XmlElement> cpus() {
		return element.descendants(v3 ? "cpu_affinity/pcpu/pcpu_id" : "cpu_affinity/pcpu_id").stream().filter(cpu -> !cpu.text().isEmpty()).toList();
	}

	/** @return whether v3 says that the virtual CPU on a physical CPU has real-time tasks */
	boolean isRealTimeCpu(XmlElement cpu) {
		return element.descendants("cpu_affinity/pcpu").stream().anyMatch(pcpu -> pcpu.content().contains(cpu) && pcpu.value("real_time_vcpu").orElse("").equals("y"));
	}

	/** @return the first element of a path, or the VM's own: where to report that something about it is wrong */
	public XmlElement place(String path) {
		return element.descendant(path).orElse(element);
	}

	@Override
	public String toString() {
		return label();
	}
}
