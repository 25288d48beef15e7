// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

import java.util.List;

/** Options of one kind that are more than one element each, in both directions and in every release. */
interface OptionGroup {

	/** All of them; VMs and the options of the first group are there before any is read or written. */
	List<OptionGroup> ALL = List.of(new VmTypeOptions(), new CpuOptions(), new MemoryOptions(), new CacheOptions(), new PassthroughOptions(), new V2VuartOptions(),
			new VuartConnectionOptions(), new SharedMemoryOptions(), new VmReferenceOptions(), new VirtioOptions());

	/** Reads what the XML says into the scenario of the context. */
	void read(ImportContext context);

	/** Writes what the scenario says into the document of the context, and reports what the release does not have. */
	void write(ExportContext context);
}
