// SPDX-License-Identifier: BSD-3-Clause
/* vmcs01: the VMCS that runs L1. */
#include "nvmx/cpu.h"
#include "nvmx/msr.h"
#include "nvmx/page_alloc.h"
#include "nvmx/percpu.h"
#include "nvmx/string.h"
#include "nvmx/vmcs_access.h"
#include "nvmx/vmx.h"
#include "nvmx/vmx_core.h"

/* VPID 0 is L0's; each vCPU has one of its own, then nested/ takes the rest. */
#define VPID01_FIRST		1

/* After RESET, SDM vol. 3A table 10-1. */
#define RESET_DR7		0x400
#define RESET_PAT		0x0007040600070406ULL
#define RESET_CR0		(CR0_CD | CR0_NW | CR0_ET)

/*
 * Default settings: what must be 1, plus what we want, minus what cannot be 1
 * (SDM vol. 3D A.2 to A.5). vmx_caps_check() has made sure of what we need.
 */
static u32 adjust_controls(u64 capability, u64 wanted)
{
	u32 allowed0 = (u32)capability, allowed1 = (u32)(capability >> 32);

	return ((u32)wanted | allowed0) & allowed1;
}

static void init_controls(const struct vcpu *vcpu)
{
	u64 pin = vmx_has_preemption_timer() ? PIN_PREEMPTION_TIMER : 0;
	u64 exit = EXIT_SAVE_DEBUG | EXIT_HOST_ADDR_SPACE_SIZE |
		   EXIT_SAVE_PAT | EXIT_LOAD_PAT | EXIT_SAVE_EFER |
		   EXIT_LOAD_EFER;
	u64 proc2 = PROC2_ENABLE_EPT | PROC2_ENABLE_VPID |
		    PROC2_UNRESTRICTED_GUEST | PROC2_ENABLE_RDTSCP |
		    PROC2_ENABLE_INVPCID | PROC2_ENABLE_XSAVES |
		    PROC2_USER_WAIT_PAUSE;

	if (pin)
		exit |= EXIT_SAVE_PREEMPTION_TIMER;
	vmcs_write(VMCS_PIN_CONTROLS,
		   adjust_controls(vmx_msrs.true_pinbased_ctls, pin));
	vmcs_write(VMCS_PROC_CONTROLS,
		   adjust_controls(vmx_msrs.true_procbased_ctls,
				   PROC_USE_IO_BITMAPS | PROC_USE_MSR_BITMAPS |
				   PROC_ACTIVATE_SECONDARY));
	vmcs_write(VMCS_PROC2_CONTROLS,
		   adjust_controls(vmx_msrs.procbased_ctls2, proc2));
	vmcs_write(VMCS_EXIT_CONTROLS,
		   adjust_controls(vmx_msrs.true_exit_ctls, exit));
	vmcs_write(VMCS_ENTRY_CONTROLS,
		   adjust_controls(vmx_msrs.true_entry_ctls,
				   ENTRY_LOAD_DEBUG | ENTRY_LOAD_PAT |
				   ENTRY_LOAD_EFER));
	if (vmcs_read(VMCS_PROC2_CONTROLS) & PROC2_ENABLE_XSAVES)
		vmcs_write(VMCS_XSS_EXIT_BITMAP, 0);
	vmcs_write(VMCS_VPID, vcpu->vpid01);
	vmcs_write(VMCS_EPT_POINTER, vcpu->vm->eptp01);
	vmcs_write(VMCS_MSR_BITMAP, vcpu->vm->msr_bitmap01.v);
	vmcs_write(VMCS_IO_BITMAP_A, vcpu->vm->io_bitmap01_a.v);
	vmcs_write(VMCS_IO_BITMAP_B, vcpu->vm->io_bitmap01_b.v);
	vmcs_write(VMCS_EXCEPTION_BITMAP, 0);
	vmcs_write(VMCS_PF_ERROR_CODE_MASK, 0);
	vmcs_write(VMCS_PF_ERROR_CODE_MATCH, 0);
	vmcs_write(VMCS_CR3_TARGET_COUNT, 0);
	vmcs_write(VMCS_EXIT_MSR_STORE_COUNT, 0);
	vmcs_write(VMCS_EXIT_MSR_LOAD_COUNT, 0);
	vmcs_write(VMCS_ENTRY_MSR_LOAD_COUNT, 0);
	vmcs_write(VMCS_ENTRY_INTR_INFO, 0);
	vmcs_write(VMCS_CR0_MASK, CR0_MASK01);
	vmcs_write(VMCS_CR4_MASK, CR4_MASK01);
}

static void init_host_state(struct pcpu *pcpu, const struct vcpu *vcpu)
{
	u64 *stack_top = pcpu_vcpu_slot(pcpu);

	/* entry.S finds the vCPU at the host RSP. */
	*stack_top = (uintptr_t)vcpu;
	vmcs_write(VMCS_HOST_CS_SELECTOR, SELECTOR_CODE);
	vmcs_write(VMCS_HOST_SS_SELECTOR, SELECTOR_DATA);
	vmcs_write(VMCS_HOST_DS_SELECTOR, SELECTOR_DATA);
	vmcs_write(VMCS_HOST_ES_SELECTOR, SELECTOR_DATA);
	vmcs_write(VMCS_HOST_FS_SELECTOR, 0);
	vmcs_write(VMCS_HOST_GS_SELECTOR, 0);
	vmcs_write(VMCS_HOST_TR_SELECTOR, SELECTOR_TSS);
	vmcs_write(VMCS_HOST_CR0, read_cr0());
	vmcs_write(VMCS_HOST_CR3, read_cr3());
	vmcs_write(VMCS_HOST_CR4, read_cr4());
	vmcs_write(VMCS_HOST_EFER, rdmsr(MSR_IA32_EFER));
	vmcs_write(VMCS_HOST_PAT, rdmsr(MSR_IA32_PAT));
	vmcs_write(VMCS_HOST_FS_BASE, 0);
	vmcs_write(VMCS_HOST_GS_BASE, (uintptr_t)pcpu);
	vmcs_write(VMCS_HOST_TR_BASE, (uintptr_t)&pcpu->tss);
	vmcs_write(VMCS_HOST_GDTR_BASE, (uintptr_t)pcpu->gdt);
	vmcs_write(VMCS_HOST_IDTR_BASE, idt_base());
	vmcs_write(VMCS_HOST_SYSENTER_CS, 0);
	vmcs_write(VMCS_HOST_SYSENTER_ESP, 0);
	vmcs_write(VMCS_HOST_SYSENTER_EIP, 0);
	vmcs_write(VMCS_HOST_RSP, (uintptr_t)stack_top);
	vmcs_write(VMCS_HOST_RIP, (uintptr_t)vmx_exit_entry);
}

/* The guest segment fields of one register lie a fixed step from ES's. */
enum guest_segment { SEG_ES, SEG_CS, SEG_SS, SEG_DS, SEG_FS, SEG_GS,
		     SEG_LDTR, SEG_TR, SEG_COUNT };

static void set_segment(enum guest_segment seg, u16 selector, u64 base,
			u32 limit, u32 access_rights)
{
	u32 step = 2 * seg;

	vmcs_write(VMCS_GUEST_ES_SELECTOR + step, selector);
	vmcs_write(VMCS_GUEST_ES_BASE + step, base);
	vmcs_write(VMCS_GUEST_ES_LIMIT + step, limit);
	vmcs_write(VMCS_GUEST_ES_AR + step, access_rights);
}

static void init_guest_system_state(void)
{
	set_segment(SEG_LDTR, 0, 0, 0xffff, SEG_AR_P | SEG_TYPE_LDT);
	set_segment(SEG_TR, 0, 0, 0xffff, SEG_AR_P | SEG_TYPE_TSS_BUSY);
	vmcs_write(VMCS_GUEST_GDTR_BASE, 0);
	vmcs_write(VMCS_GUEST_GDTR_LIMIT, 0xffff);
	vmcs_write(VMCS_GUEST_IDTR_BASE, 0);
	vmcs_write(VMCS_GUEST_IDTR_LIMIT, 0xffff);
	vmcs_write(VMCS_GUEST_CR3, 0);
	vmcs_write(VMCS_GUEST_DR7, RESET_DR7);
	vmcs_write(VMCS_GUEST_RSP, 0);
	vmcs_write(VMCS_GUEST_RFLAGS, RFLAGS_FIXED1);
	vmcs_write(VMCS_GUEST_DEBUGCTL, 0);
	vmcs_write(VMCS_GUEST_EFER, 0);
	vmcs_write(VMCS_GUEST_INTERRUPTIBILITY, 0);
	vmcs_write(VMCS_GUEST_ACTIVITY_STATE, ACTIVITY_ACTIVE);
	vmcs_write(VMCS_GUEST_PENDING_DEBUG, 0);
	vmcs_write(VMCS_GUEST_SMBASE, 0);
	vmcs_write(VMCS_VMCS_LINK_POINTER, INVALID_PHYS);
	vmcs_write(VMCS_TSC_OFFSET, 0);
}

/* What RESET sets and INIT leaves alone, SDM vol. 3A table 10-1. */
static void init_guest_msrs(void)
{
	vmcs_write(VMCS_GUEST_PAT, RESET_PAT);
	vmcs_write(VMCS_GUEST_SYSENTER_CS, 0);
	vmcs_write(VMCS_GUEST_SYSENTER_ESP, 0);
	vmcs_write(VMCS_GUEST_SYSENTER_EIP, 0);
}

static void set_real_mode_entry(struct vcpu *vcpu, u16 cs, u64 cs_base, u64 rip)
{
	const u32 real = SEG_AR_S | SEG_AR_P;
	int seg;

	init_guest_system_state();
	for (seg = SEG_ES; seg <= SEG_GS; seg++)
		set_segment(seg, 0, 0, 0xffff,
			    real | SEG_TYPE_DATA_RW_ACCESSED);
	set_segment(SEG_CS, cs, cs_base, 0xffff, real | SEG_TYPE_CODE_RX_ACCESSED);
	vcpu_set_cr0(vcpu, RESET_CR0);
	vcpu_set_cr4(vcpu, 0);
	vmcs_write(VMCS_GUEST_RIP, rip);
	vmcs_write(VMCS_ENTRY_INTR_INFO, 0);
	memset(vcpu->gpr, 0, sizeof(vcpu->gpr));
	vcpu->gpr[GPR_RDX] = cpuid(1, 0).eax;
	invvpid(INVVPID_SINGLE_CONTEXT, vcpu->vpid01, GVA(0));
}

void vmcs01_set_startup_entry(struct vcpu *vcpu, u8 vector)
{
	set_real_mode_entry(vcpu, (u16)(vector << 8), (u64)vector << PAGE_SHIFT, 0);
}

void vmcs01_set_reset_vector_entry(struct vcpu *vcpu)
{
	set_real_mode_entry(vcpu, 0xf000, 0xffff0000, 0xfff0);
}

void vmcs01_init(struct vcpu *vcpu)
{
	vcpu->vpid01 = (u16)(VPID01_FIRST + vcpu->id);
	vcpu->vmcs01.hpa = vmcs_region_alloc();
	vcpu->vmcs01.launched = false;
	vcpu_load_vmcs(vcpu, &vcpu->vmcs01);
	init_controls(vcpu);
	init_host_state(this_pcpu(), vcpu);
	init_guest_system_state();
	init_guest_msrs();
	vcpu_set_cr0(vcpu, RESET_CR0);
	vcpu_set_cr4(vcpu, 0);
	if (vmx_has_preemption_timer())
		poll_timer_arm();
}

void vmcs01_set_multiboot_entry(struct vcpu *vcpu, u32 eip, u32 eax, u32 ebx)
{
	const u32 flat = SEG_AR_S | SEG_AR_P | SEG_AR_DB | SEG_AR_G;
	int seg;

	for (seg = SEG_ES; seg <= SEG_GS; seg++)
		set_segment(seg, SELECTOR_DATA, 0, 0xffffffff,
			    flat | SEG_TYPE_DATA_RW_ACCESSED);
	set_segment(SEG_CS, SELECTOR_CODE, 0, 0xffffffff,
		    flat | SEG_TYPE_CODE_RX_ACCESSED);
	vcpu_set_cr0(vcpu, CR0_PE | CR0_ET);
	vmcs_write(VMCS_GUEST_RIP, eip);
	memset(vcpu->gpr, 0, sizeof(vcpu->gpr));
	vcpu->gpr[GPR_RAX] = eax;
	vcpu->gpr[GPR_RBX] = ebx;
}
