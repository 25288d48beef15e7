/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Merged MSR and I/O bitmaps while L1 rewrites its own: any sequence of L1's
 * writes, exits of L2 that open a bit, and VM entries. Properties: at an entry
 * nothing is open that L0 or L1 intercepts; an exit opens its bit exactly when
 * neither does; an MSR has two different bits, or none.
 */
#include <stdio.h>
#include "fuzz_input.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

#define WORDS	(PAGE_SIZE / sizeof(u64))

static u64 merged[WORDS], l0[WORDS], l1[WORDS];

static bool intercepted(u32 bit)
{
	return (l0[bit / 64] | l1[bit / 64]) & BIT64(bit % 64);
}

static void enter(struct lazy_bitmap *bitmap)
{
	lazy_bitmap_refresh(bitmap, l1);
	for (u32 i = 0; i < WORDS; i++)
		MUST(!(~merged[i] & (l0[i] | l1[i])));
}

static void exit_for(struct lazy_bitmap *bitmap, u32 bit)
{
	bool open = lazy_bitmap_open(bitmap, l1, bit);

	MUST(open == !intercepted(bit));
	MUST(!open || !(merged[bit / 64] & BIT64(bit % 64)));
	MUST(bitmap->open_count <= LAZY_BITMAP_OPEN_MAX);
}

static void check_msr(u32 msr)
{
	int read = msr_bitmap_bit(msr, false), write = msr_bitmap_bit(msr, true);

	MUST((read < 0) == (write < 0));
	MUST(read < 0 || (read < write && write < (int)PAGE_SIZE * 8));
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct fuzz_input in = { data, size };
	struct lazy_bitmap bitmap = { .merged = merged, .l0 = l0, .words = WORDS };

	memset(merged, 0xff, sizeof(merged));
	memset(l1, 0, sizeof(l1));
	memset(l0, 0, sizeof(l0));
	for (int i = 0; i < 4; i++)
		l0[take(&in, 2) % WORDS] = take(&in, 8);
	while (in.left) {
		u32 bit = (u32)take(&in, 2) % (WORDS * 64);

		switch (take(&in, 1) % 4) {
		case 0:
			l1[bit / 64] ^= BIT64(bit % 64);
			break;
		case 1:
			lazy_bitmap_reset(&bitmap);
			break;
		case 2:
			check_msr((u32)take(&in, 4));
			break;
		default:
			enter(&bitmap);
			exit_for(&bitmap, bit);
		}
	}
	enter(&bitmap);
	return 0;
}
