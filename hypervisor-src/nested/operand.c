/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Memory operands of VMX instructions: from the VM-exit instruction
 * information and the exit qualification (= displacement, RIP-relative
 * already added) to a linear address, with the segment and canonical checks
 * that the CPU leaves to whoever emulates the instruction (SDM 28.2.5).
 */
#include "nested_internal.h"

enum address_size { ADDRESS_16, ADDRESS_32, ADDRESS_64 };

/* SDM tables 28-13 and 28-14: all VMX instructions agree on these places. */
struct insn_info insn_info_decode(u32 info)
{
	return (struct insn_info){
		.scale = info & 3,
		.reg1 = (info >> 3) & 0xf,
		.address_size = (info >> 7) & 7,
		.is_register = info & BIT(10),
		.segment = (info >> 15) & 7,
		.index = (info >> 18) & 0xf,
		.has_index = !(info & BIT(22)),
		.base = (info >> 23) & 0xf,
		.has_base = !(info & BIT(27)),
		.reg2 = (info >> 28) & 0xf,
	};
}

static u64 address_size_mask(u8 address_size)
{
	switch (address_size) {
	case ADDRESS_16:
		return 0xffff;
	case ADDRESS_32:
		return 0xffffffff;
	default:
		return ~0ULL;
	}
}

static int segment_fault(const struct insn_info *info, struct operand_fault *fault)
{
	*fault = (struct operand_fault){
		.vector = info->segment == SEG_SS ? VECTOR_SS : VECTOR_GP,
		.has_error_code = true,
	};
	return -EFAULT;
}

/* Type bits of code and data segments (SDM 3A table 3-1). */
#define TYPE_CODE		BIT(3)
#define TYPE_EXPAND_DOWN	BIT(2)	/* of a data segment */
#define TYPE_WRITABLE		BIT(1)	/* of a data segment */
#define TYPE_READABLE		BIT(1)	/* of a code segment */

static bool segment_type_allows(u32 ar, bool write)
{
	if (ar & SEG_AR_UNUSABLE)
		return false;
	if (ar & TYPE_CODE)
		return !write && (ar & TYPE_READABLE);
	return !write || (ar & TYPE_WRITABLE);
}

/* SDM 3A 5.3: all of [offset, offset + size) must be inside the segment. */
static bool segment_limit_allows(const struct segment_state *seg, u64 offset,
				 unsigned int size)
{
	u64 last = offset + size - 1;
	bool expand_down = !(seg->ar & TYPE_CODE) && (seg->ar & TYPE_EXPAND_DOWN);
	u64 top = seg->ar & SEG_AR_DB ? 0xffffffff : 0xffff;

	if (expand_down)
		return offset > seg->limit && last <= top;
	return last <= seg->limit;
}

int operand_linear(const struct insn_info *info, const struct segment_state *seg,
		   bool long_mode_code, u64 offset, unsigned int size, bool write,
		   u64 *linear, struct operand_fault *fault)
{
	offset &= address_size_mask(info->address_size);
	if (long_mode_code) {
		bool has_base = info->segment >= SEG_FS;

		*linear = offset + (has_base ? seg->base : 0);
		if (!address_is_canonical(*linear) ||
		    !address_is_canonical(*linear + size - 1))
			return segment_fault(info, fault);
		return 0;
	}
	if (!segment_type_allows(seg->ar, write) ||
	    !segment_limit_allows(seg, offset, size))
		return segment_fault(info, fault);
	*linear = (seg->base + offset) & 0xffffffff;
	return 0;
}

bool l1_in_64bit_code(void)
{
	return (vmcs_read(VMCS_GUEST_EFER) & EFER_LMA) &&
	       (vmcs_read(VMCS_GUEST_CS_AR) & SEG_AR_L);
}

static u64 operand_offset(struct vcpu *vcpu, const struct insn_info *info)
{
	u64 offset = vmcs_read(VMCS_EXIT_QUALIFICATION);

	if (info->has_base)
		offset += vcpu_gpr_read(vcpu, info->base);
	if (info->has_index)
		offset += vcpu_gpr_read(vcpu, info->index) << info->scale;
	return offset;
}

/* Segment fields come in the order ES CS SS DS FS GS, 2 apart (SDM 3D B). */
static struct segment_state segment_read(u8 segment)
{
	u32 step = segment * 2U;

	return (struct segment_state){
		.base = vmcs_read(VMCS_GUEST_ES_BASE + step),
		.limit = (u32)vmcs_read(VMCS_GUEST_ES_LIMIT + step),
		.ar = (u32)vmcs_read(VMCS_GUEST_ES_AR + step),
	};
}

static void inject_operand_fault(struct vcpu *vcpu, const struct operand_fault *fault)
{
	if (vcpu->nested.in_l2)
		inject_into_l2(vcpu, fault);
	else if (fault->vector == VECTOR_PF)
		vcpu_inject_page_fault(vcpu, GVA(fault->address), fault->error_code);
	else
		vcpu_inject_exception(vcpu, fault->vector, fault->has_error_code,
				      fault->error_code);
}

static void inject_walk_fault(struct vcpu *vcpu, const struct page_walk_result *walk,
			      u64 address)
{
	if (walk->ept_convertible &&
	    virtualization_exception_deliver(vcpu, walk->ept_qualification,
					     walk->ngpa, address))
		return;
	if (walk->ept_reason)
		reflect_ept_at(vcpu, walk->ept_reason, walk->ept_qualification,
			       walk->ngpa, address);
	else
		inject_operand_fault(vcpu, &(struct operand_fault){
			.vector = VECTOR_PF, .has_error_code = true,
			.error_code = walk->error_code, .address = address });
}

/* One or two pieces of an operand: it may cross a page. */
struct operand_pieces {
	gpa_t gpa[2];
	unsigned int size[2];
};

static int operand_translate(struct vcpu *vcpu, u64 linear, unsigned int size,
			     bool write, bool long_mode_code,
			     struct operand_pieces *pieces)
{
	struct paging_state paging;
	struct page_walk_result walk;
	unsigned int first = PAGE_SIZE - (linear & ~PAGE_MASK);

	l1_paging_state_read(&paging);
	if (vcpu->nested.in_l2 && V12_HAS2(vcpu->nested.current->vmcs12, ENABLE_EPT)) {
		paging.vmcs12 = vcpu->nested.current->vmcs12;
		paging.eptp12 = V12(paging.vmcs12, EPT_POINTER);
	}
	pieces->size[0] = size < first ? size : first;
	pieces->size[1] = size - pieces->size[0];
	for (int i = 0; i < 2 && pieces->size[i]; i++) {
		u64 address = i ? linear + pieces->size[0] : linear;

		if (!long_mode_code)
			address &= 0xffffffff;
		if (l1_page_walk(vcpu->vm, &paging, address, write, &walk)) {
			inject_walk_fault(vcpu, &walk, address);
			return -EFAULT;
		}
		pieces->gpa[i] = walk.gpa;
	}
	return 0;
}

static int operand_locate(struct vcpu *vcpu, const struct insn_info *info,
			  unsigned int size, bool write,
			  struct operand_pieces *pieces)
{
	bool long_mode_code = l1_in_64bit_code();
	struct segment_state seg;
	struct operand_fault fault;
	u64 linear;

	if (info->segment > SEG_GS) {
		/* The CPU never says so; do not read a field that is not there. */
		inject_operand_fault(vcpu, &(struct operand_fault){
			.vector = VECTOR_GP, .has_error_code = true });
		return -EFAULT;
	}
	seg = segment_read(info->segment);
	if (operand_linear(info, &seg, long_mode_code, operand_offset(vcpu, info),
			   size, write, &linear, &fault)) {
		inject_operand_fault(vcpu, &fault);
		return -EFAULT;
	}
	return operand_translate(vcpu, linear, size, write, long_mode_code, pieces);
}

int insn_read_memory(struct vcpu *vcpu, const struct insn_info *info, void *data,
		     unsigned int size)
{
	struct operand_pieces pieces;
	u8 *to = data;

	if (operand_locate(vcpu, info, size, false, &pieces))
		return -EFAULT;
	for (int i = 0; i < 2 && pieces.size[i]; i++) {
		/* No RAM of L1 there: the bus answers all ones. */
		if (guest_phys_read(vcpu->vm, pieces.gpa[i], to, pieces.size[i]))
			memset(to, 0xff, pieces.size[i]);
		to += pieces.size[i];
	}
	return 0;
}

int insn_write_memory(struct vcpu *vcpu, const struct insn_info *info,
		      const void *data, unsigned int size)
{
	struct operand_pieces pieces;
	const u8 *from = data;

	if (operand_locate(vcpu, info, size, true, &pieces))
		return -EFAULT;
	for (int i = 0; i < 2 && pieces.size[i]; i++) {
		/* Outside L1's RAM a write goes nowhere. */
		if (guest_phys_write(vcpu->vm, pieces.gpa[i], from, pieces.size[i]))
			pr_guest_ratelimited("L1 wrote a VMX operand outside its RAM\n");
		from += pieces.size[i];
	}
	return 0;
}
