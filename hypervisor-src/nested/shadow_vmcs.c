/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * VMCS shadowing for L1 (SDM 25.10): while L1 runs, the vmcs02 of its current
 * vmcs12 is at the same time the shadow VMCS that vmcs01 links to, so that
 * L1's VMREAD and VMWRITE of RESIDENT and INFO fields need no exit and nothing
 * is ever copied. The shadow indicator may change only while the region is not
 * active (SDM 25.2), hence a VMCLEAR before each change; an entry is then
 * always a VMLAUNCH.
 */
#include "nested_internal.h"

#define LINK_POINTER_NONE	(~0ULL)

static u8 *vmread_bitmap, *vmwrite_bitmap;

/* SDM 25.6.15: bit n stands for the field with encoding bits 14:0 = n. */
void shadow_bitmaps_fill(u8 *for_vmread, u8 *for_vmwrite)
{
	memset(for_vmread, 0xff, PAGE_SIZE);
	memset(for_vmwrite, 0xff, PAGE_SIZE);
	for (unsigned int i = 0; i < vmcs_home_in_vmcs02_count; i++) {
		unsigned int fid = vmcs_home_in_vmcs02[i];
		u32 byte = vmcs_fields[fid].encoding / 8;
		u8 bits = (u8)BIT(vmcs_fields[fid].encoding % 8);

		/* 64-bit fields have a second encoding, for the high half. */
		if (vmcs_fields[fid].width == WIDTH_W64)
			bits |= (u8)(bits << 1);
		if (vmcs_fields[fid].shadow != SHADOW_NONE)
			for_vmread[byte] &= (u8)~bits;
		if (vmcs_fields[fid].shadow == SHADOW_RW)
			for_vmwrite[byte] &= (u8)~bits;
	}
}

void shadow_vmcs_init(struct vcpu *vcpu)
{
	(void)vcpu;
	if (!nested_caps.shadowing)
		return;
	if (!vmread_bitmap) {
		vmread_bitmap = page_alloc_boot(1);
		vmwrite_bitmap = page_alloc_boot(1);
		shadow_bitmaps_fill(vmread_bitmap, vmwrite_bitmap);
	}
	vmcs_write(VMCS_VMREAD_BITMAP, virt_to_hpa(vmread_bitmap).v);
	vmcs_write(VMCS_VMWRITE_BITMAP, virt_to_hpa(vmwrite_bitmap).v);
}

/* vmcs01 must be loaded. */
void shadow_vmcs_link(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	u64 proc2;

	(void)vcpu;
	if (!nested_caps.shadowing)
		return;
	proc2 = vmcs_read(VMCS_PROC2_CONTROLS);
	if (slot)
		proc2 |= PROC2_VMCS_SHADOWING;
	else
		proc2 &= ~(u64)PROC2_VMCS_SHADOWING;
	vmcs_write(VMCS_PROC2_CONTROLS, proc2);
	vmcs_write(VMCS_VMCS_LINK_POINTER,
		   slot ? slot->vmcs02.hpa.v : LINK_POINTER_NONE);
}
