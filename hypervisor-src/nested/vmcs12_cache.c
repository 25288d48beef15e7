/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The vmcs12s of a vCPU: a few are cached with a vmcs02 each, any number may
 * exist. Which are cached is invisible to L1: eviction writes the whole vmcs12
 * to L1's region, and VMPTRLD brings it back (SDM 25.11.1 lets us keep an
 * active VMCS to ourselves until VMCLEAR).
 */
#include "nested_internal.h"

static void slot_free(struct vmcs12_slot *slot)
{
	slot->gpa = GPA(INVALID_PHYS);
	slot->dirty = DIRTY_ALL;
}

static void lazy_bitmap_init(struct lazy_bitmap *bitmap, hpa_t l0)
{
	bitmap->merged = page_alloc_boot(1);
	bitmap->l0 = hpa_to_virt(l0);
	bitmap->words = PAGE_SIZE / sizeof(u64);
	bitmap->open_count = LAZY_BITMAP_OPEN_MAX;
	lazy_bitmap_reset(bitmap);
}

/* The pages of a slot: vmcs12, vmcs02, three bitmaps. */
static void slot_init(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	u32 *region = page_alloc_boot(1);

	*region = nested_caps.phys.basic & VMX_BASIC_REVISION_MASK;
	slot->vmcs02.hpa = virt_to_hpa(region);
	slot->vmcs02.launched = false;
	vmcs_clear(slot->vmcs02.hpa);
	slot->vmcs12 = page_alloc_boot(1);
	lazy_bitmap_init(&slot->msr_bitmap, vcpu->vm->msr_bitmap01);
	lazy_bitmap_init(&slot->io_bitmap_a, vcpu->vm->io_bitmap01_a);
	lazy_bitmap_init(&slot->io_bitmap_b, vcpu->vm->io_bitmap01_b);
	slot_free(slot);
}

#define SLOT_PAGES	5

void slots_init(struct vcpu *vcpu)
{
	for (int i = 0; i < NESTED_SLOT_COUNT; i++)
		slot_init(vcpu, &vcpu->nested.slots[i]);
}

unsigned int nested_pages_per_vcpu(void)
{
	return NESTED_SLOT_COUNT * SLOT_PAGES + nested_ept_pages() + 2;
}

void slots_drop_all(struct vcpu *vcpu)
{
	slot_make_current(vcpu, NULL);
	for (int i = 0; i < NESTED_SLOT_COUNT; i++)
		slot_free(&vcpu->nested.slots[i]);
}

struct vmcs12_slot *slot_find(struct vcpu *vcpu, gpa_t gpa)
{
	for (int i = 0; i < NESTED_SLOT_COUNT; i++)
		if (vcpu->nested.slots[i].gpa.v == gpa.v)
			return &vcpu->nested.slots[i];
	return NULL;
}

void slot_sync_resident(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	for (unsigned int i = 0; i < vmcs_home_in_vmcs02_count; i++) {
		unsigned int fid = vmcs_home_in_vmcs02[i];

		slot->vmcs12->f[fid] = vmcs_read(vmcs_fields[fid].encoding);
	}
	vcpu->nested.copies.to += vmcs_home_in_vmcs02_count;
}

void slot_evict(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	vmcs_load(slot->vmcs02.hpa);
	slot_sync_resident(vcpu, slot);
	vmcs_load(vcpu->vmcs01.hpa);
	if (guest_phys_write(vcpu->vm, slot->gpa, slot->vmcs12, sizeof(*slot->vmcs12)))
		pr_guest_ratelimited("vmcs12 at %llx is not in RAM: lost\n",
				     (unsigned long long)slot->gpa.v);
	vcpu->nested.counters.slot_evictions++;
	if (vcpu->nested.current == slot)
		slot_make_current(vcpu, NULL);
	slot_free(slot);
}

/* A free slot, or the least recently used one that is not current. */
static struct vmcs12_slot *slot_choose(struct vcpu *vcpu)
{
	struct vmcs12_slot *oldest = NULL;

	for (int i = 0; i < NESTED_SLOT_COUNT; i++) {
		struct vmcs12_slot *slot = &vcpu->nested.slots[i];

		if (slot->gpa.v == INVALID_PHYS)
			return slot;
		if (slot != vcpu->nested.current &&
		    (!oldest || slot->last_used < oldest->last_used))
			oldest = slot;
	}
	slot_evict(vcpu, oldest);
	return oldest;
}

/*
 * L1's region may hold anything: every value is cut to its field's width, and
 * fields that L1 cannot see read as 0 from here on.
 */
static void vmcs12_sanitize(struct vmcs12 *v)
{
	for (unsigned int fid = 0; fid < FID_COUNT; fid++) {
		if (vmcs_field_visible(fid))
			v->f[fid] &= vmcs_field_mask(fid);
		else
			v->f[fid] = 0;
	}
	v->launched = v->launched ? 1 : 0;
}

static void slot_write_resident(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	for (unsigned int i = 0; i < vmcs_home_in_vmcs02_count; i++) {
		unsigned int fid = vmcs_home_in_vmcs02[i];

		vmcs_write(vmcs_fields[fid].encoding, slot->vmcs12->f[fid]);
	}
	vcpu->nested.copies.from += vmcs_home_in_vmcs02_count;
}

struct vmcs12_slot *slot_load(struct vcpu *vcpu, gpa_t gpa)
{
	struct vmcs12_slot *slot = slot_choose(vcpu);

	if (guest_phys_read(vcpu->vm, gpa, slot->vmcs12, sizeof(*slot->vmcs12)))
		return NULL;
	vmcs12_sanitize(slot->vmcs12);
	slot->gpa = gpa;
	slot->dirty = DIRTY_ALL;
	slot->host_image_valid = false;
	slot->entries = 0;
	slot->reflected = 0;
	vmcs_load(slot->vmcs02.hpa);
	if (!slot->constant_written)
		vmcs02_write_constants(vcpu, slot);
	/* L2 may have run since they were last looked at, if L1 was reset then. */
	guest_msrs_read(&slot->guest_msrs02);
	vmcs_accesses_add(GUEST_MSRS_COUNT, 0);
	slot_write_resident(vcpu, slot);
	vmcs_load(vcpu->vmcs01.hpa);
	return slot;
}

void slot_make_current(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	struct nested_state *nested = &vcpu->nested;

	if (nested->current == slot)
		return;
	if (nested->current)
		shadow_vmcs_retract(nested->current);
	nested->current = slot;
	if (slot) {
		slot->last_used = ++nested->use_clock;
		shadow_vmcs_expose(slot);
	}
	shadow_vmcs_link(vcpu, slot);
}

u64 slot_read_field(struct vcpu *vcpu, struct vmcs12_slot *slot, unsigned int fid)
{
	u64 value;

	if (!vmcs_field_resident(fid))
		return slot->vmcs12->f[fid];
	vmcs_load(slot->vmcs02.hpa);
	value = vmcs_read(vmcs_fields[fid].encoding);
	vmcs_load(vcpu->loaded->hpa);
	return value;
}

static u32 field_dirties(unsigned int fid)
{
	switch (vmcs_fields[fid].policy) {
	case POLICY_HOST:
		return DIRTY_HOST;
	case POLICY_RESIDENT:
	case POLICY_GUESTMSR:
		return DIRTY_GUEST;
	case POLICY_INFO:
		return 0;
	default:
		/* The link pointer is guest state (SDM 25.4.2). */
		return DIRTY_CONTROLS | DIRTY_GUEST;
	}
}

void slot_write_field(struct vcpu *vcpu, struct vmcs12_slot *slot,
		      unsigned int fid, u64 value)
{
	value &= vmcs_field_mask(fid);
	slot->dirty |= field_dirties(fid);
	if (field_dirties(fid) & (DIRTY_HOST | DIRTY_CONTROLS))
		slot->host_image_valid = false;
	if (!vmcs_field_resident(fid)) {
		slot->vmcs12->f[fid] = value;
		return;
	}
	vmcs_load(slot->vmcs02.hpa);
	vmcs_write(vmcs_fields[fid].encoding, value);
	vmcs_load(vcpu->loaded->hpa);
}
