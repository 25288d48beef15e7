/* SPDX-License-Identifier: BSD-3-Clause */
/* What the boot loader said, copied out of its memory and bounded. */
#ifndef NVMX_BOOT_INFO_H
#define NVMX_BOOT_INFO_H

#include "nvmx/types.h"

#define BOOT_MMAP_MAX		64
#define BOOT_L0_RANGE_MAX	4
#define BOOT_MODULE_MAX		8
#define BOOT_STRING_MAX		2048	/* as ACRN: MAX_BOOTARGS_SIZE */

struct boot_mmap {
	u64 start;
	u64 size;
	u32 type;			/* MULTIBOOT_MEMORY_* */
};

struct boot_module {
	u64 start;
	u64 size;
	char string[BOOT_STRING_MAX];	/* first word: the tag */
};

struct boot_info {
	char cmdline[BOOT_STRING_MAX];
	struct boot_mmap mmap[BOOT_MMAP_MAX];
	u32 mmap_count;
	struct boot_module modules[BOOT_MODULE_MAX];
	u32 module_count;
	u32 protocol;			/* 1 or 2 */
	/* What boot_memory_reserve() took: absent for L1. */
	struct boot_mmap l0_ranges[BOOT_L0_RANGE_MAX];
	u32 l0_range_count;
	u8 rsdp[36] __aligned(8);	/* ACPI's, when the loader handed it over */
	u32 rsdp_size;
};

extern struct boot_info boot_info;

/* 0, or -EINVAL when @magic is no multiboot loader's. */
int boot_info_parse(u32 magic, u32 info);

/*
 * Takes a page-aligned range of usable RAM out of the memory map, for L0. False
 * when it is not RAM, or the map is full.
 */
bool __must_check boot_memory_reserve(u64 start, u64 size);

/* The highest page-aligned address of @size usable bytes below @limit; 0: none. */
u64 boot_memory_find_top(u64 size, u64 limit);

/* The module whose string starts with @tag and a space or its end, or NULL. */
struct boot_module *boot_module_find(const char *tag);

/* What follows the tag in the module's string, or NULL when nothing does. */
const char *boot_module_args(const struct boot_module *module);

#endif
