/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Access to the current VMCS of this CPU. The host tests put a header of the
 * same name, backed by an array, in front of this one on the include path.
 *
 * L0 only ever names fields that it has made sure exist, on a VMCS that it has
 * loaded: a failure here is a bug of L0 and ends in the panic screen.
 */
#ifndef NVMX_VMCS_ACCESS_H
#define NVMX_VMCS_ACCESS_H

#include "nvmx/types.h"

/* Prints the field and the VM-instruction error, then panics. */
void __noreturn vmcs_access_failed(const char *insn, u64 operand, u64 value);

static inline u64 vmcs_read(u32 field)
{
	u64 value;

	asm goto volatile("vmread %1, %0\n\tjbe %l[fail]"
			  : "=r"(value) : "r"((u64)field) : "cc" : fail);
	return value;
fail:
	vmcs_access_failed("VMREAD", field, 0);
}

/* For fields that this CPU may not have: false then. */
static inline bool vmcs_read_safe(u32 field, u64 *value)
{
	asm goto volatile("vmread %1, %0\n\tjbe %l[fail]"
			  : "=r"(*value) : "r"((u64)field) : "cc" : fail);
	return true;
fail:
	return false;
}

static inline void vmcs_write(u32 field, u64 value)
{
	asm goto volatile("vmwrite %1, %0\n\tjbe %l[fail]"
			  : : "r"((u64)field), "rm"(value)
			  : "cc", "memory" : fail);
	return;
fail:
	vmcs_access_failed("VMWRITE", field, value);
}

/*
 * The same without looking at the outcome, for the run of writes at every exit
 * of L2: fields that every VMCS has, a VMCS that has just been loaded.
 */
static inline void vmcs_write_fast(u32 field, u64 value)
{
	asm volatile("vmwrite %1, %0" : : "r"((u64)field), "rm"(value)
		     : "cc", "memory");
}

static inline void vmcs_load(hpa_t vmcs)
{
	asm goto volatile("vmptrld %0\n\tjbe %l[fail]"
			  : : "m"(vmcs.v) : "cc", "memory" : fail);
	return;
fail:
	vmcs_access_failed("VMPTRLD", vmcs.v, 0);
}

static inline void vmcs_clear(hpa_t vmcs)
{
	asm goto volatile("vmclear %0\n\tjbe %l[fail]"
			  : : "m"(vmcs.v) : "cc", "memory" : fail);
	return;
fail:
	vmcs_access_failed("VMCLEAR", vmcs.v, 0);
}

/* INVEPT and INVVPID types, SDM vol. 3C 31.3. */
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

static inline void invept(enum invept_type type, u64 eptp)
{
	struct { u64 eptp, reserved; } desc = { eptp, 0 };

	asm goto volatile("invept %0, %1\n\tjbe %l[fail]"
			  : : "m"(desc), "r"((u64)type) : "cc", "memory" : fail);
	return;
fail:
	vmcs_access_failed("INVEPT", (u64)type, eptp);
}

static inline void invvpid(enum invvpid_type type, u16 vpid, gva_t linear)
{
	struct { u64 vpid, linear; } desc = { vpid, linear.v };

	asm goto volatile("invvpid %0, %1\n\tjbe %l[fail]"
			  : : "m"(desc), "r"((u64)type) : "cc", "memory" : fail);
	return;
fail:
	vmcs_access_failed("INVVPID", (u64)type, vpid);
}

#endif
