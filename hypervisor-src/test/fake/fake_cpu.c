/* SPDX-License-Identifier: BSD-3-Clause */
/* The CPU: VMCS regions, INVEPT, INVVPID. */
#include <stdio.h>
#include <stdlib.h>
#include "fake_cpu.h"

#define FAKE_VMCS_COUNT		64

struct fake_vmcs {
	u32 *region;
	bool active;
	u32 word_when_loaded;
	u64 f[FID_COUNT];
};

static struct fake_vmcs vmcss[FAKE_VMCS_COUNT];
static struct fake_vmcs *current_vmcs;

struct fake_cpu cpu;

static void __noreturn misuse(const char *what, u64 detail)
{
	fprintf(stderr, "fake CPU: L0 broke a rule: %s (%llx)\n", what,
		(unsigned long long)detail);
	abort();
}

void panic(const char *fmt, ...)
{
	fprintf(stderr, "panic: %s\n", fmt);
	abort();
}

static struct fake_vmcs *vmcs_at(hpa_t hpa)
{
	u32 *region = hpa_to_virt(hpa);

	for (int i = 0; i < FAKE_VMCS_COUNT; i++) {
		if (!vmcss[i].region)
			vmcss[i].region = region;
		if (vmcss[i].region == region)
			return &vmcss[i];
	}
	misuse("too many VMCS regions", hpa.v);
}

void fake_vmcs_forget_all(void)
{
	memset(vmcss, 0, sizeof(vmcss));
	current_vmcs = NULL;
}

static int field_id(u32 field)
{
	int fid = vmcs_field_lookup(field);

	if (fid < 0 || (field & VMCS_ENCODING_HIGH))
		misuse("no such field", field);
	if (!current_vmcs)
		misuse("no current VMCS", field);
	return fid;
}

u64 vmcs_read_fast(u32 field)
{
	int fid = field_id(field);

	cpu.vmreads++;
	return current_vmcs->f[fid];
}

void vmcs_write_fast(u32 field, u64 value)
{
	int fid = field_id(field);

	if (vmcs_fields[fid].read_only && !(cpu.msrs.misc & MISC_VMWRITE_ANY_FIELD))
		misuse("VMWRITE of a read-only field", field);
	cpu.vmwrites++;
	current_vmcs->f[fid] = value & vmcs_field_mask((unsigned int)fid);
}

void vmcs_accesses_add(u32 reads, u32 writes)
{
	cpu.counted_reads += reads;
	cpu.counted_writes += writes;
}

u64 vmcs_read(u32 field)
{
	vmcs_accesses_add(1, 0);
	return vmcs_read_fast(field);
}

void vmcs_write(u32 field, u64 value)
{
	vmcs_accesses_add(0, 1);
	vmcs_write_fast(field, value);
}

void fake_vmexit_write(u32 field, u64 value)
{
	int fid = field_id(field);

	current_vmcs->f[fid] = value & vmcs_field_mask((unsigned int)fid);
}

void vmcs_load(hpa_t hpa)
{
	struct fake_vmcs *vmcs = vmcs_at(hpa);
	u32 revision = cpu.msrs.basic & VMX_BASIC_REVISION_MASK;
	u32 word = *vmcs->region;

	if ((word & ~VMCS_SHADOW_INDICATOR) != revision)
		misuse("VMPTRLD: wrong revision identifier", word);
	if (vmcs->active && word != vmcs->word_when_loaded)
		misuse("the shadow indicator changed while the VMCS was active", word);
	vmcs->active = true;
	vmcs->word_when_loaded = word;
	current_vmcs = vmcs;
}

void vmcs_clear(hpa_t hpa)
{
	struct fake_vmcs *vmcs = vmcs_at(hpa);

	if (vmcs->active && *vmcs->region != vmcs->word_when_loaded)
		misuse("the shadow indicator changed while the VMCS was active",
		       *vmcs->region);
	vmcs->active = false;
	if (current_vmcs == vmcs)
		current_vmcs = NULL;
}

u64 fake_vmcs_peek(hpa_t hpa, u32 field)
{
	return vmcs_at(hpa)->f[vmcs_field_lookup(field)];
}

void fake_vmcs_poke(hpa_t hpa, u32 field, u64 value)
{
	int fid = vmcs_field_lookup(field);

	vmcs_at(hpa)->f[fid] = value & vmcs_field_mask((unsigned int)fid);
}

bool fake_vmcs01_is_loaded(void)
{
	return current_vmcs == vmcs_at(cpu.vcpu.vmcs01.hpa) &&
	       cpu.vcpu.loaded == &cpu.vcpu.vmcs01;
}

bool fake_vmcs02_is_loaded(void)
{
	struct vmcs12_slot *slot = cpu.vcpu.nested.current;

	return slot && current_vmcs == vmcs_at(slot->vmcs02.hpa) &&
	       cpu.vcpu.loaded == &slot->vmcs02 &&
	       !(*current_vmcs->region & VMCS_SHADOW_INDICATOR);
}

void invept(enum invept_type type, u64 eptp)
{
	if (type != INVEPT_SINGLE_CONTEXT && type != INVEPT_ALL_CONTEXT)
		misuse("INVEPT type", type);
	cpu.invept_count++;
	cpu.invept_eptp = eptp;
}

void invvpid(enum invvpid_type type, u16 vpid, gva_t linear)
{
	if (!vpid && type != INVVPID_ALL_CONTEXT)
		misuse("INVVPID of VPID 0", type);
	if (type == INVVPID_INDIVIDUAL_ADDRESS && !address_is_canonical(linear.v))
		misuse("INVVPID of a non-canonical address", linear.v);
	cpu.invvpid_count++;
	cpu.invvpid_vpid = vpid;
	cpu.invvpid_type = type;
}
