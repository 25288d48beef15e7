/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the rest of L0 calls in nested/. Terms are KVM's: vmcs01 runs L1,
 * vmcs12 is what L1 wrote for L2, vmcs02 runs L2.
 */
#ifndef NVMX_NESTED_H
#define NVMX_NESTED_H

#include "nvmx/nested_state.h"
#include "nvmx/vmx_caps.h"

struct vcpu;

/* Who is to handle an exit that came out of L2. */
enum nested_exit {
	NESTED_EXIT_DONE,	/* handled: enter whatever VMCS is loaded now */
	NESTED_EXIT_L0,		/* L0's own: handle as for L1, on the loaded vmcs02 */
};

/*
 * Computes, once, what L1 sees of VMX on a CPU with @msrs: physical AND
 * exposed. Before any other call.
 */
void nested_cpu_init(const struct vmx_msrs *msrs);

/*
 * Allocates the vCPU's vmcs02 regions, bitmaps and shadow-EPT pool
 * (nested_pages_per_vcpu() pages) from the boot pool. @vpid02_first to
 * @vpid02_first + NESTED_VPID_COUNT - 1 are VPIDs nobody else uses. vmcs01
 * must be complete and loaded: constants of vmcs02 are copied from it.
 */
void nested_vcpu_init(struct vcpu *vcpu, u16 vpid02_first);
unsigned int nested_pages_per_vcpu(void);

/*
 * Back to the state after RESET: not in VMX operation, every vmcs12 dropped
 * without write-back, vmcs01 loaded. @feature_control is what L1 shall read
 * from IA32_FEATURE_CONTROL.
 */
void nested_vcpu_reset(struct vcpu *vcpu, u64 feature_control);

/*
 * RDMSR and WRMSR by L1 of IA32_VMX_* and IA32_FEATURE_CONTROL.
 * 1 = done (for a write: also RIP is the caller's work), 0 = not one of ours,
 * -EINVAL = #GP(0).
 */
int nested_msr_read(struct vcpu *vcpu, u32 msr, u64 *value);
int nested_msr_write(struct vcpu *vcpu, u32 msr, u64 value);

/*
 * CR4 as L1 may set it: false when the write must #GP because L1 is in VMX
 * operation and the fixed bits (CR0: PE NE PG, CR4: VMXE) would be violated.
 */
bool nested_cr0_valid(const struct vcpu *vcpu, u64 value);
bool nested_cr4_valid(const struct vcpu *vcpu, u64 value);

/*
 * A VMX instruction of L1 exited (reasons 18 to 27, 50, 53 and 59; VMCALL from
 * L1 only when the caller has no hypercall of its own for it). Everything is
 * done here: RIP, RFLAGS, exceptions, the switch to vmcs02.
 */
void nested_handle_insn(struct vcpu *vcpu, u32 reason);

/*
 * An exit with in_l2. @reason is the whole exit-reason field. Also takes
 * VM-entry failures (bit 31) of vmcs02.
 */
enum nested_exit nested_vmexit(struct vcpu *vcpu, u32 reason);

/*
 * VMLAUNCH or VMRESUME of vmcs02 failed with VMfail: L1 gets what the
 * architecture would have given it, and vmcs01 is loaded again.
 */
void nested_vm_entry_failed(struct vcpu *vcpu);

/*
 * L0 handled an exit of L2 on its own and wants L2 to see an exception that L1
 * may intercept: reflects it to L1, or injects it into L2.
 */
void nested_inject_exception(struct vcpu *vcpu, u8 vector, bool has_error_code,
			     u32 error_code);

/*
 * An INIT signal while in_l2: the VM exit to L1 (SDM 26.2). False, and nothing
 * done, while an event is about to be delivered to L2: INIT comes after it.
 */
bool nested_init_signal(struct vcpu *vcpu);

/*
 * The start-up IPI for an L2 that waits for it (VCPU_L2_WAIT_SIPI): the VM exit
 * to L1, whose vmcs01 is loaded then. On the vCPU's pCPU. Nothing when the VM
 * entry has failed after all.
 */
void nested_startup_ipi(struct vcpu *vcpu, u8 vector);

/*
 * L2 runs and its VMX-preemption timer is L1's: L0 polls when it expires, but
 * must not arm it.
 */
bool nested_timer_is_l1s(const struct vcpu *vcpu);

/* vmcs01's TSC offset or multiplier changed: merge them again. */
void nested_tsc_changed(struct vcpu *vcpu);

/* A vmcs12 that is cached, for people to look at. */
struct nested_vmcs12_info {
	gpa_t gpa;			/* of L1's VMCS region */
	const char *state;		/* cached, current, or running */
	bool launched;
	u64 vpid, eptp;			/* as L1 set them */
	u64 entries, reflected;		/* since it was cached */
};

/* False when there are no more than @index. */
bool nested_vmcs12_info(const struct vcpu *vcpu, unsigned int index,
			struct nested_vmcs12_info *info);
/* The same as one line for the shell's nested_list. */
bool nested_format(const struct vcpu *vcpu, unsigned int index, char *line,
		   size_t size);

/* What became of L1's VM entries and L2's exits: one of nested_counters. */
struct nested_counter {
	const char *name;
	u64 value;
};

bool nested_counter(const struct vcpu *vcpu, unsigned int index,
		    struct nested_counter *counter);

const char *nested_transition_name(enum nested_transition transition);
/*
 * One line: the name in 26 columns, the count in 12, then averages, each in 10
 * behind a blank: VMREADs, VMWRITEs, fields copied from and to vmcs12.
 */
void nested_format_transition(const struct vcpu *vcpu,
			      enum nested_transition transition, char *line,
			      size_t size);

enum nested_vmcs { NESTED_VMCS01, NESTED_VMCS12, NESTED_VMCS02 };

struct nested_vmcs_field {
	u32 encoding;
	u64 value;
	const char *name;		/* the SDM's */
};

unsigned int nested_vmcs_field_count(void);
/*
 * Field @index of data/vmcs_fields.def, of vmcs01 or of the current vmcs12 or
 * its vmcs02, which must exist; on the vCPU's pCPU. False when the VMCS has no
 * such field: this CPU lacks it, or L1 does not see it.
 */
bool nested_vmcs_field(struct vcpu *vcpu, enum nested_vmcs which,
		       unsigned int index, struct nested_vmcs_field *field);

/*
 * What nested/ needs from the rest of L0, besides guest_mem.h, vcpu.h,
 * vmcs_access.h and page_alloc.h: L1's MSRs, for the MSR load and store areas
 * of VM entries and exits (SDM 27.4, 28.4, 28.6). They behave as RDMSR and
 * WRMSR by L1 at CPL 0: 0, or -EINVAL where the instruction would #GP.
 */
int vcpu_rdmsr(struct vcpu *vcpu, u32 msr, u64 *value);
int vcpu_wrmsr(struct vcpu *vcpu, u32 msr, u64 value);

/*
 * PKRU of whoever runs in the loaded VMCS, whose CR4.PKE is 1 (SDM 3A 2.7): what
 * protection keys (4.6.2) allow its accesses to memory.
 */
u32 guest_pkru(void);

#endif
