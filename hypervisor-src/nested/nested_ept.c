/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * EPT02: for each EPTP12 a tree of our own that maps what EPT12 and EPT01 map
 * together, filled on demand by L2's EPT violations. A tree lives until L1
 * invalidates its EPTP (or pages run out, which only costs time): it behaves
 * like a large TLB. All pages come from one pool per vCPU, fixed at boot;
 * INVEPT concerns one logical processor, and so does a pool.
 */
#include "nested_internal.h"

#define EPT_POOL_PAGES		256
#define EPT_INDEX_BITS		9
#define EPT_ENTRY_COUNT		BIT64(EPT_INDEX_BITS)

/*
 * What is known of a page beside its entries: a table that was hardly used
 * costs little to empty and to find all tables below it.
 */
struct ept_page {
	u16 low, high;		/* entries outside [low, high) are 0 */
	u16 next;		/* in the free list, PAGE_NONE at its end */
};

#define PAGE_NONE	0xffff

struct ept_root {
	u64 eptp12;
	u64 eptp02;
	u64 *pml4;		/* NULL: unused */
	u64 last_used;
};

struct nested_ept_pool {
	struct ept_root roots[NESTED_EPT_ROOT_COUNT];
	struct ept_page pages[EPT_POOL_PAGES];
	u8 *base;		/* the pages themselves; free ones are all 0 */
	u16 free;		/* first of the free list */
	u64 clock;
	void *sink;		/* one page for what L1 has not got */
};

unsigned int nested_ept_pages(void)
{
	return EPT_POOL_PAGES + 2;	/* the pool structure and the sink */
}

_Static_assert(sizeof(struct nested_ept_pool) <= PAGE_SIZE, "one page");

static struct ept_page *page_of(struct nested_ept_pool *pool, const u64 *table)
{
	return &pool->pages[((const u8 *)table - pool->base) / PAGE_SIZE];
}

/* Makes a table all zeros again. */
static void page_empty(struct nested_ept_pool *pool, u64 *table)
{
	struct ept_page *page = page_of(pool, table);

	for (u16 i = page->low; i < page->high; i++)
		table[i] = 0;
	page->low = EPT_ENTRY_COUNT;
	page->high = 0;
}

static void pool_put(struct nested_ept_pool *pool, u64 *table)
{
	struct ept_page *page = page_of(pool, table);

	page_empty(pool, table);
	page->next = pool->free;
	pool->free = (u16)(page - pool->pages);
}

static void *pool_get(struct nested_ept_pool *pool)
{
	u16 index = pool->free;

	if (index == PAGE_NONE)
		return NULL;
	pool->free = pool->pages[index].next;
	return pool->base + index * PAGE_SIZE;
}

/* Every write of an entry goes through here. */
static void entry_set(struct nested_ept_pool *pool, u64 *table, unsigned int index,
		      u64 entry)
{
	struct ept_page *page = page_of(pool, table);

	table[index] = entry;
	if (index < page->low)
		page->low = (u16)index;
	if (index >= page->high)
		page->high = (u16)(index + 1);
}

void nested_ept_init(struct vcpu *vcpu)
{
	struct nested_ept_pool *pool = page_alloc_boot(1);

	pool->base = page_alloc_boot(EPT_POOL_PAGES);
	pool->free = PAGE_NONE;
	for (unsigned int i = 0; i < EPT_POOL_PAGES; i++)
		pool_put(pool, (u64 *)(pool->base + i * PAGE_SIZE));
	pool->sink = page_alloc_boot(1);
	memset(pool->sink, 0xff, PAGE_SIZE);
	vcpu->nested.ept = pool;
}

static unsigned int level_shift(int level)
{
	return PAGE_SHIFT + EPT_INDEX_BITS * (unsigned int)(level - 1);
}

static unsigned int index_of(u64 ngpa, int level)
{
	return (ngpa >> level_shift(level)) & (EPT_ENTRY_COUNT - 1);
}

static u64 *table_below(u64 entry)
{
	return hpa_to_virt(HPA(entry & EPT_ADDR_MASK));
}

static bool is_table(u64 entry, int level)
{
	return level > 1 && (entry & EPT_RWX) && !(entry & EPT_LEAF);
}

/* Returns all tables below @table to the pool; at most EPT_LEVELS deep. */
static void tables_below_free(struct nested_ept_pool *pool, u64 *table, int level)
{
	const struct ept_page *page = page_of(pool, table);

	for (u16 i = page->low; i < page->high; i++) {
		u64 *below = table_below(table[i]);

		if (!is_table(table[i], level))
			continue;
		tables_below_free(pool, below, level - 1);
		pool_put(pool, below);
	}
}

/* Empties a tree, keeping its root, so that EPTP02 stays what it is. */
static void root_clear(struct nested_ept_pool *pool, struct ept_root *root)
{
	tables_below_free(pool, root->pml4, EPT_LEVELS);
	page_empty(pool, root->pml4);
	invept(INVEPT_SINGLE_CONTEXT, root->eptp02);
}

static void root_drop(struct nested_ept_pool *pool, struct ept_root *root)
{
	root_clear(pool, root);
	pool_put(pool, root->pml4);
	root->pml4 = NULL;
}

/* The least recently used tree but @keep, or NULL. */
static struct ept_root *root_oldest(struct nested_ept_pool *pool,
				    const struct ept_root *keep)
{
	struct ept_root *oldest = NULL;

	for (int i = 0; i < NESTED_EPT_ROOT_COUNT; i++) {
		struct ept_root *root = &pool->roots[i];

		if (root->pml4 && root != keep &&
		    (!oldest || root->last_used < oldest->last_used))
			oldest = root;
	}
	return oldest;
}

/* Makes pages free: another tree goes, or else all of this one. */
static void pool_reclaim(struct vcpu *vcpu, struct ept_root *keep)
{
	struct nested_ept_pool *pool = vcpu->nested.ept;
	struct ept_root *victim = root_oldest(pool, keep);

	vcpu->nested.counters.ept_roots_dropped++;
	vcpu->nested.translation++;
	if (victim)
		root_drop(pool, victim);
	else
		root_clear(pool, keep);
}

static struct ept_root *root_find(struct nested_ept_pool *pool, u64 eptp12)
{
	for (int i = 0; i < NESTED_EPT_ROOT_COUNT; i++)
		if (pool->roots[i].pml4 && pool->roots[i].eptp12 == eptp12)
			return &pool->roots[i];
	return NULL;
}

static struct ept_root *root_unused(struct nested_ept_pool *pool)
{
	for (int i = 0; i < NESTED_EPT_ROOT_COUNT; i++)
		if (!pool->roots[i].pml4)
			return &pool->roots[i];
	return NULL;
}

static struct ept_root *root_create(struct vcpu *vcpu, u64 eptp12)
{
	struct nested_ept_pool *pool = vcpu->nested.ept;
	struct ept_root *root = root_unused(pool);

	while (!root || pool->free == PAGE_NONE) {
		pool_reclaim(vcpu, NULL);
		root = root_unused(pool);
	}
	vcpu->nested.translation++;
	root->pml4 = pool_get(pool);
	root->eptp12 = eptp12;
	/*
	 * With A/D flags the CPU treats its page-table walks as writes (SDM
	 * 29.3.3.2), so EPT02 must ask for them when EPT12 does.
	 */
	root->eptp02 = virt_to_hpa(root->pml4).v | MEMTYPE_WB | EPTP_WALK_4 |
		       (eptp12 & EPTP_ACCESSED_DIRTY);
	invept(INVEPT_SINGLE_CONTEXT, root->eptp02);
	return root;
}

static struct ept_root *root_for(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	struct nested_ept_pool *pool = vcpu->nested.ept;
	u64 eptp12 = V12(slot->vmcs12, EPT_POINTER);
	struct ept_root *root = &pool->roots[slot->ept_root];

	if (!root->pml4 || root->eptp12 != eptp12) {
		root = root_find(pool, eptp12);
		if (!root)
			root = root_create(vcpu, eptp12);
		slot->ept_root = (u8)(root - pool->roots);
	}
	root->last_used = ++pool->clock;
	return root;
}

u64 nested_ept_activate(struct vcpu *vcpu, struct vmcs12_slot *slot)
{
	return root_for(vcpu, slot)->eptp02;
}

/* One leaf of EPT02. */
struct ept_leaf {
	u64 entry;		/* without the address bits below its size */
	int level;
};

/*
 * The table at @level for @ngpa, building what is missing. NULL when the pool
 * is empty. A large leaf on the way gives place to a table.
 */
static u64 *table_at(struct nested_ept_pool *pool, struct ept_root *root,
		     u64 ngpa, int level, bool *replaced)
{
	u64 *table = root->pml4;

	for (int at = EPT_LEVELS; at > level; at--) {
		unsigned int index = index_of(ngpa, at);

		if (!is_table(table[index], at)) {
			u64 *below = pool_get(pool);

			if (!below)
				return NULL;
			*replaced = *replaced || table[index];
			entry_set(pool, table, index, virt_to_hpa(below).v | EPT_RWX);
		}
		table = table_below(table[index]);
	}
	return table;
}

static void leaf_install(struct vcpu *vcpu, struct ept_root *root, u64 ngpa,
			 const struct ept_leaf *leaf)
{
	struct nested_ept_pool *pool = vcpu->nested.ept;
	bool replaced = false;
	unsigned int index = index_of(ngpa, leaf->level);
	u64 *table;

	while (!(table = table_at(pool, root, ngpa, leaf->level, &replaced)))
		pool_reclaim(vcpu, root);
	if (is_table(table[index], leaf->level)) {
		tables_below_free(pool, table_below(table[index]), leaf->level - 1);
		pool_put(pool, table_below(table[index]));
		replaced = true;
	}
	entry_set(pool, table, index, leaf->entry);
	/*
	 * The violation itself has invalidated this address (SDM 29.4.3.1), but
	 * not what else went through a structure that is gone.
	 */
	if (replaced)
		invept(INVEPT_SINGLE_CONTEXT, root->eptp02);
}

static int leaf_level(u64 size)
{
	if (size >= SIZE_1G && nested_caps.ept_1g)
		return 3;
	return size >= SIZE_2M && nested_caps.ept_2m ? 2 : 1;
}

/* Where L1 has no memory, one page of ours answers: nobody else looks at it. */
static struct ept_leaf leaf_for_sink(struct vcpu *vcpu, u64 perms)
{
	vcpu->nested.counters.ept_sink_mappings++;
	return (struct ept_leaf){
		.entry = virt_to_hpa(vcpu->nested.ept->sink).v | perms |
			 (u64)MEMTYPE_WB << EPT_MEMTYPE_SHIFT,
		.level = 1,
	};
}

/* EPT12's answer combined with EPT01's. */
static struct ept_leaf leaf_compose(struct vcpu *vcpu, const struct ept_walk *walk,
				    u64 access)
{
	u64 perms = walk->perms, leaf01, attr01, size;
	struct ept_leaf leaf;
	u8 memtype;
	hpa_t hpa;

	if (!walk->dirty)
		perms &= ~EPT_WRITE;
	if (!ept01_lookup(vcpu->vm, GPA(walk->gpa.v & PAGE_MASK), &hpa, &leaf01,
			  &attr01) || (access & ~attr01))
		return leaf_for_sink(vcpu, perms);
	perms &= attr01;
	size = walk->leaf_size < leaf01 ? walk->leaf_size : leaf01;
	leaf.level = leaf_level(size);
	memtype = memtype_combine(walk->memtype,
			(u8)((attr01 & EPT_MEMTYPE_MASK) >> EPT_MEMTYPE_SHIFT));
	leaf.entry = (hpa.v & ~(BIT64(level_shift(leaf.level)) - 1)) | perms |
		     (u64)memtype << EPT_MEMTYPE_SHIFT;
	if (walk->ignore_pat || (attr01 & EPT_IGNORE_PAT))
		leaf.entry |= EPT_IGNORE_PAT;
	if (leaf.level > 1)
		leaf.entry |= EPT_LEAF;
	return leaf;
}

/* Bits of the qualification that stay true for EPT12 (SDM table 28-7). */
#define QUAL_KEPT	(EPT_QUAL_READ | EPT_QUAL_WRITE | EPT_QUAL_FETCH | \
			 EPT_QUAL_GLA_VALID | EPT_QUAL_GLA_TRANSLATED | \
			 EPT_QUAL_NMI_UNBLOCKING)

/*
 * With accessed and dirty flags, a violation of L2's own page walk counts as
 * read and write (SDM table 28-7, note 1); the emulated CPUs report the write.
 */
static bool is_walk_with_flags(u64 eptp12, u64 qualification)
{
	return (eptp12 & EPTP_ACCESSED_DIRTY) &&
	       (qualification & EPT_QUAL_GLA_VALID) &&
	       !(qualification & EPT_QUAL_GLA_TRANSLATED);
}

enum ept_fault nested_ept_fault(struct vcpu *vcpu, ngpa_t ngpa, u64 *qualification)
{
	struct vmcs12_slot *slot = vcpu->nested.current;
	/* Bits 2:0 are read, write, fetch, like those of an entry. */
	u64 access = *qualification & EPT_RWX;
	struct ept_walk walk;
	struct ept_leaf leaf;

	switch (ept12_walk(vcpu->vm, &nested_caps, V12(slot->vmcs12, EPT_POINTER),
			   ngpa, access, &walk)) {
	case EPT_WALK_MISCONFIG:
		return EPT_FAULT_MISCONFIG;
	case EPT_WALK_VIOLATION:
		*qualification = (*qualification & QUAL_KEPT) |
				 walk.perms << EPT_QUAL_ALLOWED_SHIFT;
		if (is_walk_with_flags(V12(slot->vmcs12, EPT_POINTER),
				       *qualification))
			*qualification |= EPT_QUAL_READ | EPT_QUAL_WRITE;
		return walk.convertible ? EPT_FAULT_CONVERTIBLE : EPT_FAULT_VIOLATION;
	default:
		break;
	}
	if (!ept12_commit(vcpu->vm, slot->vmcs12, &walk, ngpa, access))
		return EPT_FAULT_LOG_FULL;
	leaf = leaf_compose(vcpu, &walk, access);
	leaf_install(vcpu, root_for(vcpu, slot), ngpa.v, &leaf);
	vcpu->nested.counters.ept_faults_fixed++;
	return EPT_FAULT_FIXED;
}

/* SDM 31.3 INVEPT: all mappings of the EP4TA, whatever the other EPTP bits. */
void nested_ept_invalidate(struct vcpu *vcpu, u64 eptp12)
{
	struct nested_ept_pool *pool = vcpu->nested.ept;

	for (int i = 0; i < NESTED_EPT_ROOT_COUNT; i++) {
		struct ept_root *root = &pool->roots[i];

		if (root->pml4 && !((root->eptp12 ^ eptp12) & EPT_ADDR_MASK))
			root_clear(pool, root);
	}
}

void nested_ept_invalidate_all(struct vcpu *vcpu)
{
	struct nested_ept_pool *pool = vcpu->nested.ept;

	for (int i = 0; i < NESTED_EPT_ROOT_COUNT; i++)
		if (pool->roots[i].pml4)
			root_clear(pool, &pool->roots[i]);
}
