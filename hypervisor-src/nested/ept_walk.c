/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A walk of EPT12, L1's tables for L2 (SDM 29.3.2 and 29.3.3), and the rules
 * by which its answer is combined with EPT01's. Entries are read once: another
 * vCPU of L1 may write them meanwhile.
 */
#include "nested_internal.h"

#define EPT_INDEX_BITS		9
#define EPT_INDEX_MASK		(BIT64(EPT_INDEX_BITS) - 1)

static unsigned int level_shift(int level)
{
	return PAGE_SHIFT + EPT_INDEX_BITS * (unsigned int)(level - 1);
}

static bool is_leaf(u64 entry, int level)
{
	return level == 1 || (entry & EPT_LEAF);
}

static bool memtype_valid(u64 memtype)
{
	return memtype == MEMTYPE_UC || memtype == MEMTYPE_WC ||
	       memtype == MEMTYPE_WT || memtype == MEMTYPE_WP ||
	       memtype == MEMTYPE_WB;
}

/* Bits that must be 0: tables 29-1 to 29-6 of SDM 29.3.2. */
static u64 reserved_bits(const struct nested_caps *caps, u64 entry, int level)
{
	u64 reserved = GENMASK64(51, 0) & ~caps->phys_addr_mask;

	if (level == 4)
		return reserved | GENMASK64(7, 3);
	if (!is_leaf(entry, level))
		return reserved | GENMASK64(6, 3);
	if (level == 1)
		return reserved;
	if ((level == 3 && !(caps->l1.ept_vpid_cap & EPTVPID_PAGE_1G)) ||
	    (level == 2 && !(caps->l1.ept_vpid_cap & EPTVPID_PAGE_2M)))
		reserved |= EPT_LEAF;
	return reserved | GENMASK64(level_shift(level) - 1, PAGE_SHIFT);
}

/* SDM 29.3.3.1. */
bool ept_entry_misconfigured(const struct nested_caps *caps, u64 entry, int level)
{
	u64 perms = entry & EPT_RWX;

	if (!perms)
		return false;	/* not present: nothing else is looked at */
	if ((perms & EPT_WRITE) && !(perms & EPT_READ))
		return true;
	if (perms == EPT_EXEC && !(caps->l1.ept_vpid_cap & EPTVPID_EXECUTE_ONLY))
		return true;
	if (entry & reserved_bits(caps, entry, level))
		return true;
	return is_leaf(entry, level) &&
	       !memtype_valid((entry & EPT_MEMTYPE_MASK) >> EPT_MEMTYPE_SHIFT);
}

/* NULL when the table is not in L1's RAM; then all ones are read. */
static u64 *entry_pointer(struct vm *vm, u64 table, ngpa_t ngpa, int level)
{
	u64 *page = guest_phys_map(vm, GPA(table));

	return page ? &page[(ngpa.v >> level_shift(level)) & EPT_INDEX_MASK] : NULL;
}

static void walk_finish(struct ept_walk *walk, u64 entry, int level, ngpa_t ngpa)
{
	u64 offset = BIT64(level_shift(level)) - 1;

	walk->leaf_size = offset + 1;
	walk->gpa = GPA((entry & EPT_ADDR_MASK & ~offset) | (ngpa.v & offset));
	walk->memtype = (u8)((entry & EPT_MEMTYPE_MASK) >> EPT_MEMTYPE_SHIFT);
	walk->ignore_pat = entry & EPT_IGNORE_PAT;
	walk->leaf_dirty = entry & EPT_DIRTY;
}

/* SDM 29.3.5: accessed in every entry used, dirty in the leaf of a write. */
bool ept12_commit(struct vm *vm, struct vmcs12 *v, const struct ept_walk *walk,
		  ngpa_t ngpa, u64 access)
{
	bool write = access & EPT_WRITE;

	if (!walk->has_flags)
		return true;
	if (v && write && !walk->leaf_dirty && !page_modification_log(vm, v, ngpa))
		return false;
	for (int i = 0; i < walk->entry_count; i++) {
		u64 flags = EPT_ACCESSED;

		if (write && i == walk->entry_count - 1)
			flags |= EPT_DIRTY;
		__atomic_fetch_or(walk->entries[i], flags, __ATOMIC_SEQ_CST);
	}
	return true;
}

enum ept_walk_status ept12_walk(struct vm *vm, const struct nested_caps *caps,
				u64 eptp12, ngpa_t ngpa, u64 access,
				struct ept_walk *walk)
{
	u64 table = eptp12 & EPT_ADDR_MASK;
	u64 entry = EPT_SUPPRESS_VE;

	walk->perms = EPT_RWX;
	walk->convertible = false;
	walk->has_flags = eptp12 & EPTP_ACCESSED_DIRTY;
	walk->entry_count = 0;
	/* A walk of 4 levels covers 48 bits (SDM 29.3.2). */
	if (ngpa.v >> 48) {
		walk->perms = 0;
		return EPT_WALK_VIOLATION;
	}
	for (int level = EPT_LEVELS; level > 0; level--) {
		u64 *pointer = entry_pointer(vm, table, ngpa, level);

		entry = pointer ? __atomic_load_n(pointer, __ATOMIC_RELAXED) : ~0ULL;
		if (ept_entry_misconfigured(caps, entry, level))
			return EPT_WALK_MISCONFIG;
		walk->perms &= entry;
		if (!(entry & EPT_RWX)) {
			walk->convertible = !(entry & EPT_SUPPRESS_VE);
			return EPT_WALK_VIOLATION;
		}
		if (!pointer)
			return EPT_WALK_MISCONFIG;
		walk->entries[walk->entry_count++] = pointer;
		if (is_leaf(entry, level)) {
			walk_finish(walk, entry, level, ngpa);
			break;
		}
		table = entry & EPT_ADDR_MASK;
	}
	/* @entry is the leaf now. */
	if (access & ~walk->perms) {
		walk->convertible = !(entry & EPT_SUPPRESS_VE);
		return EPT_WALK_VIOLATION;
	}
	walk->dirty = !walk->has_flags || (access & EPT_WRITE) || walk->leaf_dirty;
	return EPT_WALK_OK;
}

/*
 * EPT12 stands in for the MTRRs of L2's machine, EPT01 for those of L1's: like
 * them, the weaker type gives way (SDM 3A table 12-6): WB yields to anything,
 * UC wins, and the pairs that the table leaves open become UC.
 */
u8 memtype_combine(u8 type12, u8 type01)
{
	if (type12 == type01 || type01 == MEMTYPE_WB)
		return type12;
	if (type12 == MEMTYPE_WB)
		return type01;
	return MEMTYPE_UC;
}
