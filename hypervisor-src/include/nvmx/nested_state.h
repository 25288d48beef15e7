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

#define PDPTE_COUNT		4

struct vmcs12;
struct nested_ept_pool;

/* A VMCS region and what the CPU thinks about it (SDM 25.1). */
struct loaded_vmcs {
	hpa_t hpa;
	bool launched;
};

/* 64-bit words of a merged bitmap that L2 may use without an exit. */
#define LAZY_BITMAP_OPEN_MAX	16

/* A bitmap of vmcs02: all ones, but for the words that L2 has needed. */
struct lazy_bitmap {
	u64 *merged;
	const u64 *l0;			/* vmcs01's bitmap */
	u32 words;
	u32 open_count;
	u16 open[LAZY_BITMAP_OPEN_MAX];
};

/* Guest state that VM entry loads and VM exit saves only if controls say so. */
struct guest_msrs {
	u64 debugctl, dr7, pat, efer;
};

/* Fields of vmcs02 that only L0 writes: those worth remembering, see vmcs02.c. */
#define VMCS02_KEPT_COUNT	16

/* Fields that every VM exit loads from the host state, see switch_to_l1.c. */
#define HOST_IMAGE_COUNT	39

/* One cached vmcs12 and the vmcs02 that runs it. */
struct vmcs12_slot {
	gpa_t gpa;			/* of L1's VMCS region; INVALID_PHYS = free */
	struct vmcs12 *vmcs12;		/* fields whose home is L0 memory */
	struct loaded_vmcs vmcs02;	/* home of the RESIDENT and INFO fields */
	u64 last_used;
	u64 entries, reflected;		/* of this vmcs12 since it was cached */
	u32 dirty;			/* enum vmcs12_dirty: what to merge again */
	u32 entry_extras;		/* enum entry_extra: what this vmcs12's entries need */
	bool constant_written;		/* vmcs02 has its host state and constants */
	bool entering_launch;		/* the entry under way is a VMLAUNCH */
	struct lazy_bitmap msr_bitmap;
	struct lazy_bitmap io_bitmap_a;
	struct lazy_bitmap io_bitmap_b;
	bool l0_takes_interrupts;	/* vmcs01 exits for external interrupts */
	bool host_image_valid;		/* vmcs12's host state has not changed since */
	u8 ept_root;			/* where its EPTP12 was found last */
	u16 vpid02;			/* as last written to vmcs02, 0 = never */
	u64 eptp02;
	u64 translation;		/* nested_state.translation when these were set */
	bool pdpte_fields_borrowed;	/* vmcs02's are not L1's while L2 runs */
	u64 pdpte_fields12[PDPTE_COUNT];	/* L1's then */
	u32 timer_rest;			/* VMX-preemption timer: ticks of L1's not armed yet */
	struct guest_msrs guest_msrs02;	/* what vmcs02 holds */
	u32 kept_valid;			/* bit n: kept[n] is what vmcs02 holds */
	u64 kept[VMCS02_KEPT_COUNT];
	u64 host_image[HOST_IMAGE_COUNT];	/* what exits load into vmcs01 */
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
	u64 ept_roots_dropped;		/* trees given up for lack of pages or roots */
	u64 ept_sink_mappings;		/* L2 pages behind which L1 has nothing */
	u64 slot_evictions;
};

/*
 * What an exit to L0 was in the life of L1 and L2: what ran before it, times
 * two, plus what runs after it (L1: 0, L2: 1).
 */
enum nested_transition {
	TRANSITION_INSTRUCTION,		/* a VMX instruction; L1 goes on behind it */
	TRANSITION_ENTRY,		/* VMLAUNCH or VMRESUME that reached L2 */
	TRANSITION_REFLECTED,		/* an exit of L2 that became L1's */
	TRANSITION_L0,			/* an exit of L2 that L0 handled */
	TRANSITION_COUNT
};

/* Sums over all transitions of a kind. */
struct transition_counters {
	u64 count;
	u64 vmreads, vmwrites;		/* by L0 */
	u64 from_vmcs12, to_vmcs12;	/* fields copied */
};

/* Fields copied during the exit that is being handled. */
struct vmcs12_copies {
	u32 from, to;
};

struct nested_state {
	bool in_l2;			/* the loaded VMCS is a vmcs02 */
	bool vmxon;
	bool l1_long_mode;		/* IA32_EFER.LMA of L1, while vmxon */
	gpa_t vmxon_region;
	u64 feature_control;		/* IA32_FEATURE_CONTROL as L1 sees it */
	struct vmcs12_slot *current;	/* NULL: no current VMCS */
	struct vmcs12_slot slots[NESTED_SLOT_COUNT];
	u64 use_clock;
	struct nested_ept_pool *ept;
	struct nested_vpid vpids[NESTED_VPID_COUNT];
	u64 translation;		/* counts changes of EPTP02 trees and VPID02 tags */
	u16 vpid02_first;
	u32 poll_ticks;			/* VMX-preemption timer of L0, 0 = not used */
	bool loads_cet01;		/* vmcs01 loads CET state at its entries */
	/* vmcs01's at the VM entry that is under way, or since which L2 runs. */
	struct guest_msrs l1_msrs;
	u32 l1_interruptibility;
	const char *failed_check;	/* the last rule that failed, for the log */
	struct nested_counters counters;
	struct vmcs12_copies copies;
	struct transition_counters transitions[TRANSITION_COUNT];
};

#endif
