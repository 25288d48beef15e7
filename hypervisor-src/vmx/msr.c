// SPDX-License-Identifier: BSD-3-Clause
/*
 * MSRs of L1. The VM owns the machine, so most are passed through and the CPU
 * itself answers; L0 answers for VMX, for what would change L0, and for what
 * lies outside of the bitmap.
 */
#include "nvmx/cpu.h"
#include "nvmx/msr.h"
#include "nvmx/nested.h"
#include "nvmx/page_alloc.h"
#include "nvmx/printk.h"
#include "nvmx/vmcs_access.h"
#include "nvmx/vmx.h"
#include "nvmx/vmx_core.h"
#include "nvmx/x86.h"

/* Offsets in the MSR bitmap, SDM vol. 3C 25.6.9. */
#define BITMAP_READ_LOW		0
#define BITMAP_READ_HIGH	1024
#define BITMAP_WRITE_LOW	2048
#define BITMAP_WRITE_HIGH	3072

/* MSRs whose guest value is in the VMCS while L0 runs. */
struct vmcs_msr {
	u32 msr;
	u32 field;
};

static const struct vmcs_msr vmcs_msrs[] = {
	{ MSR_IA32_EFER, VMCS_GUEST_EFER },
	{ MSR_IA32_PAT, VMCS_GUEST_PAT },
	{ MSR_IA32_DEBUGCTL, VMCS_GUEST_DEBUGCTL },
	{ MSR_IA32_SYSENTER_CS, VMCS_GUEST_SYSENTER_CS },
	{ MSR_IA32_SYSENTER_ESP, VMCS_GUEST_SYSENTER_ESP },
	{ MSR_IA32_SYSENTER_EIP, VMCS_GUEST_SYSENTER_EIP },
	{ MSR_IA32_FS_BASE, VMCS_GUEST_FS_BASE },
	{ MSR_IA32_GS_BASE, VMCS_GUEST_GS_BASE },
};

static void set_bit8(u8 *bitmap, u32 bit)
{
	bitmap[bit / 8] |= (u8)(1U << bit % 8);
}

static void intercept(u8 *bitmap, u32 msr, bool read, bool write)
{
	bool high = msr >= MSR_BITMAP_HIGH_FIRST;
	u32 bit = high ? msr - MSR_BITMAP_HIGH_FIRST : msr;

	if (read)
		set_bit8(bitmap + (high ? BITMAP_READ_HIGH : BITMAP_READ_LOW),
			 bit);
	if (write)
		set_bit8(bitmap + (high ? BITMAP_WRITE_HIGH : BITMAP_WRITE_LOW),
			 bit);
}

void msr_bitmap01_init(struct vm *vm)
{
	u8 *bitmap = page_alloc_boot(1);
	u32 msr;

	for (msr = MSR_IA32_VMX_BASIC; msr <= MSR_IA32_VMX_EXIT_CTLS2; msr++)
		intercept(bitmap, msr, true, true);
	intercept(bitmap, MSR_IA32_FEATURE_CONTROL, true, true);
	intercept(bitmap, MSR_IA32_SMM_MONITOR_CTL, true, true);
	intercept(bitmap, MSR_IA32_APIC_BASE, false, true);
	intercept(bitmap, MSR_IA32_BIOS_UPDT_TRIG, false, true);
	/* The VM's boot processor need not be the machine's. */
	intercept(bitmap, MSR_IA32_APIC_BASE, true, false);
	if (vm->vcpu_count > 1)
		intercept(bitmap, MSR_X2APIC_ICR, false, true);
	vm->msr_bitmap01 = virt_to_hpa(bitmap);
}

static const struct vmcs_msr *find_vmcs_msr(u32 msr)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(vmcs_msrs); i++)
		if (vmcs_msrs[i].msr == msr)
			return &vmcs_msrs[i];
	return NULL;
}

int vcpu_rdmsr(struct vcpu *vcpu, u32 msr, u64 *value)
{
	const struct vmcs_msr *in_vmcs = find_vmcs_msr(msr);
	int ret;

	if (in_vmcs) {
		*value = vmcs_read(in_vmcs->field);
		return 0;
	}
	ret = nested_msr_read(vcpu, msr, value);
	if (ret)
		return ret < 0 ? ret : 0;
	if (msr == MSR_IA32_SMM_MONITOR_CTL || !rdmsr_safe(msr, value))
		return -EINVAL;
	if (msr == MSR_IA32_APIC_BASE)
		*value = (*value & ~APIC_BASE_BSP) |
			 (vcpu->id == 0 ? APIC_BASE_BSP : 0);
	return 0;
}

/* MSRs in the VMCS get no help from the CPU: check what WRMSR would. */
static int write_vmcs_msr(const struct vmcs_msr *in_vmcs, u64 value)
{
	u64 physical;

	if (in_vmcs->msr == MSR_IA32_EFER) {
		u64 old = vmcs_read(VMCS_GUEST_EFER);

		/* LMA is read-only, LME fixed while paging is on. */
		value = (value & ~EFER_LMA) | (old & EFER_LMA);
		if ((value ^ old) & EFER_LME &&
		    vmcs_read(VMCS_GUEST_CR0) & CR0_PG)
			return -EINVAL;
	}
	/* Let the CPU judge the value, then put L0's own back. */
	physical = rdmsr(in_vmcs->msr);
	if (in_vmcs->msr == MSR_IA32_EFER) {
		if (value & ~(EFER_SCE | EFER_LME | EFER_LMA | EFER_NXE))
			return -EINVAL;
	} else {
		if (!wrmsr_safe(in_vmcs->msr, value))
			return -EINVAL;
		wrmsr(in_vmcs->msr, physical);
	}
	vmcs_write(in_vmcs->field, value);
	return 0;
}

/* The mode is L1's to choose; the APIC stays where L0 expects it. */
static int write_apic_base(struct vcpu *vcpu, u64 value)
{
	u64 physical = rdmsr(MSR_IA32_APIC_BASE);

	if ((value ^ physical) & PTE_ADDR_MASK) {
		pr_guest_ratelimited("vm%u: the local APIC cannot be moved to %lx\n",
				     vcpu->vm->id, value & PTE_ADDR_MASK);
		return -EINVAL;
	}
	value = (value & ~APIC_BASE_BSP) | (physical & APIC_BASE_BSP);
	return wrmsr_safe(MSR_IA32_APIC_BASE, value) ? 0 : -EINVAL;
}

/* CET state is in the CPU, and in the VMCS for an entry that loads it. */
static int write_cet_msr(u32 msr, u32 field, u64 value)
{
	if (!wrmsr_safe(msr, value))
		return -EINVAL;
	if ((vmx_msrs.true_entry_ctls >> 32) & ENTRY_LOAD_CET)
		vmcs_write(field, value);
	return 0;
}

int vcpu_wrmsr(struct vcpu *vcpu, u32 msr, u64 value)
{
	const struct vmcs_msr *in_vmcs = find_vmcs_msr(msr);
	int ret;

	if (in_vmcs)
		return write_vmcs_msr(in_vmcs, value);
	ret = nested_msr_write(vcpu, msr, value);
	if (ret)
		return ret < 0 ? ret : 0;
	switch (msr) {
	case MSR_IA32_SMM_MONITOR_CTL:
		return -EINVAL;
	case MSR_IA32_APIC_BASE:
		return write_apic_base(vcpu, value);
	case MSR_IA32_BIOS_UPDT_TRIG:
		/* No microcode update behind L0's back; the CPU ignores many too. */
		pr_guest_ratelimited("vm%u: microcode update ignored\n",
				     vcpu->vm->id);
		return 0;
	case MSR_IA32_S_CET:
		return write_cet_msr(msr, VMCS_GUEST_S_CET, value);
	case MSR_IA32_INTERRUPT_SSP_TABLE:
		return write_cet_msr(msr, VMCS_GUEST_SSP_TABLE, value);
	case MSR_X2APIC_ICR:
		return x2apic_icr_write(vcpu, value);
	default:
		return wrmsr_safe(msr, value) ? 0 : -EINVAL;
	}
}

void handle_rdmsr(struct vcpu *vcpu)
{
	u32 msr = (u32)vcpu->gpr[GPR_RCX];
	u64 value;

	if (vcpu_rdmsr(vcpu, msr, &value)) {
		pr_dbg("vm%u: RDMSR 0x%x: #GP\n", vcpu->vm->id, msr);
		vcpu_raise_gp(vcpu);
		return;
	}
	vcpu->gpr[GPR_RAX] = (u32)value;
	vcpu->gpr[GPR_RDX] = value >> 32;
	vcpu_skip_instruction(vcpu);
}

void handle_wrmsr(struct vcpu *vcpu)
{
	u32 msr = (u32)vcpu->gpr[GPR_RCX];
	u64 value = (u32)vcpu->gpr[GPR_RAX] | vcpu->gpr[GPR_RDX] << 32;

	if (vcpu_wrmsr(vcpu, msr, value)) {
		pr_dbg("vm%u: WRMSR 0x%x: #GP\n", vcpu->vm->id, msr);
		vcpu_raise_gp(vcpu);
		return;
	}
	vcpu_skip_instruction(vcpu);
}
