/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Memory operands of instructions that L0 carries out: from the VM-exit
 * instruction information and, for VMX instructions, the exit qualification
 * (= displacement, RIP-relative already added) to a linear address, with the
 * segment and canonical checks that the CPU leaves to whoever emulates the
 * instruction (SDM 28.2.5), and from there to L1's memory.
 */
#include "nested_internal.h"

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

u64 address_size_mask(u8 address_size)
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

static int operand_translate(struct vcpu *vcpu, const struct memory_operand *operand,
			     u64 linear, bool long_mode_code,
			     struct operand_pieces *pieces)
{
	struct paging_state paging;
	struct page_walk_result walk;
	unsigned int first = PAGE_SIZE - (linear & ~PAGE_MASK);

	l1_paging_state_read(&paging);
	paging.user_mode = operand->user_mode;
	if (vcpu->nested.in_l2 && V12_HAS2(vcpu->nested.current->vmcs12, ENABLE_EPT)) {
		paging.vmcs12 = vcpu->nested.current->vmcs12;
		paging.eptp12 = V12(paging.vmcs12, EPT_POINTER);
	}
	pieces->size[0] = operand->size < first ? operand->size : first;
	pieces->size[1] = operand->size - pieces->size[0];
	for (int i = 0; i < 2 && pieces->size[i]; i++) {
		u64 address = i ? linear + pieces->size[0] : linear;

		if (!long_mode_code)
			address &= 0xffffffff;
		if (l1_page_walk(vcpu->vm, &paging, address, operand->write, &walk)) {
			inject_walk_fault(vcpu, &walk, address);
			return -EFAULT;
		}
		pieces->gpa[i] = walk.gpa;
	}
	return 0;
}

/* SDM 3A 6.15, #AC: at CPL 3 alone, when CR0 and RFLAGS ask for it. */
static bool alignment_fault(const struct memory_operand *operand, u64 linear)
{
	return operand->user_mode && (linear & (operand->size - 1)) &&
	       (vmcs_read(VMCS_GUEST_CR0) & CR0_AM) &&
	       (vmcs_read(VMCS_GUEST_RFLAGS) & RFLAGS_AC);
}

int memory_operand_locate(struct vcpu *vcpu, const struct memory_operand *operand,
			  struct operand_pieces *pieces)
{
	struct insn_info info = { .segment = operand->segment,
				  .address_size = operand->address_size };
	bool long_mode_code = l1_in_64bit_code();
	struct operand_fault fault;
	struct segment_state seg;
	u64 linear;

	if (info.segment > SEG_GS) {
		/* The CPU never says so; do not read a field that is not there. */
		inject_operand_fault(vcpu, &(struct operand_fault){
			.vector = VECTOR_GP, .has_error_code = true });
		return -EFAULT;
	}
	seg = segment_read(info.segment);
	if (operand_linear(&info, &seg, long_mode_code, operand->offset,
			   operand->size, operand->write, &linear, &fault)) {
		inject_operand_fault(vcpu, &fault);
		return -EFAULT;
	}
	if (alignment_fault(operand, linear)) {
		inject_operand_fault(vcpu, &(struct operand_fault){
			.vector = VECTOR_AC, .has_error_code = true });
		return -EFAULT;
	}
	return operand_translate(vcpu, operand, linear, long_mode_code, pieces);
}

void memory_operand_read(struct vcpu *vcpu, const struct operand_pieces *pieces,
			 void *data)
{
	u8 *to = data;

	for (int i = 0; i < 2 && pieces->size[i]; i++) {
		/* No RAM of L1 there: the bus answers all ones. */
		if (guest_phys_read(vcpu->vm, pieces->gpa[i], to, pieces->size[i]))
			memset(to, 0xff, pieces->size[i]);
		to += pieces->size[i];
	}
}

void memory_operand_write(struct vcpu *vcpu, const struct operand_pieces *pieces,
			  const void *data)
{
	const u8 *from = data;

	for (int i = 0; i < 2 && pieces->size[i]; i++) {
		if (guest_phys_write(vcpu->vm, pieces->gpa[i], from, pieces->size[i]))
			pr_guest_ratelimited("an operand was written outside of L1's RAM\n");
		from += pieces->size[i];
	}
}

static struct memory_operand vmx_operand(struct vcpu *vcpu, const struct insn_info *info,
					 unsigned int size, bool write)
{
	/* VMX instructions are for CPL 0 alone. */
	return (struct memory_operand){
		.segment = info->segment, .address_size = info->address_size,
		.write = write, .size = size, .offset = operand_offset(vcpu, info),
	};
}

int insn_read_memory(struct vcpu *vcpu, const struct insn_info *info, void *data,
		     unsigned int size)
{
	struct memory_operand operand = vmx_operand(vcpu, info, size, false);
	struct operand_pieces pieces;

	if (memory_operand_locate(vcpu, &operand, &pieces))
		return -EFAULT;
	memory_operand_read(vcpu, &pieces, data);
	return 0;
}

int insn_write_memory(struct vcpu *vcpu, const struct insn_info *info,
		      const void *data, unsigned int size)
{
	struct memory_operand operand = vmx_operand(vcpu, info, size, true);
	struct operand_pieces pieces;

	if (memory_operand_locate(vcpu, &operand, &pieces))
		return -EFAULT;
	memory_operand_write(vcpu, &pieces, data);
	return 0;
}
