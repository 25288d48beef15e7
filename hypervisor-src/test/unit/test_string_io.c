/* SPDX-License-Identifier: BSD-3-Clause */
/* INS and OUTS at emulated ports, element by element. */
#include "harness.h"
#include "nvmx/vmx_core.h"

#define PORT		0x3f8
#define INSN_LENGTH	2

/* An exit of L1, or of L2 while in_l2. @flags: IO_QUAL_IN, IO_QUAL_REP. */
static void string_exit(u32 flags, u32 size, u8 address_size, u8 segment)
{
	cpu.injected = false;
	fake_vmexit_write(VMCS_EXIT_QUALIFICATION, (u64)PORT << IO_QUAL_PORT_SHIFT |
			  IO_QUAL_STRING | flags | (size - 1));
	fake_vmexit_write(VMCS_EXIT_INSTRUCTION_INFO,
			  (u32)address_size << 7 | (u32)segment << 15);
	fake_vmexit_write(VMCS_EXIT_INSTRUCTION_LEN, INSN_LENGTH);
	handle_string_io(&cpu.vcpu);
}

static u64 rip(void)
{
	return vmcs_read(VMCS_GUEST_RIP);
}

static void start(void)
{
	vmcs_write(VMCS_GUEST_RIP, 0x1000);
	cpu.vcpu.gpr[GPR_RCX] = 3;
	cpu.vcpu.gpr[GPR_RSI] = GPA_OPERAND;
	cpu.vcpu.gpr[GPR_RDI] = GPA_OPERAND;
	*ram_u64(GPA_OPERAND) = 0x8877665544332211;
	cpu.port_value = 0xddccbbaa;
}

TEST(string_outs, "OUTS of 1, 2 and 4 bytes", "Expect: the element at RSI, RSI moved, RIP behind")
{
	static const u32 sizes[] = { 1, 2, 4 };

	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		test_context("%u bytes", sizes[i]);
		start();
		string_exit(0, sizes[i], ADDRESS_64, SEG_DS);
		EXPECT_EQ("port", PORT, cpu.port);
		EXPECT_EQ("size", sizes[i], cpu.port_size);
		EXPECT_EQ("value", 0x44332211 & GENMASK64(8 * sizes[i] - 1, 0),
			  cpu.port_value);
		EXPECT_EQ("RSI", GPA_OPERAND + sizes[i], cpu.vcpu.gpr[GPR_RSI]);
		EXPECT_EQ("RCX", 3, cpu.vcpu.gpr[GPR_RCX]);
		EXPECT_EQ("RDI", GPA_OPERAND, cpu.vcpu.gpr[GPR_RDI]);
		EXPECT_EQ("RIP", 0x1000 + INSN_LENGTH, rip());
	}
}

TEST(string_ins, "INS of two bytes with RFLAGS.DF", "Expect: two bytes at RDI, RDI - 2")
{
	start();
	vmcs_write(VMCS_GUEST_RFLAGS, RFLAGS_FIXED1 | RFLAGS_DF);
	string_exit(IO_QUAL_IN, 2, ADDRESS_64, SEG_DS);
	EXPECT_EQ("memory", 0x887766554433bbaa, *ram_u64(GPA_OPERAND));
	EXPECT_EQ("RDI", GPA_OPERAND - 2, cpu.vcpu.gpr[GPR_RDI]);
}

TEST(string_rep, "REP OUTS with RCX = 3", "Expect: three exits; RIP stays until the last")
{
	start();
	for (u64 left = 2; left < 3; left--) {
		string_exit(IO_QUAL_REP, 1, ADDRESS_64, SEG_DS);
		EXPECT_EQ("RCX", left, cpu.vcpu.gpr[GPR_RCX]);
		EXPECT_EQ("RIP", left ? 0x1000 : 0x1000 + INSN_LENGTH, rip());
	}
	EXPECT_EQ("RSI", GPA_OPERAND + 3, cpu.vcpu.gpr[GPR_RSI]);
	EXPECT_EQ("the last byte", 0x33, cpu.port_value);
	EXPECT_EQ("steps, each of which may trap", 3, cpu.advanced);
}

TEST(string_rep_0, "REP INS with a count of 0 in the address size", "Expect: RIP moves, nothing else")
{
	start();
	cpu.vcpu.gpr[GPR_RCX] = 0xdead000000000000;
	string_exit(IO_QUAL_IN | IO_QUAL_REP, 4, ADDRESS_32, SEG_ES);
	EXPECT_EQ("port accesses", 0, cpu.port_accesses);
	EXPECT_EQ("RCX", 0xdead000000000000, cpu.vcpu.gpr[GPR_RCX]);
	EXPECT_EQ("RDI", GPA_OPERAND, cpu.vcpu.gpr[GPR_RDI]);
	EXPECT_EQ("RIP", 0x1000 + INSN_LENGTH, rip());
}

TEST(string_address_sizes, "REP OUTS with garbage above the address size",
     "Expect: 16 bits keep it, 32 bits clear it (SDM 1 3.4.1.1)")
{
	const u64 garbage = 0xdeadbeef00000000;

	start();
	cpu.vcpu.gpr[GPR_RSI] = garbage | GPA_OPERAND;
	cpu.vcpu.gpr[GPR_RCX] = garbage | 2;
	string_exit(IO_QUAL_REP, 1, ADDRESS_32, SEG_DS);
	EXPECT_EQ("ESI", GPA_OPERAND + 1, cpu.vcpu.gpr[GPR_RSI]);
	EXPECT_EQ("ECX", 1, cpu.vcpu.gpr[GPR_RCX]);
	cpu.vcpu.gpr[GPR_RSI] = 0xabcdffff;
	cpu.vcpu.gpr[GPR_RCX] = 0xabcd0000;
	string_exit(0, 1, ADDRESS_16, SEG_DS);
	EXPECT_EQ("SI wraps", 0xabcd0000, cpu.vcpu.gpr[GPR_RSI]);
	EXPECT_EQ("CX without REP", 0xabcd0000, cpu.vcpu.gpr[GPR_RCX]);
}

TEST(string_segments, "protected mode: OUTS in a given segment, INS always in ES",
     "Expect: base and limit of that segment; #SS(0) for SS")
{
	start();
	vmcs_write(VMCS_GUEST_EFER, 0);
	vmcs_write(VMCS_GUEST_CR0, CR0_PE);
	vmcs_write(VMCS_GUEST_CS_AR, 0xc09b);
	vmcs_write(VMCS_GUEST_SS_AR, 0xc093);
	vmcs_write(VMCS_GUEST_SS_LIMIT, 0xfff);
	vmcs_write(VMCS_GUEST_SS_BASE, GPA_OPERAND);
	vmcs_write(VMCS_GUEST_ES_AR, 0xc093);
	vmcs_write(VMCS_GUEST_ES_LIMIT, 0xfff);
	vmcs_write(VMCS_GUEST_ES_BASE, GPA_OPERAND + 4);
	cpu.vcpu.gpr[GPR_RSI] = 1;
	string_exit(0, 1, ADDRESS_32, SEG_SS);
	EXPECT_EQ("through SS", 0x22, cpu.port_value);
	cpu.vcpu.gpr[GPR_RDI] = 2;
	string_exit(IO_QUAL_IN, 1, ADDRESS_32, SEG_SS);
	EXPECT_EQ("through ES", 0x8822665544332211, *ram_u64(GPA_OPERAND));
	cpu.vcpu.gpr[GPR_RSI] = 0xfff;
	string_exit(0, 2, ADDRESS_32, SEG_SS);
	EXPECT_TRUE("beyond the limit", cpu.injected);
	EXPECT_EQ("#SS", VECTOR_SS, cpu.vector);
	EXPECT_EQ("ESI", 0xfff, cpu.vcpu.gpr[GPR_RSI]);
	EXPECT_EQ("port accesses", 2, cpu.port_accesses);
}

static void set_cpl(u32 cpl)
{
	vmcs_write(VMCS_GUEST_SS_AR, SEG_TYPE_DATA_RW_ACCESSED | SEG_AR_S | SEG_AR_P |
				     cpl << SEG_AR_DPL_SHIFT);
}

TEST(string_page_faults, "INS to a read-only page, OUTS at CPL 3 from a supervisor page",
     "Expect: #PF with the right error code; port, registers and RIP untouched")
{
	u64 *pdpt = ram_u64(FAKE_L1_CR3 + PAGE_SIZE);

	start();
	*pdpt &= ~PTE_W;
	string_exit(IO_QUAL_IN | IO_QUAL_REP, 1, ADDRESS_64, SEG_ES);
	EXPECT_TRUE("faulted", cpu.injected);
	EXPECT_EQ("error code", PFEC_P | PFEC_W, cpu.error_code);
	EXPECT_EQ("CR2", GPA_OPERAND, cpu.cr2);
	set_cpl(3);
	string_exit(0, 1, ADDRESS_64, SEG_DS);
	EXPECT_TRUE("faulted", cpu.injected);
	EXPECT_EQ("error code at CPL 3", PFEC_P | PFEC_U, cpu.error_code);
	EXPECT_EQ("port accesses", 0, cpu.port_accesses);
	EXPECT_EQ("RCX", 3, cpu.vcpu.gpr[GPR_RCX]);
	EXPECT_EQ("RIP", 0x1000, rip());
}

TEST(string_alignment, "OUTS of two bytes at CPL 3 from an odd address",
     "Expect: #AC(0) with CR0.AM and RFLAGS.AC, at CPL 3 alone (SDM 3A 6.15)")
{
	static const struct { const char *what; u32 cpl; u64 am, ac, address; bool faults; } rows[] = {
		{ "all", 3, CR0_AM, RFLAGS_AC, 1, true },
		{ "aligned", 3, CR0_AM, RFLAGS_AC, 2, false },
		{ "CPL 0", 0, CR0_AM, RFLAGS_AC, 1, false },
		{ "AM = 0", 3, 0, RFLAGS_AC, 1, false },
		{ "AC = 0", 3, CR0_AM, 0, 1, false },
	};

	*ram_u64(FAKE_L1_CR3) |= PTE_U;
	*ram_u64(FAKE_L1_CR3 + PAGE_SIZE) |= PTE_U;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		test_context("%s", rows[i].what);
		start();
		set_cpl(rows[i].cpl);
		vmcs_write(VMCS_GUEST_CR0, (vmcs_read(VMCS_GUEST_CR0) & ~CR0_AM) | rows[i].am);
		vmcs_write(VMCS_GUEST_RFLAGS, RFLAGS_FIXED1 | rows[i].ac);
		cpu.vcpu.gpr[GPR_RSI] += rows[i].address;
		string_exit(0, 2, ADDRESS_64, SEG_DS);
		EXPECT_EQ("faulted", rows[i].faults, cpu.injected);
		if (rows[i].faults)
			EXPECT_EQ("#AC", VECTOR_AC, cpu.vector);
	}
}

TEST(string_in_l2, "OUTS of an L2 that L1 lets do I/O, from a page that EPT12 lacks",
     "Expect: EPT violation to L1; the port is not touched")
{
	l1_prepare_l2();
	l1_insn(EXIT_REASON_VMLAUNCH);
	start();
	vmcs_write(VMCS_GUEST_CR0, CR0_PE);
	vmcs_write(VMCS_GUEST_EFER, 0);
	vmcs_write(VMCS_GUEST_CS_AR, 0xc09b);
	cpu.vcpu.gpr[GPR_RSI] = 0x40000000;
	string_exit(0, 1, ADDRESS_32, SEG_DS);
	EXPECT_TRUE("L1 runs", fake_vmcs01_is_loaded());
	EXPECT_EQ("exit reason", EXIT_REASON_EPT_VIOLATION, l1_vmread(VMCS_EXIT_REASON));
	EXPECT_EQ("guest-physical address", 0x40000000,
		  l1_vmread(VMCS_GUEST_PHYSICAL_ADDRESS));
	EXPECT_EQ("port accesses", 0, cpu.port_accesses);
}
