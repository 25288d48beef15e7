/* SPDX-License-Identifier: BSD-3-Clause */
/* MSR areas of VM entries and VM exits (SDM 27.4, 28.4, 28.6), walked by L0. */
#include "nested_internal.h"

/* SDM table 25-15. */
struct msr_entry {
	u32 index;
	u32 reserved;
	u64 data;
};

#define MSR_IA32_PLATFORM_ID	0x017
#define MSR_IA32_SMBASE		0x09e

/* MSRs of the x2APIC may be in no area: bits 31:8 are 8. */
static bool is_x2apic_msr(u32 index)
{
	return index >> 8 == MSR_X2APIC_FIRST >> 8;
}

static bool may_load(u32 index)
{
	switch (index) {
	case MSR_IA32_FS_BASE:
	case MSR_IA32_GS_BASE:
	case MSR_IA32_SMM_MONITOR_CTL:
	case MSR_IA32_PLATFORM_ID:
	case MSR_IA32_BIOS_UPDT_TRIG:
	case MSR_IA32_BIOS_SIGN_ID:
		return false;
	default:
		return !is_x2apic_msr(index);
	}
}

static bool may_store(u32 index)
{
	return index != MSR_IA32_SMBASE && !is_x2apic_msr(index);
}

static gpa_t entry_gpa(gpa_t area, u32 i)
{
	return GPA(area.v + (u64)i * sizeof(struct msr_entry));
}

/* Outside L1's RAM all ones are read, hence reserved bits set. */
static bool entry_read(struct vcpu *vcpu, gpa_t gpa, struct msr_entry *entry)
{
	return !guest_phys_read(vcpu->vm, gpa, entry, sizeof(*entry)) &&
	       !entry->reserved;
}

u32 msr_area_load(struct vcpu *vcpu, gpa_t area, u32 count)
{
	struct msr_entry entry;

	for (u32 i = 0; i < count; i++) {
		/* Beyond the recommended maximum anything may happen (A.6). */
		if (i == nested_caps.msr_list_max ||
		    !entry_read(vcpu, entry_gpa(area, i), &entry) ||
		    !may_load(entry.index) ||
		    vcpu_wrmsr(vcpu, entry.index, entry.data))
			return i + 1;
	}
	return 0;
}

u32 msr_area_store(struct vcpu *vcpu, gpa_t area, u32 count)
{
	struct msr_entry entry;

	for (u32 i = 0; i < count; i++) {
		if (i == nested_caps.msr_list_max ||
		    !entry_read(vcpu, entry_gpa(area, i), &entry) ||
		    !may_store(entry.index) ||
		    vcpu_rdmsr(vcpu, entry.index, &entry.data) ||
		    guest_phys_write(vcpu->vm, entry_gpa(area, i), &entry,
				     sizeof(entry)))
			return i + 1;
	}
	return 0;
}
