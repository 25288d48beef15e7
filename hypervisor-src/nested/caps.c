/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The VMX capability MSRs that L1 reads: what the CPU has AND what we emulate
 * (SDM 3D appendix A). The exposed bits come from data/vmx_controls.def.
 */
#include "nested_internal.h"

struct nested_caps nested_caps;

enum { EXPOSE_NO, EXPOSE_YES };

/* The exposed bits of each word. */
enum exposed_word { EXPOSED_PIN, EXPOSED_PROC, EXPOSED_PROC2, EXPOSED_EXIT,
		    EXPOSED_ENTRY, EXPOSED_BASIC, EXPOSED_MISC, EXPOSED_EPTVPID,
		    EXPOSED_VMFUNC, EXPOSED_WORD_COUNT };

static u64 exposed_bits(enum exposed_word wanted)
{
	static const struct { u8 word, bit, exposed; } rows[] = {
#define VMX_CONTROL(word, name, bit, exposed, ...) \
		{ EXPOSED_##word, bit, EXPOSE_##exposed },
#define VMX_CAPABILITY(word, name, bit, exposed, ...) \
		{ EXPOSED_##word, bit, EXPOSE_##exposed },
#define VMX_HIDDEN(key, why)
#include "../data/vmx_controls.def"
	};
	u64 bits = 0;

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (rows[i].word == wanted && rows[i].exposed)
			bits |= BIT64(rows[i].bit);
	return bits;
}

/*
 * Low half: bits that must be 1, as on the CPU. High half: bits that may be 1:
 * those, and what is both there and exposed (SDM 3D A.3.1).
 */
static u64 control_msr(u64 phys, enum exposed_word word)
{
	u64 must_be_1 = phys & 0xffffffff;
	u64 may_be_1 = must_be_1 | ((phys >> 32) & exposed_bits(word));

	return must_be_1 | may_be_1 << 32;
}

static void caps_compute_controls(struct vmx_msrs *l1, const struct vmx_msrs *phys)
{
	l1->pinbased_ctls = control_msr(phys->pinbased_ctls, EXPOSED_PIN);
	l1->procbased_ctls = control_msr(phys->procbased_ctls, EXPOSED_PROC);
	l1->procbased_ctls2 = control_msr(phys->procbased_ctls2, EXPOSED_PROC2);
	l1->exit_ctls = control_msr(phys->exit_ctls, EXPOSED_EXIT);
	l1->entry_ctls = control_msr(phys->entry_ctls, EXPOSED_ENTRY);
	l1->true_pinbased_ctls = control_msr(phys->true_pinbased_ctls, EXPOSED_PIN);
	l1->true_procbased_ctls = control_msr(phys->true_procbased_ctls, EXPOSED_PROC);
	l1->true_exit_ctls = control_msr(phys->true_exit_ctls, EXPOSED_EXIT);
	l1->true_entry_ctls = control_msr(phys->true_entry_ctls, EXPOSED_ENTRY);
}

/* SDM 3D A.6: fields that are numbers, not single bits. */
#define MISC_TIMER_RATE_MASK	0x1fULL
#define MISC_CR3_TARGET_SHIFT	16
#define MISC_CR3_TARGET_MASK	(0x1ffULL << MISC_CR3_TARGET_SHIFT)
#define MISC_MSR_LIST_SHIFT	25
#define MISC_MSR_LIST_MASK	(7ULL << MISC_MSR_LIST_SHIFT)
#define CR3_TARGET_FIELD_COUNT	4
#define MSR_LIST_UNIT		512

static u64 misc_msr(u64 phys)
{
	return phys & (exposed_bits(EXPOSED_MISC) | MISC_TIMER_RATE_MASK |
		       MISC_CR3_TARGET_MASK | MISC_MSR_LIST_MASK);
}

static u64 basic_msr(u64 phys)
{
	return VMCS12_REVISION | (u64)PAGE_SIZE << VMX_BASIC_SIZE_SHIFT |
	       (u64)MEMTYPE_WB << VMX_BASIC_MEMTYPE_SHIFT |
	       (phys & exposed_bits(EXPOSED_BASIC));
}

/* SDM 3D A.9: bits 9:1 hold the highest index of any supported field. */
static u64 vmcs_enum_msr(void)
{
	u64 highest = 0;

	for (unsigned int fid = 0; fid < FID_COUNT; fid++) {
		u64 index = vmcs_fields[fid].encoding & 0x3fe;

		if (vmcs_field_visible(fid) && index > highest)
			highest = index;
	}
	return highest;
}

static void caps_compute_facts(struct nested_caps *caps)
{
	const struct vmx_msrs *phys = &caps->phys;
	u32 msr_list_units;

	caps->info_resident = phys->misc & MISC_VMWRITE_ANY_FIELD;
	caps->shadowing = caps->info_resident &&
		((phys->procbased_ctls2 >> 32) & PROC2_VMCS_SHADOWING);
	caps->ept_2m = phys->ept_vpid_cap & EPTVPID_PAGE_2M;
	caps->ept_1g = phys->ept_vpid_cap & EPTVPID_PAGE_1G;
	caps->cr3_target_max = (caps->l1.misc & MISC_CR3_TARGET_MASK) >>
			       MISC_CR3_TARGET_SHIFT;
	if (caps->cr3_target_max > CR3_TARGET_FIELD_COUNT)
		caps->cr3_target_max = CR3_TARGET_FIELD_COUNT;
	msr_list_units = (caps->l1.misc & MISC_MSR_LIST_MASK) >> MISC_MSR_LIST_SHIFT;
	caps->msr_list_max = (msr_list_units + 1) * MSR_LIST_UNIT;
	caps->phys_addr_mask = GENMASK64(phys->maxphyaddr - 1, 0);
}

void nested_cpu_init(const struct vmx_msrs *msrs)
{
	struct vmx_msrs *l1 = &nested_caps.l1;

	nested_caps.phys = *msrs;
	*l1 = *msrs;
	caps_compute_controls(l1, msrs);
	l1->basic = basic_msr(msrs->basic);
	l1->misc = misc_msr(msrs->misc);
	l1->ept_vpid_cap = msrs->ept_vpid_cap & exposed_bits(EXPOSED_EPTVPID);
	l1->vmfunc = msrs->vmfunc & exposed_bits(EXPOSED_VMFUNC);
	caps_compute_facts(&nested_caps);
	vmcs_fields_init();
	l1->vmcs_enum = vmcs_enum_msr();
}

static bool has_procbased_ctls2(const struct vmx_msrs *l1)
{
	return (l1->procbased_ctls >> 32) & PROC_ACTIVATE_SECONDARY;
}

/* The MSR's value, or NULL where L1's CPU has no such MSR. */
static const u64 *capability_msr(const struct vmx_msrs *l1, u32 msr)
{
	bool true_controls = l1->basic & BASIC_TRUE_CONTROLS;
	u64 proc2 = has_procbased_ctls2(l1) ? l1->procbased_ctls2 >> 32 : 0;

	switch (msr) {
	case MSR_IA32_VMX_BASIC:		return &l1->basic;
	case MSR_IA32_VMX_PINBASED_CTLS:	return &l1->pinbased_ctls;
	case MSR_IA32_VMX_PROCBASED_CTLS:	return &l1->procbased_ctls;
	case MSR_IA32_VMX_EXIT_CTLS:		return &l1->exit_ctls;
	case MSR_IA32_VMX_ENTRY_CTLS:		return &l1->entry_ctls;
	case MSR_IA32_VMX_MISC:			return &l1->misc;
	case MSR_IA32_VMX_CR0_FIXED0:		return &l1->cr0_fixed0;
	case MSR_IA32_VMX_CR0_FIXED1:		return &l1->cr0_fixed1;
	case MSR_IA32_VMX_CR4_FIXED0:		return &l1->cr4_fixed0;
	case MSR_IA32_VMX_CR4_FIXED1:		return &l1->cr4_fixed1;
	case MSR_IA32_VMX_VMCS_ENUM:		return &l1->vmcs_enum;
	case MSR_IA32_VMX_PROCBASED_CTLS2:
		return has_procbased_ctls2(l1) ? &l1->procbased_ctls2 : NULL;
	case MSR_IA32_VMX_EPT_VPID_CAP:
		return proc2 & (PROC2_ENABLE_EPT | PROC2_ENABLE_VPID) ?
			&l1->ept_vpid_cap : NULL;
	case MSR_IA32_VMX_TRUE_PINBASED_CTLS:
		return true_controls ? &l1->true_pinbased_ctls : NULL;
	case MSR_IA32_VMX_TRUE_PROCBASED_CTLS:
		return true_controls ? &l1->true_procbased_ctls : NULL;
	case MSR_IA32_VMX_TRUE_EXIT_CTLS:
		return true_controls ? &l1->true_exit_ctls : NULL;
	case MSR_IA32_VMX_TRUE_ENTRY_CTLS:
		return true_controls ? &l1->true_entry_ctls : NULL;
	case MSR_IA32_VMX_VMFUNC:
		return proc2 & PROC2_ENABLE_VM_FUNCTIONS ? &l1->vmfunc : NULL;
	default:
		return NULL;
	}
}

/* The block of architectural VMX MSRs; what we lack in it raises #GP. */
static bool is_vmx_msr(u32 msr)
{
	return msr >= MSR_IA32_VMX_BASIC && msr <= MSR_IA32_VMX_EXIT_CTLS2;
}

int nested_msr_read(struct vcpu *vcpu, u32 msr, u64 *value)
{
	const u64 *capability;

	if (msr == MSR_IA32_FEATURE_CONTROL) {
		*value = vcpu->nested.feature_control;
		return 1;
	}
	if (!is_vmx_msr(msr))
		return 0;
	capability = capability_msr(&nested_caps.l1, msr);
	if (!capability)
		return -EINVAL;
	*value = *capability;
	return 1;
}

/* SDM 24.7: once locked, IA32_FEATURE_CONTROL refuses writes until reset. */
static int feature_control_write(struct vcpu *vcpu, u64 value)
{
	const u64 valid = FEATURE_CONTROL_LOCKED | FEATURE_CONTROL_VMX_OUTSIDE_SMX;

	if ((vcpu->nested.feature_control & FEATURE_CONTROL_LOCKED) ||
	    (value & ~valid))
		return -EINVAL;
	vcpu->nested.feature_control = value;
	return 1;
}

int nested_msr_write(struct vcpu *vcpu, u32 msr, u64 value)
{
	if (msr == MSR_IA32_FEATURE_CONTROL)
		return feature_control_write(vcpu, value);
	return is_vmx_msr(msr) ? -EINVAL : 0;
}

static bool fixed_bits_hold(u64 value, u64 fixed0, u64 fixed1)
{
	return !(~value & fixed0) && !(value & ~fixed1);
}

bool nested_cr0_valid(const struct vcpu *vcpu, u64 value)
{
	return !vcpu->nested.vmxon ||
	       fixed_bits_hold(value, nested_caps.l1.cr0_fixed0,
			       nested_caps.l1.cr0_fixed1);
}

bool nested_cr4_valid(const struct vcpu *vcpu, u64 value)
{
	return !vcpu->nested.vmxon ||
	       fixed_bits_hold(value, nested_caps.l1.cr4_fixed0,
			       nested_caps.l1.cr4_fixed1);
}
