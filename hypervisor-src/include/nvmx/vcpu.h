/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A virtual CPU of L1 and the VM that it belongs to.
 *
 * Registers: the GPRs except RSP are in gpr[] while L0 runs; RSP, RIP, RFLAGS,
 * control and segment registers are in the loaded VMCS. CR2, DR0-DR3, DR6,
 * FPU/SSE/AVX state, XCR0 and the passed-through MSRs stay in the CPU: L0 is
 * built without SSE, never faults, and never touches them.
 */
#ifndef NVMX_VCPU_H
#define NVMX_VCPU_H

#include "nvmx/nested_state.h"
#include "nvmx/types.h"
#include "nvmx/x86.h"

#define VM_VCPU_MAX		8
#define VM_NAME_MAX		64
#define VM_RAM_RANGE_MAX	32
#define EXIT_REASON_COUNT	80	/* basic exit reasons, SDM vol. 3D appendix C */
#define EXIT_TRACE_COUNT	32	/* power of two */

enum vcpu_state {
	VCPU_INIT,		/* not started yet, or waiting for SIPI */
	VCPU_STARTING,		/* told to run; its pCPU has not taken it up yet */
	VCPU_RUNNING,
	VCPU_L2_WAIT_SIPI,	/* L2 is in the activity state wait-for-SIPI */
	VCPU_ZOMBIE,		/* stopped for good (shutdown, triple fault) */
};

/* The state to give vmcs01 when the vCPU is about to run. */
enum vcpu_start_kind {
	VCPU_START_MULTIBOOT,	/* eip, eax, ebx */
	VCPU_START_SIPI,	/* vector */
	VCPU_START_L2_SIPI,	/* vector; after VCPU_L2_WAIT_SIPI */
};

struct vcpu_start {
	enum vcpu_start_kind kind;
	u32 eip, eax, ebx;
	u8 vector;
};

struct exit_trace {
	u32 reason;
	bool l2;
	u64 rip;
	u64 qualification;
};

struct vcpu_counters {
	u64 l1_exits[EXIT_REASON_COUNT];	/* while L1 ran */
	u64 l2_exits[EXIT_REASON_COUNT];	/* while L2 ran, whoever handled it */
	u64 l2_reflected[EXIT_REASON_COUNT];	/* of those, given to L1 */
};

struct vcpu {
	/* Used by vmx/entry.S: keep these first and in this order. */
	u64 gpr[GPR_COUNT];		/* gpr[GPR_RSP] is not used */
	struct loaded_vmcs *loaded;	/* the VMCS that is current on the pCPU */

	struct vm *vm;
	u32 id;				/* index in vm->vcpus */
	u32 pcpu;
	volatile u32 state;		/* enum vcpu_state */
	struct vcpu_start start;
	struct loaded_vmcs vmcs01;
	u16 vpid01;
	struct nested_state nested;
	struct vcpu_counters counters;

	struct exit_trace trace[EXIT_TRACE_COUNT];
	u32 trace_next;
};

struct ram_range {
	u64 start;			/* L1 physical = host physical (identity) */
	u64 size;
};

enum vm_state {
	VM_CREATED,
	VM_RUNNING,
	VM_OFF,
};

struct vm {
	u32 id;
	char name[VM_NAME_MAX];
	enum vm_state state;
	bool nested_on;			/* GUEST_FLAG_NVMX_ENABLED */
	u32 vcpu_count;
	struct vcpu *vcpus[VM_VCPU_MAX];

	struct ram_range ram[VM_RAM_RANGE_MAX];
	u32 ram_count;
	u64 eptp01;
	hpa_t msr_bitmap01;
	hpa_t io_bitmap01_a;		/* ports 0000-7fff */
	hpa_t io_bitmap01_b;		/* ports 8000-ffff */
};

/* False when the state is no longer @from: another CPU may stop the VM any time. */
static inline bool vcpu_state_change(struct vcpu *vcpu, enum vcpu_state from,
				     enum vcpu_state to)
{
	u32 expected = from;

	return __atomic_compare_exchange_n(&vcpu->state, &expected, (u32)to, false,
					   __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

/* Makes @vmcs current on this pCPU and the one that the next entry uses. */
void vcpu_load_vmcs(struct vcpu *vcpu, struct loaded_vmcs *vmcs);

/* GPR access by encoding, RSP (from the VMCS) included. */
u64 vcpu_gpr_read(struct vcpu *vcpu, unsigned int gpr);
void vcpu_gpr_write(struct vcpu *vcpu, unsigned int gpr, u64 value);

/*
 * Moves RIP behind the instruction that exited (VM-exit instruction length),
 * clears blocking by STI and MOV SS, and arms a #DB if single-stepping
 * (SDM vol. 3C 26.4.1). The loaded VMCS is meant.
 */
void vcpu_skip_instruction(struct vcpu *vcpu);

/*
 * Queues a hardware exception for the next entry of the loaded VMCS; RIP stays
 * on the instruction. @error_code counts only with @has_error_code.
 */
void vcpu_inject_exception(struct vcpu *vcpu, u8 vector, bool has_error_code,
			   u32 error_code);
/* The same for #PF, with CR2 := @address. */
void vcpu_inject_page_fault(struct vcpu *vcpu, gva_t address, u32 error_code);

/*
 * Sets CR0 or CR4 of L1 (vmcs01 must be loaded) to the value L1 sees: guest
 * field with the bits L0 needs, read shadow, EFER.LMA, "IA-32e mode guest" and
 * PDPTEs. For exits to L1, where the value comes from vmcs12's host state.
 */
void vcpu_set_cr0(struct vcpu *vcpu, u64 value);
void vcpu_set_cr4(struct vcpu *vcpu, u64 value);
/* CR0 and CR4 as L1 sees them (vmcs01 must be loaded). */
u64 vcpu_get_cr0(struct vcpu *vcpu);
u64 vcpu_get_cr4(struct vcpu *vcpu);

/* Stops the vCPU for good; the reason is printed. */
void vcpu_stop(struct vcpu *vcpu, const char *why);

#endif
