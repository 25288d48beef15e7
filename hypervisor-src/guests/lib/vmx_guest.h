/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * VMX for a guest that is a hypervisor itself: every instruction with the
 * result the SDM defines for it, and an L2 that can be entered and left.
 */
#ifndef VMX_GUEST_H
#define VMX_GUEST_H

#include "guest.h"
#include "nvmx/vmx.h"

/* How a VMX instruction ended, SDM vol. 3C 31.2. */
enum vmx_outcome {
	VMX_SUCCEED,
	VMX_FAIL_INVALID,	/* CF: no current VMCS to hold an error */
	VMX_FAIL_VALID,		/* ZF: error number in the current VMCS */
	VMX_FAULTED,		/* an exception */
	VMX_WRONG_FLAGS,	/* RFLAGS as after none of these */
};

struct vmx_result {
	enum vmx_outcome outcome;
	u32 error;		/* VM-instruction error of VMX_FAIL_VALID */
	u8 vector;		/* of VMX_FAULTED */
	u32 error_code;		/* ditto */
	u64 rflags;		/* after the instruction, unless it faulted */
};

/* "VMsucceed", "VMfailValid(7: VM entry with ...)", "#GP(0x0)": for reports. */
const char *vmx_result_text(struct vmx_result result, char *buf, size_t size);
/* Text of a VM-instruction error number. */
const char *vmx_error_text(u32 error);
bool vmx_succeeded(struct vmx_result result);

struct vmx_result vmx_vmxon(const u64 *region_pointer);
struct vmx_result vmx_vmxoff(void);
struct vmx_result vmx_vmclear(const u64 *vmcs_pointer);
struct vmx_result vmx_vmptrld(const u64 *vmcs_pointer);
struct vmx_result vmx_vmptrst(u64 *vmcs_pointer);
struct vmx_result vmx_vmread(u64 field, u64 *value);
struct vmx_result vmx_vmwrite(u64 field, u64 value);
struct vmx_result vmx_vmcall(void);
struct vmx_result vmx_invept(u64 type, const void *descriptor);
struct vmx_result vmx_invvpid(u64 type, const void *descriptor);

/* VMLAUNCH while MOV SS blocks events: it enters nothing (SDM 27.1). */
struct vmx_result vmx_vmlaunch_after_mov_ss(void);

/* VMREAD and VMWRITE that end the program when they fail. */
u64 vmread(u64 field);
void vmwrite(u64 field, u64 value);

/*
 * Makes this CPU ready: CR0, CR4, IA32_FEATURE_CONTROL, and a VMXON region,
 * whose address is returned, without executing VMXON.
 */
u64 vmx_prepare(void);
/* The same without a region. */
void vmx_prepare_cpu(void);
/* vmx_prepare() and VMXON; ends the program when it fails. */
void vmx_start(void);
/* A zeroed page with the revision identifier. */
u64 vmx_region_alloc(void);

/* Control values that the capability MSRs allow, as near to @wanted as possible. */
u32 vmx_adjust(u32 capability_msr, u64 wanted);

/* An L2 with one virtual CPU. */
struct l2 {
	u64 gpr[GPR_COUNT];	/* [GPR_RSP] unused: it is in the VMCS */
	u64 l1_rsp;		/* known to l2_entry.S, as are the next two */
	u64 exit_stack[67];	/* HOST_RSP is its end */
	struct l2 *self;
	u64 vmcs;		/* physical address */
	bool launched;
};

/*
 * Enters L2 with VMLAUNCH the first time, then VMRESUME. VMX_SUCCEED means that
 * a VM exit followed (which includes VM-entry failures, exit reason bit 31).
 */
struct vmx_result l2_enter(struct l2 *l2);

/* VMCLEAR and VMPTRLD of a new VMCS; controls and states are the caller's. */
void l2_create(struct l2 *l2);
/*
 * Host state = L1 now; guest state = 64-bit mode, flat segments, given CR3, RIP
 * and RSP; controls: the required ones and what the arguments add.
 */
void l2_setup_host(struct l2 *l2);
void l2_setup_guest64(u64 cr3, u64 rip, u64 rsp);
void l2_setup_controls(u64 pin, u64 proc, u64 proc2, u64 exit, u64 entry);

/* RIP behind the instruction that exited. */
void l2_skip_instruction(void);

/* SDM name of a basic exit reason. */
const char *exit_reason_text(u32 reason);

#endif
