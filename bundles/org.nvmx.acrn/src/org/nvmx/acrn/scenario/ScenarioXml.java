// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.List;
import java.util.Optional;

import org.nvmx.acrn.dialect.Dialect;
import org.nvmx.acrn.dialect.VmKind;
import org.nvmx.acrn.xml.XmlDocument;
import org.nvmx.acrn.xml.XmlElement;

/** A scenario document together with its dialect, asked in one way whatever that is. */
public final class ScenarioXml {

	private final XmlDocument document;
	private final Dialect dialect;
	private final List<VmXml> vms;

	public ScenarioXml(XmlDocument document, Dialect dialect) {
		this.document = document;
		this.dialect = dialect;
		vms = document.root().children("vm").stream().map(vm -> new VmXml(vm, dialect)).toList();
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

	/** @return the VM of that name */
	public Optional<VmXml> vm(String name) {
		return vms.stream().filter(vm -> vm.name().equals(name)).findFirst();
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
		return all(path).stream().findFirst().orElse(document.root());
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
