// SPDX-License-Identifier: BSD-3-Clause
/* VMX operation and the VMCS of an L2, with the plainest values that work. */
#include "l2_offsets.h"
#include "vmx_guest.h"

#define FLAT_LIMIT	0xffffffff
#define RESET_DR7	0x400

_Static_assert(offsetof(struct l2, l1_rsp) == L2_L1_RSP, "l2_entry.S");
_Static_assert(offsetof(struct l2, self) == L2_SELF, "l2_entry.S");

void l2_exit(void);

u64 vmx_region_alloc(void)
{
	u32 *region = page_alloc(1);

	*region = (u32)(rdmsr(MSR_IA32_VMX_BASIC) & VMX_BASIC_REVISION_MASK);
	return phys_of(region);
}

void vmx_prepare_cpu(void)
{
	u64 control;

	if (!(cpuid(1, 0).ecx & CPUID_1_ECX_VMX))
		guest_fail("this CPU has no VMX");
	control = rdmsr(MSR_IA32_FEATURE_CONTROL);
	if (!(control & FEATURE_CONTROL_LOCKED))
		wrmsr(MSR_IA32_FEATURE_CONTROL, control |
		      FEATURE_CONTROL_LOCKED | FEATURE_CONTROL_VMX_OUTSIDE_SMX);
	write_cr0((read_cr0() | rdmsr(MSR_IA32_VMX_CR0_FIXED0)) &
		  rdmsr(MSR_IA32_VMX_CR0_FIXED1));
	write_cr4((read_cr4() | CR4_VMXE | rdmsr(MSR_IA32_VMX_CR4_FIXED0)) &
		  rdmsr(MSR_IA32_VMX_CR4_FIXED1));
}

u64 vmx_prepare(void)
{
	vmx_prepare_cpu();
	return vmx_region_alloc();
}

void vmx_start(void)
{
	u64 region = vmx_prepare();
	struct vmx_result result = vmx_vmxon(&region);
	char text[32];

	if (!vmx_succeeded(result))
		guest_fail("VMXON: %s",
			   vmx_result_text(result, text, sizeof(text)));
}

u32 vmx_adjust(u32 capability_msr, u64 wanted)
{
	u64 capability = rdmsr(capability_msr);

	return ((u32)wanted | (u32)capability) & (u32)(capability >> 32);
}

void l2_create(struct l2 *l2)
{
	struct vmx_result result;
	char text[32];

	memset(l2, 0, sizeof(*l2));
	l2->vmcs = vmx_region_alloc();
	result = vmx_vmclear(&l2->vmcs);
	if (vmx_succeeded(result))
		result = vmx_vmptrld(&l2->vmcs);
	if (!vmx_succeeded(result))
		guest_fail("new VMCS: %s",
			   vmx_result_text(result, text, sizeof(text)));
}

void l2_setup_host(struct l2 *l2)
{
	struct descriptor_pointer gdtr, idtr;

	asm volatile("sgdt %0" : "=m"(gdtr));
	asm volatile("sidt %0" : "=m"(idtr));
	vmwrite(VMCS_HOST_CR0, read_cr0());
	vmwrite(VMCS_HOST_CR3, read_cr3());
	vmwrite(VMCS_HOST_CR4, read_cr4());
	vmwrite(VMCS_HOST_CS_SELECTOR, GUEST_SELECTOR_CODE);
	vmwrite(VMCS_HOST_SS_SELECTOR, GUEST_SELECTOR_DATA);
	vmwrite(VMCS_HOST_DS_SELECTOR, GUEST_SELECTOR_DATA);
	vmwrite(VMCS_HOST_ES_SELECTOR, GUEST_SELECTOR_DATA);
	vmwrite(VMCS_HOST_FS_SELECTOR, 0);
	vmwrite(VMCS_HOST_GS_SELECTOR, 0);
	vmwrite(VMCS_HOST_TR_SELECTOR, GUEST_SELECTOR_TSS);
	vmwrite(VMCS_HOST_FS_BASE, 0);
	vmwrite(VMCS_HOST_GS_BASE, 0);
	vmwrite(VMCS_HOST_TR_BASE, (uintptr_t)guest_tss);
	vmwrite(VMCS_HOST_GDTR_BASE, gdtr.base);
	vmwrite(VMCS_HOST_IDTR_BASE, idtr.base);
	vmwrite(VMCS_HOST_SYSENTER_CS, 0);
	vmwrite(VMCS_HOST_SYSENTER_ESP, 0);
	vmwrite(VMCS_HOST_SYSENTER_EIP, 0);
	vmwrite(VMCS_HOST_EFER, rdmsr(MSR_IA32_EFER));
	vmwrite(VMCS_HOST_PAT, rdmsr(MSR_IA32_PAT));
	vmwrite(VMCS_HOST_RSP, phys_of(&l2->self));
	vmwrite(VMCS_HOST_RIP, (uintptr_t)l2_exit);
}

static void set_segment(u32 index, u16 selector, u32 limit, u32 rights)
{
	vmwrite(VMCS_GUEST_ES_SELECTOR + 2 * index, selector);
	vmwrite(VMCS_GUEST_ES_BASE + 2 * index, 0);
	vmwrite(VMCS_GUEST_ES_LIMIT + 2 * index, limit);
	vmwrite(VMCS_GUEST_ES_AR + 2 * index, rights);
}

static void set_segments(void)
{
	const u32 flat = SEG_AR_S | SEG_AR_P | SEG_AR_G;
	enum { ES, CS, SS, DS, FS, GS, LDTR, TR };
	u32 i;

	for (i = ES; i <= GS; i++)
		set_segment(i, GUEST_SELECTOR_DATA, FLAT_LIMIT,
			    flat | SEG_AR_DB | SEG_TYPE_DATA_RW_ACCESSED);
	set_segment(CS, GUEST_SELECTOR_CODE, FLAT_LIMIT,
		    flat | SEG_AR_L | SEG_TYPE_CODE_RX_ACCESSED);
	set_segment(LDTR, 0, 0, SEG_AR_UNUSABLE);
	set_segment(TR, GUEST_SELECTOR_TSS, 0x67,
		    SEG_AR_P | SEG_TYPE_TSS_BUSY);
}

void l2_setup_guest64(u64 cr3, u64 rip, u64 rsp)
{
	set_segments();
	vmwrite(VMCS_GUEST_CR0, read_cr0());
	vmwrite(VMCS_GUEST_CR3, cr3);
	vmwrite(VMCS_GUEST_CR4, read_cr4());
	vmwrite(VMCS_GUEST_EFER, rdmsr(MSR_IA32_EFER));
	vmwrite(VMCS_GUEST_PAT, rdmsr(MSR_IA32_PAT));
	vmwrite(VMCS_GUEST_DEBUGCTL, 0);
	vmwrite(VMCS_GUEST_GDTR_BASE, 0);
	vmwrite(VMCS_GUEST_GDTR_LIMIT, 0xffff);
	vmwrite(VMCS_GUEST_IDTR_BASE, 0);
	vmwrite(VMCS_GUEST_IDTR_LIMIT, 0);
	vmwrite(VMCS_GUEST_DR7, RESET_DR7);
	vmwrite(VMCS_GUEST_RFLAGS, RFLAGS_FIXED1);
	vmwrite(VMCS_GUEST_RIP, rip);
	vmwrite(VMCS_GUEST_RSP, rsp);
	vmwrite(VMCS_GUEST_SYSENTER_CS, 0);
	vmwrite(VMCS_GUEST_SYSENTER_ESP, 0);
	vmwrite(VMCS_GUEST_SYSENTER_EIP, 0);
	vmwrite(VMCS_GUEST_PENDING_DEBUG, 0);
	vmwrite(VMCS_GUEST_INTERRUPTIBILITY, 0);
	vmwrite(VMCS_GUEST_ACTIVITY_STATE, ACTIVITY_ACTIVE);
	vmwrite(VMCS_VMCS_LINK_POINTER, ~0ULL);
}

void l2_setup_controls(u64 pin, u64 proc, u64 proc2, u64 exit, u64 entry)
{
	if (proc2)
		proc |= PROC_ACTIVATE_SECONDARY;
	vmwrite(VMCS_PIN_CONTROLS,
		vmx_adjust(MSR_IA32_VMX_TRUE_PINBASED_CTLS, pin));
	vmwrite(VMCS_PROC_CONTROLS,
		vmx_adjust(MSR_IA32_VMX_TRUE_PROCBASED_CTLS, proc));
	if (proc2)
		vmwrite(VMCS_PROC2_CONTROLS,
			vmx_adjust(MSR_IA32_VMX_PROCBASED_CTLS2, proc2));
	vmwrite(VMCS_EXIT_CONTROLS,
		vmx_adjust(MSR_IA32_VMX_TRUE_EXIT_CTLS,
			   exit | EXIT_HOST_ADDR_SPACE_SIZE));
	vmwrite(VMCS_ENTRY_CONTROLS,
		vmx_adjust(MSR_IA32_VMX_TRUE_ENTRY_CTLS,
			   entry | ENTRY_IA32E_MODE_GUEST));
	vmwrite(VMCS_EXCEPTION_BITMAP, 0);
	vmwrite(VMCS_PF_ERROR_CODE_MASK, 0);
	vmwrite(VMCS_PF_ERROR_CODE_MATCH, 0);
	vmwrite(VMCS_CR3_TARGET_COUNT, 0);
	vmwrite(VMCS_EXIT_MSR_STORE_COUNT, 0);
	vmwrite(VMCS_EXIT_MSR_LOAD_COUNT, 0);
	vmwrite(VMCS_ENTRY_MSR_LOAD_COUNT, 0);
	vmwrite(VMCS_ENTRY_INTR_INFO, 0);
	vmwrite(VMCS_CR0_MASK, 0);
	vmwrite(VMCS_CR4_MASK, 0);
	vmwrite(VMCS_CR0_READ_SHADOW, 0);
	vmwrite(VMCS_CR4_READ_SHADOW, 0);
}

void l2_skip_instruction(void)
{
	vmwrite(VMCS_GUEST_RIP, vmread(VMCS_GUEST_RIP) +
				vmread(VMCS_EXIT_INSTRUCTION_LEN));
}

const char *exit_reason_text(u32 reason)
{
	static const char *const names[] = {
#define EXIT_REASON(name, number, decision, key, sdm_name) [number] = sdm_name,
#include "data/exit_reasons.def"
	};
	const char *name = reason < ARRAY_SIZE(names) ? names[reason] : NULL;

	return name ? name : "unknown";
}
