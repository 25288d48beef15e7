/* SPDX-License-Identifier: BSD-3-Clause */
/* The scenario's VMs, as constants made from nvmx_config.h. */
#ifndef NVMX_VM_CONFIG_H
#define NVMX_VM_CONFIG_H

#include "nvmx/types.h"

/* ACRN's guest flags, by ACRN's names; the bits are ours. */
#define GUEST_FLAG_SECURE_WORLD_ENABLED	BIT64(0)
#define GUEST_FLAG_LAPIC_PASSTHROUGH	BIT64(1)
#define GUEST_FLAG_IO_COMPLETION_POLLING BIT64(2)
#define GUEST_FLAG_HIDE_MTRR		BIT64(3)
#define GUEST_FLAG_RT			BIT64(4)
#define GUEST_FLAG_NVMX_ENABLED		BIT64(5)
#define GUEST_FLAG_SECURITY_VM		BIT64(6)
#define GUEST_FLAG_VCAT_ENABLED		BIT64(7)
#define GUEST_FLAG_TEE			BIT64(8)
#define GUEST_FLAG_REE			BIT64(9)

enum console_vuart {
	CONSOLE_VUART_NONE,	/* reads all ones, writes go nowhere */
	CONSOLE_VUART_LEGACY,	/* 16550 at port 3f8 */
	CONSOLE_VUART_PCI,	/* ditto, polled, until the PCI device exists */
};

#define VM_PCPU_MAX	8

struct vm_config {
	const char *name;
	const char *uuid;
	u64 guest_flags;
	enum console_vuart console;
	const char *module_tag;
	const char *bootargs;		/* when the module has no arguments */
	u32 pcpu_count;
	u32 pcpus[VM_PCPU_MAX];
};

struct hv_config {
	const char *scenario;
	const char *board;
	bool debug;
	bool nested_on;
	bool exit_when_idle;		/* shut down when the last VM is off */
	bool hypervisor_leaf;		/* CPUID 4000_0000H and CPUID.1:ECX[31] */
	u16 console_port;
	u16 guest_line_port;
	u16 monitor_port;		/* 0: no monitor link */
	u32 console_loglevel;
};

extern const struct hv_config hv_config;
extern const struct vm_config vm0_config;

#endif
