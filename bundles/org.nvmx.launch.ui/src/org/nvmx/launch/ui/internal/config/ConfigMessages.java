// SPDX-License-Identifier: EPL-2.0
package org.nvmx.launch.ui.internal.config;

import org.eclipse.osgi.util.NLS;

/** Texts of the launch configuration. */
final class ConfigMessages extends NLS {

	public static String Scenario_browse;
	public static String Scenario_dialog;
	public static String Scenario_dialogMessage;
	public static String Scenario_group;
	public static String Scenario_hint;
	public static String Scenario_missing;
	public static String Scenario_notFound;
	public static String Shortcut_preparing;
	public static String Tab_name;
	public static String Target_checking;
	public static String Target_cpuModel;
	public static String Target_group;
	public static String Target_target;
	public static String Target_unknown;
	public static String Target_unknownCpu;
	public static String Timeout_explanation;
	public static String Timeout_group;
	public static String Timeout_range;

	static {
		NLS.initializeMessages("org.nvmx.launch.ui.internal.config.messages", ConfigMessages.class); //$NON-NLS-1$
	}

	private ConfigMessages() {
	}
}
