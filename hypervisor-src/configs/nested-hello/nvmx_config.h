/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Configuration of the nested-hello demo. The same macros, for another
 * scenario, are what the scenario generator writes; README.md lists them.
 */
#ifndef NVMX_CONFIG_H
#define NVMX_CONFIG_H

#define CONFIG_BUILD_DEBUG		1
#define CONFIG_SCENARIO_NAME		"nested-hello"
#define CONFIG_BOARD_NAME		"tgl-bochs"
#define CONFIG_NESTED_ON		1
#define CONFIG_CONSOLE_PORT		0x3f8
#define CONFIG_CONSOLE_LOGLEVEL		3
#define CONFIG_GUEST_LINE_PORT		0x2f8
#define CONFIG_MONITOR_PORT		0
#define CONFIG_EXIT_WHEN_IDLE		1
#define CONFIG_HYPERVISOR_LEAF		0

#define CONFIG_VM0_NAME			"ACRN SOS VM"
#define CONFIG_VM0_UUID			"dbbbd4347a574216a12c2201f1ab0240"
#define CONFIG_VM0_PCPUS		{ 0 }
#define CONFIG_VM0_GUEST_FLAGS		(GUEST_FLAG_NVMX_ENABLED | \
					 GUEST_FLAG_LAPIC_PASSTHROUGH)
#define CONFIG_VM0_CONSOLE_VUART	CONSOLE_VUART_LEGACY
#define CONFIG_VM0_MODULE_TAG		"nested-hello"
#define CONFIG_VM0_BOOTARGS		""

#endif
