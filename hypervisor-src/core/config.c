// SPDX-License-Identifier: BSD-3-Clause
/* The one file that sees the generated configuration. */
#include "nvmx/vm_config.h"
#include "nvmx_config.h"

#define VM0_PCPU_COUNT	ARRAY_SIZE(((const u32[])CONFIG_VM0_PCPUS))

_Static_assert(VM0_PCPU_COUNT >= 1 && VM0_PCPU_COUNT <= VM_PCPU_MAX,
	       "CONFIG_VM0_PCPUS must list 1 to 8 pCPUs");

const struct hv_config hv_config = {
	.scenario = CONFIG_SCENARIO_NAME,
	.board = CONFIG_BOARD_NAME,
	.debug = CONFIG_BUILD_DEBUG,
	.nested_on = CONFIG_NESTED_ON,
	.exit_when_idle = CONFIG_EXIT_WHEN_IDLE,
	.hypervisor_leaf = CONFIG_HYPERVISOR_LEAF,
	.console_port = CONFIG_CONSOLE_PORT,
	.guest_line_port = CONFIG_GUEST_LINE_PORT,
	.monitor_port = CONFIG_MONITOR_PORT,
	.console_loglevel = CONFIG_CONSOLE_LOGLEVEL,
};

const struct vm_config vm0_config = {
	.name = CONFIG_VM0_NAME,
	.uuid = CONFIG_VM0_UUID,
	.guest_flags = CONFIG_VM0_GUEST_FLAGS,
	.console = CONFIG_VM0_CONSOLE_VUART,
	.module_tag = CONFIG_VM0_MODULE_TAG,
	.bootargs = CONFIG_VM0_BOOTARGS,
	.pcpu_count = VM0_PCPU_COUNT,
	.pcpus = CONFIG_VM0_PCPUS,
};
