// SPDX-License-Identifier: BSD-3-Clause
/*
 * Reads the multiboot information, either version, into one bounded structure:
 * nothing of it may be used later, because L1 will own that memory.
 */
#include "nvmx/boot_info.h"
#include "nvmx/multiboot.h"
#include "nvmx/printk.h"
#include "nvmx/string.h"

struct boot_info boot_info;

static const void *phys(u64 addr)
{
	return (const void *)(uintptr_t)addr;
}

static void copy_string(char *dst, const char *src, const char *what)
{
	size_t i;

	for (i = 0; i < BOOT_STRING_MAX - 1 && src[i]; i++)
		dst[i] = src[i];
	dst[i] = 0;
	if (src[i])
		pr_warn("boot: %s cut to %d characters\n", what,
			BOOT_STRING_MAX - 1);
}

static void add_mmap(u64 start, u64 size, u32 type)
{
	if (boot_info.mmap_count == BOOT_MMAP_MAX) {
		pr_warn("boot: more than %d memory map entries, rest ignored\n",
			BOOT_MMAP_MAX);
		return;
	}
	if (size && start + size > start)
		boot_info.mmap[boot_info.mmap_count++] =
			(struct boot_mmap){ start, size, type };
}

static void add_module(u64 start, u64 end, const char *string)
{
	struct boot_module *module;

	if (start == 0 || end <= start) {
		pr_warn("boot: empty module \"%s\" ignored\n", string);
		return;
	}
	if (boot_info.module_count == BOOT_MODULE_MAX) {
		pr_warn("boot: more than %d modules, \"%s\" ignored\n",
			BOOT_MODULE_MAX, string);
		return;
	}
	module = &boot_info.modules[boot_info.module_count++];
	module->start = start;
	module->size = end - start;
	copy_string(module->string, string, "a module's string");
}

static void parse_multiboot1(const struct multiboot1_info *mbi)
{
	const struct multiboot1_module *module;
	u32 offset, i;

	if (mbi->flags & MULTIBOOT1_INFO_CMDLINE)
		copy_string(boot_info.cmdline, phys(mbi->cmdline),
			    "the command line");
	if (mbi->flags & MULTIBOOT1_INFO_MODULES) {
		module = phys(mbi->mods_addr);
		for (i = 0; i < mbi->mods_count; i++)
			add_module(module[i].start, module[i].end,
				   module[i].string ?
				   phys(module[i].string) : "");
	}
	if (!(mbi->flags & MULTIBOOT1_INFO_MMAP))
		return;
	for (offset = 0; offset < mbi->mmap_length; ) {
		const struct multiboot1_mmap *entry =
			phys(mbi->mmap_addr + offset);

		add_mmap(entry->addr, entry->len, entry->type);
		offset += entry->size + sizeof(entry->size);
	}
}

static void copy_rsdp(const struct multiboot2_tag *tag)
{
	u32 size = tag->size - sizeof(*tag);

	if (size > sizeof(boot_info.rsdp))
		size = sizeof(boot_info.rsdp);
	/* Both versions may be there: the longer one says more. */
	if (size > boot_info.rsdp_size) {
		memcpy(boot_info.rsdp, tag + 1, size);
		boot_info.rsdp_size = size;
	}
}

static void parse_multiboot2_mmap(const struct multiboot2_mmap *mmap)
{
	u64 entry = (uintptr_t)(mmap + 1);
	u64 end = (uintptr_t)mmap + mmap->tag.size;

	for (; entry + sizeof(struct multiboot2_mmap_entry) <= end;
	     entry += mmap->entry_size) {
		const struct multiboot2_mmap_entry *e = phys(entry);

		add_mmap(e->addr, e->len, e->type);
	}
}

static void parse_multiboot2(u32 info)
{
	u32 total = *(const u32 *)phys(info);
	u32 offset = 8;			/* total size and a reserved word */

	while (offset + sizeof(struct multiboot2_tag) <= total) {
		const struct multiboot2_tag *tag = phys(info + offset);
		const struct multiboot2_module *module = (const void *)tag;

		if (tag->type == MULTIBOOT2_TAG_END || tag->size < 8)
			break;
		if (tag->type == MULTIBOOT2_TAG_CMDLINE)
			copy_string(boot_info.cmdline, (const char *)(tag + 1),
				    "the command line");
		else if (tag->type == MULTIBOOT2_TAG_MODULE)
			add_module(module->start, module->end, module->string);
		else if (tag->type == MULTIBOOT2_TAG_MMAP)
			parse_multiboot2_mmap((const void *)tag);
		else if (tag->type == MULTIBOOT2_TAG_ACPI_OLD ||
			 tag->type == MULTIBOOT2_TAG_ACPI_NEW)
			copy_rsdp(tag);
		offset += ALIGN_UP(tag->size, 8);
	}
}

int boot_info_parse(u32 magic, u32 info)
{
	if (magic == MULTIBOOT1_BOOT_MAGIC) {
		boot_info.protocol = 1;
		parse_multiboot1(phys(info));
		return 0;
	}
	if (magic == MULTIBOOT2_BOOT_MAGIC) {
		boot_info.protocol = 2;
		parse_multiboot2(info);
		return 0;
	}
	return -EINVAL;
}

bool boot_memory_reserve(u64 start, u64 size)
{
	u64 end = start + size;
	u32 i;

	for (i = 0; i < boot_info.mmap_count; i++) {
		struct boot_mmap *m = &boot_info.mmap[i];
		u64 m_end = m->start + m->size;

		if (m->type != MULTIBOOT_MEMORY_AVAILABLE ||
		    m->start > start || m_end < end ||
		    boot_info.mmap_count + 2 > BOOT_MMAP_MAX)
			continue;
		m->size = start - m->start;
		add_mmap(start, size, MULTIBOOT_MEMORY_RESERVED);
		add_mmap(end, m_end - end, MULTIBOOT_MEMORY_AVAILABLE);
		boot_info.l0_ranges[boot_info.l0_range_count++] =
			(struct boot_mmap){ start, size,
					    MULTIBOOT_MEMORY_RESERVED };
		return true;
	}
	return false;
}

u64 boot_memory_find_top(u64 size, u64 limit)
{
	u64 best = 0;
	u32 i;

	for (i = 0; i < boot_info.mmap_count; i++) {
		const struct boot_mmap *m = &boot_info.mmap[i];
		u64 end = m->start + m->size < limit ? m->start + m->size
						     : limit;
		u64 start;

		if (m->type != MULTIBOOT_MEMORY_AVAILABLE || end < size)
			continue;
		start = ALIGN_DOWN(end - size, PAGE_SIZE);
		if (start >= m->start && start > best)
			best = start;
	}
	return best;
}

struct boot_module *boot_module_find(const char *tag)
{
	size_t len = strlen(tag);
	u32 i;

	for (i = 0; i < boot_info.module_count; i++) {
		struct boot_module *module = &boot_info.modules[i];
		char next = module->string[len];

		if (!strncmp(module->string, tag, len) && (!next || next == ' '))
			return module;
	}
	return NULL;
}

const char *boot_module_args(const struct boot_module *module)
{
	const char *s = module->string;

	while (*s && *s != ' ')
		s++;
	while (*s == ' ')
		s++;
	return *s ? s : NULL;
}
