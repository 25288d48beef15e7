// SPDX-License-Identifier: BSD-3-Clause
/* Registers, RIP and events of a vCPU: what handlers and nested/ build on. */
#include "nvmx/cpu.h"
#include "nvmx/msr.h"
#include "nvmx/nested.h"
#include "nvmx/percpu.h"
#include "nvmx/printk.h"
#include "nvmx/vcpu.h"
#include "nvmx/vcpu_offsets.h"
#include "nvmx/vmcs_access.h"
#include "nvmx/vmx.h"
#include "nvmx/vmx_core.h"

_Static_assert(offsetof(struct vcpu, gpr) == 0, "entry.S");
_Static_assert(offsetof(struct vcpu, loaded) == VCPU_LOADED, "entry.S");
_Static_assert(offsetof(struct loaded_vmcs, launched) == LOADED_VMCS_LAUNCHED,
	       "entry.S");

/* Bit 14 of the pending debug exceptions: single step (SDM table 25-4). */
#define PENDING_DEBUG_BS	BIT64(14)
#define DEBUGCTL_BTF		BIT64(1)

void vcpu_load_vmcs(struct vcpu *vcpu, struct loaded_vmcs *vmcs)
{
	vmcs_load(vmcs->hpa);
	vcpu->loaded = vmcs;
}

u64 vcpu_gpr_read(struct vcpu *vcpu, unsigned int gpr)
{
	if (gpr == GPR_RSP)
		return vmcs_read(VMCS_GUEST_RSP);
	return vcpu->gpr[gpr];
}

void vcpu_gpr_write(struct vcpu *vcpu, unsigned int gpr, u64 value)
{
	if (gpr == GPR_RSP)
		vmcs_write(VMCS_GUEST_RSP, value);
	else
		vcpu->gpr[gpr] = value;
}

static bool in_64bit_mode(void)
{
	return vmcs_read(VMCS_GUEST_EFER) & EFER_LMA &&
	       vmcs_read(VMCS_GUEST_CS_AR) & SEG_AR_L;
}

void vcpu_skip_instruction(struct vcpu *vcpu)
{
	vcpu_advance_rip(vcpu, vmcs_read(VMCS_EXIT_INSTRUCTION_LEN));
}

void vcpu_advance_rip(struct vcpu *vcpu, u64 length)
{
	u64 rip = vmcs_read(VMCS_GUEST_RIP);
	u64 next = rip + length;
	u64 blocking = vmcs_read(VMCS_GUEST_INTERRUPTIBILITY);

	(void)vcpu;
	/* EIP wraps at 4 GiB outside of 64-bit mode. */
	if (unlikely((next ^ rip) >> 32) && !in_64bit_mode())
		next = (u32)next;
	vmcs_write(VMCS_GUEST_RIP, next);
	if (blocking & (INTERRUPTIBILITY_STI | INTERRUPTIBILITY_MOV_SS))
		vmcs_write(VMCS_GUEST_INTERRUPTIBILITY,
			   blocking & ~(u64)(INTERRUPTIBILITY_STI |
					     INTERRUPTIBILITY_MOV_SS));
	if (unlikely(vmcs_read(VMCS_GUEST_RFLAGS) & RFLAGS_TF) &&
	    !(vmcs_read(VMCS_GUEST_DEBUGCTL) & DEBUGCTL_BTF))
		vmcs_write(VMCS_GUEST_PENDING_DEBUG,
			   vmcs_read(VMCS_GUEST_PENDING_DEBUG) |
			   PENDING_DEBUG_BS);
}

void vcpu_inject_exception(struct vcpu *vcpu, u8 vector, bool has_error_code,
			   u32 error_code)
{
	u32 info = vector | INTR_INFO_VALID |
		   INTR_TYPE_HARD_EXCEPTION << INTR_INFO_TYPE_SHIFT;

	(void)vcpu;
	/* Real mode pushes no error code (SDM vol. 3C 27.2.1.3). */
	if (has_error_code && vmcs_read(VMCS_GUEST_CR0) & CR0_PE) {
		info |= INTR_INFO_DELIVER_EC;
		vmcs_write(VMCS_ENTRY_EXCEPTION_EC, error_code);
	}
	vmcs_write(VMCS_ENTRY_INTR_INFO, info);
}

void vcpu_inject_page_fault(struct vcpu *vcpu, gva_t address, u32 error_code)
{
	write_cr2(address.v);
	vcpu_inject_exception(vcpu, VECTOR_PF, true, error_code);
}

void vcpu_raise(struct vcpu *vcpu, u8 vector, bool has_error_code,
		u32 error_code)
{
	if (vcpu->nested.in_l2)
		nested_inject_exception(vcpu, vector, has_error_code,
					error_code);
	else
		vcpu_inject_exception(vcpu, vector, has_error_code, error_code);
}

void vcpu_raise_ud(struct vcpu *vcpu)
{
	vcpu_raise(vcpu, VECTOR_UD, false, 0);
}

void vcpu_raise_gp(struct vcpu *vcpu)
{
	vcpu_raise(vcpu, VECTOR_GP, true, 0);
}
