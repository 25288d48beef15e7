// SPDX-License-Identifier: BSD-3-Clause
/*
 * Copies an ELF file's segments into L1. The file is input from outside:
 * every offset is checked before use, and nothing is written to memory that is
 * not L1's RAM.
 */
#include "nvmx/guest_mem.h"
#include "nvmx/printk.h"
#include "nvmx/string.h"
#include "nvmx/vm.h"

#define ELF_CLASS_32	1
#define ELF_CLASS_64	2
#define ELF_DATA_LSB	1
#define ELF_PT_LOAD	1
#define EI_CLASS	4
#define EI_DATA		5

struct elf32_header {
	u8 ident[16];
	u16 type, machine;
	u32 version, entry, phoff, shoff, flags;
	u16 ehsize, phentsize, phnum, shentsize, shnum, shstrndx;
};

struct elf64_header {
	u8 ident[16];
	u16 type, machine;
	u32 version;
	u64 entry, phoff, shoff;
	u32 flags;
	u16 ehsize, phentsize, phnum, shentsize, shnum, shstrndx;
};

struct elf32_segment {
	u32 type, offset, vaddr, paddr, filesz, memsz, flags, align;
};

struct elf64_segment {
	u32 type, flags;
	u64 offset, vaddr, paddr, filesz, memsz, align;
};

struct segment {
	u32 type;
	u64 offset, vaddr, paddr, filesz, memsz;
};

struct elf_file {
	const u8 *image;
	u64 size;
	bool is64;
	u64 entry, phoff;
	u16 phentsize, phnum;
};

static int open_elf(struct elf_file *elf, const void *image, u64 size)
{
	const struct elf32_header *h32 = image;
	const struct elf64_header *h64 = image;

	if (size < sizeof(*h64) || memcmp(image, "\177ELF", 4) ||
	    h32->ident[EI_DATA] != ELF_DATA_LSB)
		return -ENOEXEC;
	*elf = (struct elf_file){ .image = image, .size = size };
	if (h32->ident[EI_CLASS] == ELF_CLASS_32) {
		elf->entry = h32->entry;
		elf->phoff = h32->phoff;
		elf->phentsize = h32->phentsize;
		elf->phnum = h32->phnum;
		return elf->phentsize == sizeof(struct elf32_segment) ?
		       0 : -ENOEXEC;
	}
	elf->is64 = true;
	elf->entry = h64->entry;
	elf->phoff = h64->phoff;
	elf->phentsize = h64->phentsize;
	elf->phnum = h64->phnum;
	return h32->ident[EI_CLASS] == ELF_CLASS_64 &&
	       elf->phentsize == sizeof(struct elf64_segment) ? 0 : -ENOEXEC;
}

static int read_segment(const struct elf_file *elf, u16 index,
			struct segment *s)
{
	u64 offset = elf->phoff + (u64)index * elf->phentsize;
	struct elf32_segment seg32;
	struct elf64_segment seg64;

	if (offset < elf->phoff || offset > elf->size ||
	    elf->size - offset < elf->phentsize)
		return -ENOEXEC;
	if (elf->is64) {
		memcpy(&seg64, elf->image + offset, sizeof(seg64));
		*s = (struct segment){ seg64.type, seg64.offset,
				       seg64.vaddr, seg64.paddr,
				       seg64.filesz, seg64.memsz };
	} else {
		memcpy(&seg32, elf->image + offset, sizeof(seg32));
		*s = (struct segment){ seg32.type, seg32.offset,
				       seg32.vaddr, seg32.paddr,
				       seg32.filesz, seg32.memsz };
	}
	if (s->type == ELF_PT_LOAD &&
	    (s->filesz > s->memsz || s->offset > elf->size ||
	     elf->size - s->offset < s->filesz))
		return -ENOEXEC;
	return 0;
}

static bool overlaps(const struct segment *s, const struct ram_range *r)
{
	return s->paddr < r->start + r->size &&
	       r->start < s->paddr + s->memsz;
}

static int load_segment(struct vm *vm, const struct elf_file *elf,
			const struct segment *s,
			const struct ram_range *forbidden)
{
	u8 *target;
	hpa_t hpa;

	if (!s->memsz)
		return 0;
	if (!gpa_to_hpa(vm, GPA(s->paddr), &hpa, s->memsz) ||
	    overlaps(s, forbidden)) {
		pr_err("nVMX: L1's image wants memory at %lx-%lx, which is not free; link it elsewhere\n",
		       s->paddr, s->paddr + s->memsz);
		return -EFAULT;
	}
	target = guest_phys_map(vm, GPA(s->paddr & PAGE_MASK));
	if (!target)
		return -EFAULT;
	target += s->paddr & ~PAGE_MASK;
	memmove(target, elf->image + s->offset, s->filesz);
	memset(target + s->filesz, 0, s->memsz - s->filesz);
	return 0;
}

int elf_load(struct vm *vm, const void *image, u64 size,
	     const struct ram_range *forbidden, u32 *entry)
{
	struct elf_file elf;
	struct segment segment;
	u64 start = ~0ULL;
	u16 i;

	if (open_elf(&elf, image, size))
		return -ENOEXEC;
	for (i = 0; i < elf.phnum; i++) {
		int ret = read_segment(&elf, i, &segment);

		if (!ret && segment.type == ELF_PT_LOAD)
			ret = load_segment(vm, &elf, &segment, forbidden);
		if (ret)
			return ret;
		/* The entry point is a virtual address: find where it went. */
		if (segment.type == ELF_PT_LOAD &&
		    elf.entry >= segment.vaddr &&
		    elf.entry - segment.vaddr < segment.memsz)
			start = elf.entry - segment.vaddr + segment.paddr;
	}
	if (start >> 32)
		return -ENOEXEC;
	*entry = (u32)start;
	return 0;
}
