/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * L1's physical memory as L0 may touch it. Every function refuses addresses
 * that are not RAM owned by the VM, so no check of the result is ever needed
 * against L0's own memory.
 */
#ifndef NVMX_GUEST_MEM_H
#define NVMX_GUEST_MEM_H

#include "nvmx/types.h"

struct vm;

/* 0, or -EFAULT when any byte of [gpa, gpa+len) is not RAM of the VM. */
int __must_check guest_phys_read(struct vm *vm, gpa_t gpa, void *buf,
				 size_t len);
int __must_check guest_phys_write(struct vm *vm, gpa_t gpa, const void *buf,
				  size_t len);

/*
 * Translates a range through EPT01. False unless all of [gpa, gpa+len) is RAM
 * of the VM and contiguous in host memory. @len is at least 1.
 */
bool __must_check gpa_to_hpa(struct vm *vm, gpa_t gpa, hpa_t *hpa, size_t len);

/*
 * EPT01's answer for one 4-KiB page of L1, for composing EPT12 with it: also
 * true for MMIO that is passed through. @leaf_size gets the size of the EPT01
 * leaf (4 KiB, 2 MiB or 1 GiB), @attr its low 12 bits (permissions, type).
 */
bool __must_check ept01_lookup(struct vm *vm, gpa_t gpa, hpa_t *hpa,
			       u64 *leaf_size, u64 *attr);

/*
 * A pointer to the page at @page (4-KiB aligned), or NULL. It stays valid for
 * the life of the VM: the memory layout of a VM never changes.
 */
void *guest_phys_map(struct vm *vm, gpa_t page);

#endif
