/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The nested part of a vCPU. Only nested/ looks inside, but for in_l2 and the
 * counters, which the shell and the monitor print.
 */
#ifndef NVMX_NESTED_STATE_H
#define NVMX_NESTED_STATE_H

#include "nvmx/types.h"

/* vmcs12s that are cached at once; L1 may use any number, the rest is evicted. */
#define NESTED_SLOT_COUNT	4
/* Distinct EPTP12 values with a live shadow tree. */
#define NESTED_EPT_ROOT_COUNT	8
/* Distinct VPID12 values with a hardware tag of their own. */
#define NESTED_VPID_COUNT	8

struct vmcs12;
struct nested_ept_pool;

/* A VMCS region and what the CPU thinks about it (SDM 25.1). */
struct loaded_vmcs {
	hpa_t hpa;
	bool launched;
};

/* One cached vmcs12 and the vmcs02 that runs it. */
struct vmcs12_slot {
	gpa_t gpa;			/* of L1's VMCS region; INVALID_PHYS = free */
	struct vmcs12 *vmcs12;		/* fields whose home is L0 memory */
	struct loaded_vmcs vmcs02;	/* home of the RESIDENT and INFO fields */
	u64 last_used;
	u32 dirty;			/* enum vmcs12_dirty: what to merge again */
	bool constant_written;		/* vmcs02 has its host state and constants */
	void *msr_bitmap02;
	void *io_bitmap02;		/* two pages: A and B */
	u64 eptp12;			/* the EPTP12 that vmcs02 runs with, 0 = EPT01 */
	s8 ept_root;			/* index of its shadow tree, -1 = none */
};

struct nested_vpid {
	u16 vpid12;
	bool in_use;
	u64 last_used;
};

struct nested_counters {
	u64 entries;			/* VM entries of L1 that reached L2 */
	u64 entry_vmfail_controls;	/* error 7 */
	u64 entry_vmfail_host;		/* error 8 */
	u64 entry_failed_guest;		/* reason 33 */
	u64 entry_failed_msr;		/* reason 34 */
	u64 vmcs02_rejected;		/* by the CPU after our checks passed */
	u64 reflected;			/* VM exits given to L1 */
	u64 l0_exits;			/* exits from L2 that L0 handled itself */
	u64 ept_faults_fixed;
	u64 ept_pages_reclaimed;
	u64 slot_evictions;
	u64 vmcs_writes;		/* by merge and reflection */
	u64 vmcs_reads;
};

struct nested_state {
	bool in_l2;			/* the loaded VMCS is a vmcs02 */
	bool vmxon;
	gpa_t vmxon_region;
	u64 feature_control;		/* IA32_FEATURE_CONTROL as L1 sees it */
	struct vmcs12_slot *current;	/* NULL: no current VMCS */
	struct vmcs12_slot slots[NESTED_SLOT_COUNT];
	u64 use_clock;
	struct nested_ept_pool *ept;
	struct nested_vpid vpids[NESTED_VPID_COUNT];
	u16 vpid02_first;
	const char *failed_check;	/* the last rule that failed, for the log */
	struct nested_counters counters;
};

#endif
