// SPDX-License-Identifier: BSD-3-Clause
#include "nvmx/page_alloc.h"
#include "nvmx/printk.h"
#include "nvmx/self_check.h"

#define PATTERN		0x6e564d5863616e61ULL	/* "nVMXcana" */

extern const u8 image_start[], rodata_end[];

static u64 expected_sum;
static u64 *pool_start;
static u64 pool_words;

/* Position matters: words that change places are seen. */
static u64 image_sum(void)
{
	const u64 *word = (const u64 *)(const void *)image_start;
	const u64 *end = (const u64 *)(const void *)rodata_end;
	u64 sum = 0;

	for (; word < end; word++)
		sum = (sum << 1 | sum >> 63) ^ *word;
	return sum;
}

void self_check_init(void)
{
	u64 *at, count;

	pool_start = page_alloc_boot_rest(&pool_words);
	expected_sum = image_sum();
	at = pool_start;
	count = pool_words;
	asm volatile("rep stosq" : "+D"(at), "+c"(count) : "a"(PATTERN)
		     : "memory");
}

bool self_check(void)
{
	const u64 *at = pool_start;
	u64 count = pool_words;
	bool intact = true;

	if (image_sum() != expected_sum) {
		pr_err("nVMX: its code or constants have changed\n");
		intact = false;
	}
	/* The comparison before leaves ZF set when there are no words. */
	asm volatile("cmpq %2, %2\n\trepe scasq"
		     : "+D"(at), "+c"(count) : "a"(PATTERN) : "cc", "memory");
	if (pool_words && at[-1] != PATTERN) {
		pr_err("nVMX: unused memory at %lx has changed\n",
		       virt_to_hpa(at - 1).v);
		intact = false;
	}
	if (intact)
		pr_info("nVMX: code, constants and unused memory are untouched\n");
	return intact;
}
