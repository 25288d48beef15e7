// SPDX-License-Identifier: BSD-3-Clause
/*
 * INS and OUTS at ports that L0 emulates (SDM vol. 2A INS, 2B OUTS): one element
 * for each exit. With REP and elements left, RIP stays on the instruction, which
 * then exits again, so that L1 takes interrupts and traps between two elements.
 * The exit comes ahead of every look at the memory operand (SDM vol. 3C 26.1.1
 * names no fault on it): its faults are found here.
 */
#include "nested/nested_internal.h"
#include "nvmx/vmx_core.h"

struct string_io {
	u16 port;
	unsigned int size;	/* bytes in an element: 1, 2 or 4 */
	bool in, rep;
	u8 address_size;	/* enum operand_address_size */
	u8 segment;
};

static void string_io_decode(struct string_io *io)
{
	u64 qualification = vmcs_read(VMCS_EXIT_QUALIFICATION);
	/* SDM vol. 3C table 28-8: address size and, for OUTS, segment. */
	struct insn_info info =
		insn_info_decode((u32)vmcs_read(VMCS_EXIT_INSTRUCTION_INFO));

	*io = (struct string_io){
		.port = (u16)(qualification >> IO_QUAL_PORT_SHIFT),
		.size = (qualification & IO_QUAL_SIZE_MASK) + 1,
		.in = qualification & IO_QUAL_IN,
		.rep = qualification & IO_QUAL_REP,
		.address_size = info.address_size,
		.segment = qualification & IO_QUAL_IN ? SEG_ES : info.segment,
	};
}

/*
 * A register used with an address size keeps the bits beyond 16; a write to 32
 * bits clears the others (SDM vol. 1 3.4.1.1).
 */
static void write_sized(struct vcpu *vcpu, enum x86_gpr gpr, u64 value,
			u8 address_size)
{
	u64 mask = address_size_mask(address_size);

	value &= mask;
	if (address_size == ADDRESS_16)
		value |= vcpu->gpr[gpr] & ~mask;
	vcpu->gpr[gpr] = value;
}

/* False when the memory operand faults: nothing has happened then. */
static bool transfer(struct vcpu *vcpu, const struct string_io *io, u64 offset)
{
	u32 cpl = (u32)(vmcs_read(VMCS_GUEST_SS_AR) & SEG_AR_DPL_MASK) >> SEG_AR_DPL_SHIFT;
	struct memory_operand operand = {
		.segment = io->segment, .address_size = io->address_size,
		.write = io->in, .user_mode = cpl == 3, .size = io->size,
		.offset = offset,
	};
	struct operand_pieces pieces;
	u32 data = 0;

	if (memory_operand_locate(vcpu, &operand, &pieces))
		return false;
	if (io->in) {
		data = io_ports_read(io->port, io->size);
		memory_operand_write(vcpu, &pieces, &data);
	} else {
		memory_operand_read(vcpu, &pieces, &data);
		io_ports_write(vcpu->vm, io->port, io->size, data);
	}
	return true;
}

void handle_string_io(struct vcpu *vcpu)
{
	struct string_io io;
	enum x86_gpr index;
	u64 count, step;

	string_io_decode(&io);
	index = io.in ? GPR_RDI : GPR_RSI;
	count = vcpu->gpr[GPR_RCX] & address_size_mask(io.address_size);
	if (io.rep && !count) {
		vcpu_skip_instruction(vcpu);
		return;
	}
	if (!transfer(vcpu, &io, vcpu->gpr[index]))
		return;
	step = vmcs_read(VMCS_GUEST_RFLAGS) & RFLAGS_DF ? -(u64)io.size : io.size;
	write_sized(vcpu, index, vcpu->gpr[index] + step, io.address_size);
	if (io.rep)
		write_sized(vcpu, GPR_RCX, count - 1, io.address_size);
	if (io.rep && count > 1)
		vcpu_advance_rip(vcpu, 0);
	else
		vcpu_skip_instruction(vcpu);
}
