// SPDX-License-Identifier: BSD-3-Clause
/*
 * L0 as the multiboot loader of L1: the same ELF file that GRUB boots on the
 * bare machine finds the same entry state here (multiboot 0.6.96, 3.2).
 */
#include "nvmx/boot_info.h"
#include "nvmx/guest_mem.h"
#include "nvmx/multiboot.h"
#include "nvmx/printk.h"
#include "nvmx/string.h"
#include "nvmx/vm.h"

#define CONVENTIONAL_END	0xa0000
#define ONE_MIB			0x100000

/* What L1 gets to read, in one block below 640 KiB. */
struct l1_boot_block {
	struct multiboot1_info info;
	struct multiboot1_mmap mmap[BOOT_MMAP_MAX];
	char cmdline[BOOT_STRING_MAX];
	char loader_name[16];
};

static void add_mmap(struct l1_boot_block *block, u64 start, u64 end, u32 type)
{
	u32 count = block->info.mmap_length / sizeof(block->mmap[0]);

	if (start >= end || count == ARRAY_SIZE(block->mmap))
		return;
	block->mmap[count] = (struct multiboot1_mmap){
		sizeof(block->mmap[0]) - sizeof(u32), start, end - start, type
	};
	block->info.mmap_length += sizeof(block->mmap[0]);
}

/* The machine's map, in which L0's memory is reserved. */
static void fill_mmap(struct l1_boot_block *block)
{
	u32 i;

	for (i = 0; i < boot_info.mmap_count; i++) {
		const struct boot_mmap *m = &boot_info.mmap[i];

		add_mmap(block, m->start, m->start + m->size, m->type);
	}
}

static void fill_sizes(struct l1_boot_block *block)
{
	u32 count = block->info.mmap_length / sizeof(block->mmap[0]);
	u32 i;

	for (i = 0; i < count; i++) {
		const struct multiboot1_mmap *m = &block->mmap[i];

		if (m->type != MULTIBOOT_MEMORY_AVAILABLE)
			continue;
		if (m->addr == 0)
			block->info.mem_lower = (u32)(m->len >> 10);
		else if (m->addr <= ONE_MIB && m->addr + m->len > ONE_MIB)
			block->info.mem_upper =
				(u32)((m->addr + m->len - ONE_MIB) >> 10);
	}
}

static void fill_block(struct l1_boot_block *block, u32 address,
		       const char *cmdline)
{
	memset(block, 0, sizeof(*block));
	block->info.flags = MULTIBOOT1_INFO_MEMORY | MULTIBOOT1_INFO_CMDLINE |
			    MULTIBOOT1_INFO_MMAP | MULTIBOOT1_INFO_LOADER_NAME;
	block->info.cmdline = address + offsetof(struct l1_boot_block, cmdline);
	block->info.mmap_addr = address + offsetof(struct l1_boot_block, mmap);
	block->info.boot_loader_name =
		address + offsetof(struct l1_boot_block, loader_name);
	snprintf(block->cmdline, sizeof(block->cmdline), "%s", cmdline);
	snprintf(block->loader_name, sizeof(block->loader_name), "nVMX");
	fill_mmap(block);
	fill_sizes(block);
}

int multiboot_load(struct vm *vm, const struct boot_module *module,
		   const char *cmdline, struct vcpu_start *start)
{
	struct ram_range block = { boot_memory_find_top(sizeof(struct l1_boot_block),
						 CONVENTIONAL_END),
				   sizeof(struct l1_boot_block) };
	struct l1_boot_block *target = guest_phys_map(vm, GPA(block.start));
	hpa_t hpa;
	int ret;

	if (!block.start || !target ||
	    !gpa_to_hpa(vm, GPA(block.start), &hpa, block.size)) {
		pr_err("nVMX: no %u KiB free below 640 KiB for L1's boot information\n",
		       (u32)(block.size >> 10));
		return -ENOMEM;
	}
	ret = elf_load(vm, (const void *)(uintptr_t)module->start, module->size,
		       &block, &start->eip);
	if (ret == -ENOEXEC)
		pr_err("nVMX: module \"%s\" is no loadable ELF file for an x86 PC\n",
		       module->string);
	if (ret)
		return ret;
	fill_block(target, (u32)block.start, cmdline);
	start->kind = VCPU_START_MULTIBOOT;
	start->eax = MULTIBOOT1_BOOT_MAGIC;
	start->ebx = (u32)block.start;
	return 0;
}
