// SPDX-License-Identifier: EPL-2.0
package org.nvmx.acrn.scenario;

/** A guest flag: a literal in v2's list of flags, an option of its own in v3. */
public enum GuestFlagOption {
	SECURE_WORLD_ENABLED("secure_world_support"),
	LAPIC_PASSTHROUGH("lapic_passthrough"),
	IO_COMPLETION_POLLING("io_completion_polling"),
	HIDE_MTRR("hide_mtrr_support"),
	NVMX_ENABLED("nested_virtualization_support"),
	SECURITY_VM("security_vm"),
	VCAT_ENABLED("virtual_cat_support"),
	VIRTUAL_THERMAL_MONITOR("virtual_thermal_monitor"),
	STATELESS("stateless");

	private final String option;

	GuestFlagOption(String option) {
		this.option = option;
	}

	/** @return v2's literal, such as {@code GUEST_FLAG_NVMX_ENABLED}; the last two are v3's only */
	public String literal() {
		return "GUEST_FLAG_" + name();
	}

	/** @return v3's element, which holds {@code y} or {@code n} */
	public String option() {
		return option;
	}
}
