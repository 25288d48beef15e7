// SPDX-License-Identifier: BSD-3-Clause
/*
 * Decodes the stores that software uses on memory-mapped registers: MOV of a
 * 32-bit register or constant to memory. The address is known from the exit;
 * what is needed is the value and the length.
 */
#include "nested/nested_internal.h"
#include "nvmx/guest_mem.h"
#include "nvmx/vmcs_access.h"
#include "nvmx/vmx.h"
#include "nvmx/vmx_core.h"

#define INSN_MAX		15
#define PREFIX_OPERAND_SIZE	0x66
#define PREFIX_ADDRESS_SIZE	0x67
#define REX_MASK		0xf0
#define REX			0x40
#define REX_W			BIT(3)
#define REX_R			BIT(2)
#define OP_MOV_STORE		0x89	/* MOV r/m32, r32 */
#define OP_MOV_MOFFS		0xa3	/* MOV moffs32, EAX */
#define OP_MOV_IMM		0xc7	/* MOV r/m32, imm32 */

struct decoder {
	u8 bytes[INSN_MAX];
	u8 count, pos;		/* valid, used */
	u8 rex;
	bool code64;
	bool odd;		/* a prefix that changes sizes */
};

/* What of the 15 bytes at RIP can be read; L1 has just fetched them. */
static void fetch(struct vcpu *vcpu, struct decoder *d)
{
	u64 linear = vmcs_read(VMCS_GUEST_RIP);
	struct paging_state paging;

	d->code64 = l1_in_64bit_code();
	if (!d->code64)
		linear = (u32)(linear + vmcs_read(VMCS_GUEST_CS_BASE));
	l1_paging_state_read(&paging);
	while (d->count < INSN_MAX) {
		u32 chunk = INSN_MAX - d->count;
		struct page_walk_result walk;

		if (chunk > PAGE_SIZE - linear % PAGE_SIZE)
			chunk = (u32)(PAGE_SIZE - linear % PAGE_SIZE);
		if (l1_page_walk(vcpu->vm, &paging, linear, false, &walk) ||
		    guest_phys_read(vcpu->vm, walk.gpa, d->bytes + d->count,
				    chunk))
			return;
		d->count = (u8)(d->count + chunk);
		linear += chunk;
	}
}

static u8 next(struct decoder *d)
{
	u8 byte = d->pos < d->count ? d->bytes[d->pos] : 0;

	d->pos++;
	return byte;
}

static u8 skip_prefixes(struct decoder *d)
{
	for (;;) {
		u8 byte = next(d);

		switch (byte) {
		case PREFIX_OPERAND_SIZE:
		case PREFIX_ADDRESS_SIZE:
			d->odd = true;
			break;
		case 0x26:	/* segment overrides: the address is known */
		case 0x2e:
		case 0x36:
		case 0x3e:
		case 0x64:
		case 0x65:
			break;
		default:
			if (!d->code64 || (byte & REX_MASK) != REX)
				return byte;
			d->rex = byte;
			return next(d);
		}
	}
}

/* Steps over ModRM, SIB and displacement; the reg field, or -1 for no memory. */
static int skip_modrm(struct decoder *d)
{
	u8 modrm = next(d);
	u8 mod = modrm >> 6, rm = modrm & 7;

	if (mod == 3)
		return -1;
	if (rm == 4) {
		u8 base = next(d) & 7;	/* SIB */

		if (mod == 0 && base == 5)
			d->pos += 4;
	}
	if (mod == 0 && rm == 5)
		d->pos += 4;
	else if (mod == 1)
		d->pos += 1;
	else if (mod == 2)
		d->pos += 4;
	return modrm >> 3 & 7;
}

static u32 next_imm32(struct decoder *d)
{
	u32 value = next(d);

	value |= (u32)next(d) << 8;
	value |= (u32)next(d) << 16;
	return value | (u32)next(d) << 24;
}

bool mmio_store_decode(struct vcpu *vcpu, struct mmio_store *store)
{
	struct decoder d = { 0 };
	u8 opcode;
	int reg;

	fetch(vcpu, &d);
	opcode = skip_prefixes(&d);
	if (d.odd || d.rex & REX_W)
		return false;
	switch (opcode) {
	case OP_MOV_STORE:
		reg = skip_modrm(&d);
		if (reg < 0)
			return false;
		store->value = (u32)vcpu_gpr_read(vcpu, (unsigned int)reg |
						  (d.rex & REX_R ? 8 : 0));
		break;
	case OP_MOV_IMM:
		reg = skip_modrm(&d);
		if (reg)	/* /0 only */
			return false;
		store->value = next_imm32(&d);
		break;
	case OP_MOV_MOFFS:
		d.pos += d.code64 ? 8 : 4;
		store->value = (u32)vcpu->gpr[GPR_RAX];
		break;
	default:
		return false;
	}
	store->length = d.pos;
	return d.pos <= d.count;
}
