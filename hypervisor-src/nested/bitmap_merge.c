/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * MSR and I/O bitmaps of vmcs02 (SDM 25.6.4, 25.6.9): L2 may do without an
 * exit what neither L0 nor L1 intercepts. L1 may change its bitmaps in memory
 * at any time before an entry, and merging whole pages each time would cost
 * more than the entry. So a merged page starts all ones (everything exits); a
 * word is merged when L2 first needs it, and the few open words are merged
 * again at every entry.
 */
#include "nested_internal.h"

void lazy_bitmap_reset(struct lazy_bitmap *bitmap)
{
	if (!bitmap->open_count)
		return;
	memset(bitmap->merged, 0xff, bitmap->words * sizeof(u64));
	bitmap->open_count = 0;
}

void lazy_bitmap_refresh(struct lazy_bitmap *bitmap, const u64 *l1)
{
	for (u32 i = 0; i < bitmap->open_count; i++) {
		u16 word = bitmap->open[i];

		bitmap->merged[word] = l1[word] | bitmap->l0[word];
	}
}

bool lazy_bitmap_open(struct lazy_bitmap *bitmap, const u64 *l1, u32 bit)
{
	u16 word = (u16)(bit / 64);
	u64 merged = l1[word] | bitmap->l0[word];

	if (merged & BIT64(bit % 64))
		return false;
	if (bitmap->merged[word] == ~0ULL) {
		if (bitmap->open_count == LAZY_BITMAP_OPEN_MAX)
			lazy_bitmap_reset(bitmap);
		bitmap->open[bitmap->open_count++] = word;
	}
	bitmap->merged[word] = merged;
	return true;
}

/* The four 1-KByte parts of the MSR bitmap, in bits. */
#define MSR_READ_HIGH		(1024U * 8)
#define MSR_WRITE_OFFSET	(2048U * 8)

int msr_bitmap_bit(u32 msr, bool write)
{
	u32 bit;

	if (msr <= MSR_BITMAP_LOW_LAST)
		bit = msr;
	else if (msr >= MSR_BITMAP_HIGH_FIRST && msr <= MSR_BITMAP_HIGH_LAST)
		bit = MSR_READ_HIGH + (msr - MSR_BITMAP_HIGH_FIRST);
	else
		return -1;
	return (int)(bit + (write ? MSR_WRITE_OFFSET : 0));
}
