/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The multiboot specifications, versions 0.6.96 and 2.0: the part that L0
 * reads as a kernel, and writes as a loader of L1.
 */
#ifndef NVMX_MULTIBOOT_H
#define NVMX_MULTIBOOT_H

#define MULTIBOOT1_HEADER_MAGIC		0x1badb002
#define MULTIBOOT1_BOOT_MAGIC		0x2badb002
#define MULTIBOOT1_HEADER_SEARCH	8192
#define MULTIBOOT1_FLAG_ALIGN_MODULES	1
#define MULTIBOOT1_FLAG_MEMORY		2
#define MULTIBOOT1_FLAG_AOUT_KLUDGE	(1 << 16)
#define MULTIBOOT1_FLAGS	(MULTIBOOT1_FLAG_ALIGN_MODULES | MULTIBOOT1_FLAG_MEMORY)

#define MULTIBOOT1_INFO_MEMORY		(1 << 0)
#define MULTIBOOT1_INFO_CMDLINE		(1 << 2)
#define MULTIBOOT1_INFO_MODULES		(1 << 3)
#define MULTIBOOT1_INFO_MMAP		(1 << 6)
#define MULTIBOOT1_INFO_LOADER_NAME	(1 << 9)

#define MULTIBOOT2_HEADER_MAGIC		0xe85250d6
#define MULTIBOOT2_BOOT_MAGIC		0x36d76289
#define MULTIBOOT2_HEADER_TAG_END	0
#define MULTIBOOT2_HEADER_TAG_ALIGN_MODULES 6
#define MULTIBOOT2_TAG_END		0
#define MULTIBOOT2_TAG_CMDLINE		1
#define MULTIBOOT2_TAG_MODULE		3
#define MULTIBOOT2_TAG_MMAP		6
#define MULTIBOOT2_TAG_ACPI_OLD		14
#define MULTIBOOT2_TAG_ACPI_NEW		15

#define MULTIBOOT_MEMORY_AVAILABLE	1
#define MULTIBOOT_MEMORY_RESERVED	2
#define MULTIBOOT_MEMORY_ACPI		3
#define MULTIBOOT_MEMORY_NVS		4

#ifndef __ASSEMBLER__
#include "nvmx/types.h"

struct multiboot1_info {
	u32 flags;
	u32 mem_lower;			/* KiB below 1 MiB */
	u32 mem_upper;			/* KiB from 1 MiB to the first hole */
	u32 boot_device;
	u32 cmdline;
	u32 mods_count;
	u32 mods_addr;
	u32 syms[4];
	u32 mmap_length;
	u32 mmap_addr;
	u32 drives_length;
	u32 drives_addr;
	u32 config_table;
	u32 boot_loader_name;
	u32 apm_table;
	u32 vbe[4];
	u32 framebuffer[7];
};

struct multiboot1_module {
	u32 start;
	u32 end;
	u32 string;
	u32 reserved;
};

struct multiboot1_mmap {
	u32 size;			/* of what follows */
	u64 addr;
	u64 len;
	u32 type;
} __packed;

struct multiboot2_tag {
	u32 type;
	u32 size;
};

struct multiboot2_module {
	struct multiboot2_tag tag;
	u32 start;
	u32 end;
	char string[];
};

struct multiboot2_mmap_entry {
	u64 addr;
	u64 len;
	u32 type;
	u32 reserved;
};

struct multiboot2_mmap {
	struct multiboot2_tag tag;
	u32 entry_size;
	u32 entry_version;
};
#endif /* __ASSEMBLER__ */

#endif
