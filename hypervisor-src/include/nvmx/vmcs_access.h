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

#include "nvmx/percpu.h"
#include "nvmx/types.h"

/*
 * Every access by VMREAD and VMWRITE is counted, for the counters of nested
 * transitions: by the functions below themselves, but for the fast ones, whose
 * callers add what they do in one go.
 */
#define VMCS_COUNT_READS	"incl %%gs:%c[reads]"
#define VMCS_COUNT_WRITES	"incl %%gs:%c[writes]"
#define VMCS_READS_OFFSET	offsetof(struct pcpu, vmcs_accesses.reads)
#define VMCS_WRITES_OFFSET	offsetof(struct pcpu, vmcs_accesses.writes)

static inline void vmcs_accesses_add(u32 reads, u32 writes)
{
	struct vmcs_accesses *accesses = &this_pcpu()->vmcs_accesses;

	accesses->reads += reads;
	accesses->writes += writes;
}

/* Starts anew, with @reads VMREADs that the caller is about to do the fast way. */
static inline void vmcs_accesses_start(u32 reads)
{
	this_pcpu()->vmcs_accesses = (struct vmcs_accesses){ .reads = reads };
}

/* By this pCPU, since the start. */
static inline struct vmcs_accesses vmcs_accesses(void)
{
	return this_pcpu()->vmcs_accesses;
}

/* Prints the field and the VM-instruction error, then panics. */
void __noreturn vmcs_access_failed(const char *insn, u64 operand, u64 value);

static inline u64 vmcs_read(u32 field)
{
	u64 value;

	asm goto volatile("vmread %[field], %[value]\n\tjbe %l[fail]\n\t"
			  VMCS_COUNT_READS
			  : [value] "=r"(value)
			  : [field] "r"((u64)field),
			    [reads] "i"(VMCS_READS_OFFSET)
			  : "cc", "memory" : fail);
	return value;
fail:
	vmcs_access_failed("VMREAD", field, 0);
}

/* For fields that this CPU may not have: false then. */
static inline bool vmcs_read_safe(u32 field, u64 *value)
{
	asm goto volatile("vmread %[field], %[value]\n\tjbe %l[fail]\n\t"
			  VMCS_COUNT_READS
			  : [value] "=r"(*value)
			  : [field] "r"((u64)field),
			    [reads] "i"(VMCS_READS_OFFSET)
			  : "cc", "memory" : fail);
	return true;
fail:
	return false;
}

static inline void vmcs_write(u32 field, u64 value)
{
	asm goto volatile("vmwrite %[value], %[field]\n\tjbe %l[fail]\n\t"
			  VMCS_COUNT_WRITES
			  : : [field] "r"((u64)field), [value] "rm"(value),
			    [writes] "i"(VMCS_WRITES_OFFSET)
			  : "cc", "memory" : fail);
	return;
fail:
	vmcs_access_failed("VMWRITE", field, value);
}

/*
 * The same without looking at the outcome and without counting, for the runs of
 * accesses at every exit of L2: fields that every VMCS has, a VMCS that has just
 * been loaded.
 */
static inline u64 vmcs_read_fast(u32 field)
{
	u64 value;

	asm volatile("vmread %1, %0" : "=r"(value) : "r"((u64)field) : "cc");
	return value;
}

static inline void vmcs_write_fast(u32 field, u64 value)
{
	asm volatile("vmwrite %1, %0" : : "r"((u64)field), "rm"(value) : "cc");
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
