/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Random instruction information, segments, modes and L1 page tables: an
 * operand is found or a fault injected, and only L1's RAM is touched.
 */
#include <stdio.h>
#include "fuzz_input.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static void random_mode(struct fuzz_input *in)
{
	vmcs_write(VMCS_GUEST_CR0, take(in, 4));
	vmcs_write(VMCS_GUEST_CR3, take(in, 3));
	vmcs_write(VMCS_GUEST_CR4, take(in, 3));
	vmcs_write(VMCS_GUEST_EFER, take(in, 2));
	vmcs_write(VMCS_GUEST_RFLAGS, take(in, 3));
	vmcs_write(VMCS_GUEST_PDPTE0, take(in, 4));
	vmcs_write(VMCS_GUEST_CS_AR, take(in, 3));
	for (u32 i = 0; i < 6; i++) {
		vmcs_write(VMCS_GUEST_ES_BASE + 2 * i, take(in, 8));
		vmcs_write(VMCS_GUEST_ES_LIMIT + 2 * i, take(in, 4));
		vmcs_write(VMCS_GUEST_ES_AR + 2 * i, take(in, 3));
	}
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct fuzz_input in = { data, size };
	struct insn_info info;
	u8 buffer[16] = { 0 };
	int status;

	fake_reset();
	fake_start();
	random_mode(&in);
	fake_vmexit_write(VMCS_EXIT_QUALIFICATION, take(&in, 8));
	info = insn_info_decode((u32)take(&in, 4));
	for (int i = 0; i < GPR_COUNT; i++)
		cpu.vcpu.gpr[i] = take(&in, 4);
	for (u64 at = 0; in.left; at += 8)
		*ram_u64(at % FAKE_RAM_SIZE) = take(&in, 8);
	cpu.injected = false;
	if (data && size && data[0] & 1)
		status = insn_read_memory(&cpu.vcpu, &info, buffer, sizeof(buffer));
	else
		status = insn_write_memory(&cpu.vcpu, &info, buffer, sizeof(buffer));
	MUST(!status == !cpu.injected);
	MUST(!cpu.injected || cpu.vector == VECTOR_GP || cpu.vector == VECTOR_SS ||
	     cpu.vector == VECTOR_PF);
	return 0;
}
