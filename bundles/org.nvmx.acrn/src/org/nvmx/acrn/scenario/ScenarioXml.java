// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.VmKind;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;

/** A scenario document together with its dialect, asked in one way whatever that is. Names and ids of VMs are those that the document had when this was made. */
public final class ScenarioXml {

	private final XmlDocument document;
	private final Dialect dialect;
	private final List<VmXml> vms;
	private final Map<String, VmXml> byName = new HashMap<>();
	private final Map<String, List<VmXml>> byId = new HashMap<>();

	public ScenarioXml(XmlDocument document, Dialect dialect) {
		this.document = document;
		this.dialect = dialect;
		vms = document.root().children("vm").stream().map(vm -> new VmXml(vm, dialect)).toList();
		vms.forEach(vm -> byName.putIfAbsent(vm.name(), vm));
		vms.forEach(vm -> vm.element().attribute("id").ifPresent(id -> byId.computeIfAbsent(id, key -> new ArrayList<>()).add(vm)));
	}

	public XmlDocument document() {
		return document;
	}

	public Dialect dialect() {
		return dialect;
	}

	/** @return all VMs in the document's order */
	public List<VmXml> vms() {
		return vms;
	}

	/** @return the VMs of a kind */
	public List<VmXml> vms(VmKind kind) {
		return vms.stream().filter(vm -> vm.is(kind)).toList();
	}

	/** @return the first VM of that name */
	public Optional<VmXml> vm(String name) {
		return Optional.ofNullable(byName.get(name));
	}

	/** @return the VMs with that attribute, which should be one at most */
	public List<VmXml> vmsOfId(String id) {
		return byId.getOrDefault(id, List.of());
	}

	/** @param path names from {@code hv} on */
	public List<XmlElement> all(String path) {
		return document.root().descendants(path);
	}

	/** @return the stripped text of the first element of a path, or empty */
	public String value(String path) {
		return document.root().value(path).orElse("");
	}

	/** @return whether an option says {@code y} */
	public boolean yes(String path) {
		return value(path).equals("y");
	}

	/** @return the first element of a path, or the root: where to report that something about it is wrong */
	public XmlElement place(String path) {
		return document.root().descendant(path).orElseGet(document::root);
	}

	/** @return ACRN's word for the scheduler, which has a default */
	public String scheduler() {
		String written = value("hv/FEATURES/SCHEDULER");
		return written.isEmpty() ? "SCHED_BVT" : written;
	}

	/** @return whether the build keeps shell, logs and assertions; ACRN's default */
	public boolean isDebugBuild() {
		return dialect.isV3() ? !value("hv/BUILD_TYPE").equals("release") && !value("hv/DEBUG_OPTIONS/BUILD_TYPE").equals("release") : !yes("hv/DEBUG_OPTIONS/RELEASE");
	}
}
