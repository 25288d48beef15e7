/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * L1's own paging, or L2's behind EPT12, walked in software for the memory
 * operands of instructions that L0 carries out: data accesses, supervisor-mode for
 * VMX instructions, of either mode for INS and OUTS (SDM 3A 4.3 to 4.7). Accessed
 * and dirty flags are set as the CPU would, with locked operations.
 */
#include "nested_internal.h"

/* One level of one paging mode. */
struct paging_level {
	u8 shift;		/* lowest linear-address bit that indexes it */
	bool leaf_allowed;	/* PS may make it a leaf */
};

struct paging_mode {
	u8 level_count;
	u8 entry_size;		/* bytes */
	u8 index_bits;
	const struct paging_level *levels;
};

static const struct paging_level levels_32bit[] = { { 22, true }, { 12, false } };
static const struct paging_level levels_pae[] = { { 21, true }, { 12, false } };
static const struct paging_level levels_4[] = {
	{ 39, false }, { 30, true }, { 21, true }, { 12, false },
};

static const struct paging_mode mode_32bit = { 2, 4, 10, levels_32bit };
static const struct paging_mode mode_pae = { 2, 8, 9, levels_pae };
static const struct paging_mode mode_4level = { 4, 8, 9, levels_4 };

struct walk {
	const struct paging_state *paging;
	const struct paging_mode *mode;
	bool write;
	bool user, writable;	/* AND over the levels so far */
};

static const struct paging_mode *paging_mode_of(const struct paging_state *p)
{
	if (p->efer & EFER_LMA)
		return &mode_4level;
	return p->cr4 & CR4_PAE ? &mode_pae : &mode_32bit;
}

/* Bits that must be 0 in a present entry (SDM 3A 4.3, 4.4.2, 4.5.4). */
static u64 reserved_bits(const struct walk *w, const struct paging_level *level,
			 bool leaf)
{
	const struct paging_state *p = w->paging;
	u64 reserved;

	if (w->mode->entry_size == 4) {
		/* A 4-MByte page: bits 20:13 are address bits 39:32 (PSE-36). */
		return leaf && level->shift == 22 ? BIT64(21) : 0;
	}
	reserved = GENMASK64(51, 0) & ~p->phys_addr_mask;
	if (!(p->efer & EFER_LMA))
		reserved |= GENMASK64(62, 52);
	if (!(p->efer & EFER_NXE))
		reserved |= PTE_NX;
	if (leaf && level->shift > PAGE_SHIFT)
		reserved |= (BIT64(level->shift) - 1) & GENMASK64(63, 13);
	if (!leaf && level->shift == 39)
		reserved |= PTE_PS;
	return reserved;
}

static gpa_t leaf_address(const struct walk *w, const struct paging_level *level,
			  u64 entry, u64 linear)
{
	u64 offset = BIT64(level->shift) - 1;
	u64 base = entry & PTE_ADDR_MASK & ~offset;

	if (w->mode->entry_size == 4) {
		base = entry & 0xffffffff & ~offset & PAGE_MASK;
		if (level->shift == 22)
			base |= (entry & GENMASK64(20, 13)) << (32 - 13);
	}
	return GPA(base | (linear & offset));
}

static bool leaf_entry(const struct walk *w, const struct paging_level *level,
		       u64 entry)
{
	if (level->shift == PAGE_SHIFT)
		return true;
	if (!level->leaf_allowed || !(entry & PTE_PS))
		return false;
	return w->mode->entry_size == 8 || (w->paging->cr4 & CR4_PSE);
}

/* SDM 3A 4.6.2: keys concern user-mode addresses, whoever accesses them. */
static bool key_allows(const struct walk *w, u64 entry)
{
	const struct paging_state *p = w->paging;
	unsigned int key = (entry & PTE_KEY_MASK) >> PTE_KEY_SHIFT;

	if (!w->user)
		return true;
	if (p->pkru & PKRU_AD(key))
		return false;
	return !w->write || !(p->pkru & PKRU_WD(key)) ||
	       (!p->user_mode && !(p->cr0 & CR0_WP));
}

/* SDM 3A 4.6.1. */
static bool access_allowed(const struct walk *w)
{
	const struct paging_state *p = w->paging;

	if (p->user_mode)
		return w->user && (!w->write || w->writable);
	if (w->user && (p->cr4 & CR4_SMAP) && !(p->rflags & RFLAGS_AC))
		return false;
	return !w->write || w->writable || !(p->cr0 & CR0_WP);
}

/*
 * L2's guest-physical address to L1's, for the access bits @access. @qualifies
 * is what the exit qualification says beside them (SDM table 28-7).
 */
static int through_ept12(struct vm *vm, const struct paging_state *p, u64 ngpa,
			 u64 access, u64 qualifies, struct page_walk_result *result)
{
	struct ept_walk walk = { .perms = 0 };
	enum ept_walk_status status;

	result->gpa = GPA(ngpa);
	if (!p->eptp12)
		return 0;
	status = ept12_walk(vm, &nested_caps, p->eptp12, NGPA(ngpa), access, &walk);
	result->gpa = walk.gpa;
	result->ngpa = NGPA(ngpa);
	if (status == EPT_WALK_OK) {
		if (ept12_commit(vm, p->vmcs12, &walk, NGPA(ngpa), access))
			return 0;
		result->ept_reason = EXIT_REASON_PML_FULL;
		return -EFAULT;
	}
	result->ept_convertible = walk.convertible;
	result->ept_reason = EXIT_REASON_EPT_MISCONFIG;
	if (status == EPT_WALK_VIOLATION) {
		result->ept_reason = EXIT_REASON_EPT_VIOLATION;
		result->ept_qualification = access | qualifies |
			(walk.perms & EPT_RWX) << EPT_QUAL_ALLOWED_SHIFT;
	}
	return -EFAULT;
}

/* With A/D flags in EPT12 every use of an entry is a write (SDM 29.3.3.2). */
static u64 entry_access(const struct paging_state *p, bool write)
{
	return write || (p->eptp12 & EPTP_ACCESSED_DIRTY) ? EPT_READ | EPT_WRITE :
							    EPT_READ;
}

/* A pointer to a paging-structure entry, or NULL when it is not L1's RAM. */
static void *entry_pointer(struct vm *vm, u64 gpa)
{
	u8 *page = guest_phys_map(vm, GPA(gpa & PAGE_MASK));

	return page ? page + (gpa & ~PAGE_MASK) : NULL;
}

static void entry_set_flags(void *entry, u8 size, u64 flags)
{
	if (size == 4)
		__atomic_fetch_or((u32 *)entry, (u32)flags, __ATOMIC_SEQ_CST);
	else
		__atomic_fetch_or((u64 *)entry, flags, __ATOMIC_SEQ_CST);
}

static u64 entry_load(const void *entry, u8 size)
{
	if (size == 4)
		return __atomic_load_n((const u32 *)entry, __ATOMIC_RELAXED);
	return __atomic_load_n((const u64 *)entry, __ATOMIC_RELAXED);
}

static int page_fault(const struct walk *w, struct page_walk_result *result, u32 ec)
{
	result->error_code = ec | (w->write ? PFEC_W : 0) |
			     (w->paging->user_mode ? PFEC_U : 0);
	return -EFAULT;
}

static int walk_levels(struct vm *vm, struct walk *w, u64 table, u64 linear,
		       struct page_walk_result *result)
{
	u64 index_mask = BIT64(w->mode->index_bits) - 1;
	u8 size = w->mode->entry_size;

	for (unsigned int i = 0; i < w->mode->level_count; i++) {
		const struct paging_level *level = &w->mode->levels[i];
		u64 at = table + ((linear >> level->shift) & index_mask) * size;
		void *pointer;
		u64 entry, flags;
		bool leaf;

		if (through_ept12(vm, w->paging, at, entry_access(w->paging, false),
				  EPT_QUAL_GLA_VALID, result))
			return -EFAULT;
		pointer = entry_pointer(vm, result->gpa.v);
		/* Outside L1's memory nothing answers: all ones (no such RAM). */
		entry = pointer ? entry_load(pointer, size) : ~0ULL;
		leaf = leaf_entry(w, level, entry);
		if (!(entry & PTE_P))
			return page_fault(w, result, 0);
		if (entry & reserved_bits(w, level, leaf))
			return page_fault(w, result, PFEC_P | PFEC_RSVD);
		w->user = w->user && (entry & PTE_U);
		w->writable = w->writable && (entry & PTE_W);
		if (leaf && !key_allows(w, entry))
			return page_fault(w, result, PFEC_P | PFEC_PK);
		if (leaf && !access_allowed(w))
			return page_fault(w, result, PFEC_P);
		flags = PTE_A | (leaf && w->write ? PTE_D : 0);
		if ((flags & ~entry) &&
		    through_ept12(vm, w->paging, at, entry_access(w->paging, true),
				  EPT_QUAL_GLA_VALID, result))
			return -EFAULT;
		if (pointer)
			entry_set_flags(pointer, size, flags);
		if (leaf) {
			result->gpa = leaf_address(w, level, entry, linear);
			return 0;
		}
		table = entry & (size == 4 ? 0xfffff000ULL : PTE_ADDR_MASK);
	}
	return page_fault(w, result, PFEC_P | PFEC_RSVD);
}

/* Linear to what the paging says: L1-physical, or L2's guest-physical. */
static int walk_paging(struct vm *vm, const struct paging_state *paging, u64 linear,
		       bool write, struct page_walk_result *result)
{
	struct walk w = {
		.paging = paging, .write = write, .user = true, .writable = true,
	};
	u64 table = paging->cr3 & PTE_ADDR_MASK;

	*result = (struct page_walk_result){ .error_code = 0 };
	if (!(paging->cr0 & CR0_PG)) {
		result->gpa = GPA(linear & 0xffffffff);
		return 0;
	}
	w.mode = paging_mode_of(paging);
	if (w.mode == &mode_pae) {
		u64 pdpte = paging->pdpte[(linear >> 30) & 3];

		if (!(pdpte & PTE_P))
			return page_fault(&w, result, 0);
		table = pdpte & PTE_ADDR_MASK;
	} else if (w.mode == &mode_32bit) {
		table = paging->cr3 & 0xfffff000ULL;
	}
	return walk_levels(vm, &w, table, linear, result);
}

int l1_page_walk(struct vm *vm, const struct paging_state *paging, u64 linear,
		 bool write, struct page_walk_result *result)
{
	if (walk_paging(vm, paging, linear, write, result))
		return -EFAULT;
	return through_ept12(vm, paging, result->gpa.v, write ? EPT_WRITE : EPT_READ,
			     EPT_QUAL_GLA_VALID | EPT_QUAL_GLA_TRANSLATED, result);
}

void l1_paging_state_read(struct paging_state *p)
{
	p->cr0 = vmcs_read(VMCS_GUEST_CR0);
	p->cr3 = vmcs_read(VMCS_GUEST_CR3);
	p->cr4 = vmcs_read(VMCS_GUEST_CR4);
	p->efer = vmcs_read(VMCS_GUEST_EFER);
	p->rflags = vmcs_read(VMCS_GUEST_RFLAGS);
	p->pkru = (p->efer & EFER_LMA) && (p->cr4 & CR4_PKE) ? guest_pkru() : 0;
	p->user_mode = false;
	p->eptp12 = 0;
	p->vmcs12 = NULL;
	p->phys_addr_mask = nested_caps.phys_addr_mask;
	if (!(p->efer & EFER_LMA) && (p->cr4 & CR4_PAE))
		pdpte_fields_read(p->pdpte);
}
