/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The host tests' stand-in for the header of the same name: a CPU whose
 * VMCSs are plain arrays (fake/fake_cpu.c). It is first on the include path.
 */
#ifndef NVMX_VMCS_ACCESS_H
#define NVMX_VMCS_ACCESS_H

#include "nvmx/types.h"

u64 vmcs_read(u32 field);
/* The fake CPU has every field of the table. */
static inline bool vmcs_read_safe(u32 field, u64 *value)
{
	*value = vmcs_read(field);
	return true;
}

void vmcs_write(u32 field, u64 value);

/* Not counted: vmcs_accesses_add() does. */
u64 vmcs_read_fast(u32 field);
void vmcs_write_fast(u32 field, u64 value);
void vmcs_accesses_add(u32 reads, u32 writes);

void vmcs_load(hpa_t vmcs);
void vmcs_clear(hpa_t vmcs);

enum invept_type {
	INVEPT_SINGLE_CONTEXT = 1,
	INVEPT_ALL_CONTEXT = 2,
};

enum invvpid_type {
	INVVPID_INDIVIDUAL_ADDRESS = 0,
	INVVPID_SINGLE_CONTEXT = 1,
	INVVPID_ALL_CONTEXT = 2,
	INVVPID_SINGLE_RETAINING_GLOBALS = 3,
};

void invept(enum invept_type type, u64 eptp);
void invvpid(enum invvpid_type type, u16 vpid, gva_t linear);

#endif
