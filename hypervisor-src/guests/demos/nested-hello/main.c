// SPDX-License-Identifier: BSD-3-Clause
/*
 * A complete hypervisor in small: it builds an EPT, starts an L2 in 64-bit
 * mode and answers its exits, one line for each. What it prints is the same on
 * the bare CPU and as L1 under nVMX.
 *
 * With the argument "wait" it keeps its L2 until a key is pressed: time to look
 * at it with L0's nested_list.
 */
#include "demo.h"
#include "ept.h"
#include "vmx_guest.h"

#define EXIT_LIMIT	64
#define SUM_1_TO_1000	500500

/* Exit qualification of I/O instructions, SDM vol. 3C table 28-5. */
#define IO_SIZE_MASK	7
#define IO_IN		BIT(3)
#define IO_PORT_SHIFT	16

extern const u8 l2_image[], l2_image_end[];

static const char l1_name[4] = "L1! ";

static struct l2 l2;
static struct ept ept12;
static u64 *late_page;
static u64 expected_sum;
static u32 exit_count;
static bool done, failed;

static u64 *l2_page(u8 *memory, u64 address)
{
	return (u64 *)(memory + address);
}

/* L2's memory: page tables that map 1 GiB one to one, and its code. */
static u8 *build_l2_memory(void)
{
	u8 *memory = page_alloc(L2_MEMORY_SIZE / PAGE_SIZE);
	u64 i;

	*l2_page(memory, L2_PML4) = L2_PDPT | PTE_P | PTE_W;
	*l2_page(memory, L2_PDPT) = L2_PD | PTE_P | PTE_W;
	for (i = 0; i < SIZE_1G / SIZE_2M; i++)
		l2_page(memory, L2_PD)[i] = i * SIZE_2M | PTE_P | PTE_W |
					    PTE_PS;
	memcpy(memory + L2_CODE, l2_image, (u64)(l2_image_end - l2_image));
	return memory;
}

static void create_l2(void)
{
	u8 *memory = build_l2_memory();

	late_page = page_alloc(1);
	*late_page = DEMO_LATE_VALUE;
	ept_create(&ept12);
	ept_map_range(&ept12, NGPA(0), GPA(phys_of(memory)), L2_MEMORY_SIZE,
		      EPT_RWX_WB);
	l2_create(&l2);
	l2_setup_host(&l2);
	l2_setup_guest64(L2_PML4, L2_CODE, L2_STACK_TOP);
	l2_setup_controls(0, PROC_HLT_EXITING | PROC_UNCOND_IO_EXITING,
			  PROC2_ENABLE_EPT,
			  EXIT_SAVE_EFER | EXIT_LOAD_EFER, ENTRY_LOAD_EFER);
	vmwrite(VMCS_EPT_POINTER, ept_pointer(&ept12));
}

static void problem(const char *what, u64 expected, u64 got)
{
	printf("nested-hello: %s: expected 0x%lx, got 0x%lx\n", what, expected,
	       got);
	failed = true;
}

static void handle_cpuid(void)
{
	u32 name;

	printf("leaf 0x%x: L1 answers \"%.4s\"\n", (u32)l2.gpr[GPR_RAX],
	       l1_name);
	if (l2.gpr[GPR_RAX] != DEMO_CPUID_LEAF)
		problem("CPUID leaf", DEMO_CPUID_LEAF, l2.gpr[GPR_RAX]);
	memcpy(&name, l1_name, sizeof(name));
	l2.gpr[GPR_RAX] = DEMO_CPUID_LEAF;
	l2.gpr[GPR_RBX] = name;
	l2.gpr[GPR_RCX] = l2.gpr[GPR_RDX] = 0;
	expected_sum += name;
	l2_skip_instruction();
}

static void handle_io(void)
{
	u64 qualification = vmread(VMCS_EXIT_QUALIFICATION);
	u8 c = (u8)l2.gpr[GPR_RAX];
	u32 port = (u32)(qualification >> IO_PORT_SHIFT);

	printf("%s port 0x%x, %lu byte: 0x%02x", qualification & IO_IN ? "IN" :
	       "OUT", port, (qualification & IO_SIZE_MASK) + 1, c);
	if (c >= ' ')
		printf(" '%c'", c);
	printf("\n");
	if (port != DEMO_PORT)
		problem("I/O port", DEMO_PORT, port);
	l2_skip_instruction();
}

static void handle_rdmsr(void)
{
	printf("0x%x: L1 answers 0x%x\n", (u32)l2.gpr[GPR_RCX], DEMO_MSR_VALUE);
	if (l2.gpr[GPR_RCX] != DEMO_MSR)
		problem("MSR", DEMO_MSR, l2.gpr[GPR_RCX]);
	l2.gpr[GPR_RAX] = DEMO_MSR_VALUE;
	l2.gpr[GPR_RDX] = 0;
	expected_sum += DEMO_MSR_VALUE;
	l2_skip_instruction();
}

static void handle_ept_violation(void)
{
	u64 address = vmread(VMCS_GUEST_PHYSICAL_ADDRESS);
	u64 qualification = vmread(VMCS_EXIT_QUALIFICATION);

	printf("%s of L2 memory 0x%lx: L1 maps a page\n",
	       qualification & EPT_QUAL_WRITE ? "write" :
	       qualification & EPT_QUAL_FETCH ? "fetch" : "read", address);
	if (address != L2_LATE_PAGE || *ept_entry(&ept12, NGPA(L2_LATE_PAGE),
						  PAGE_SIZE))
		problem("EPT violation", L2_LATE_PAGE, address);
	ept_map(&ept12, NGPA(L2_LATE_PAGE), GPA(phys_of(late_page)), PAGE_SIZE,
		EPT_RWX_WB);
	/* L2 reads it twice. */
	expected_sum += 2 * DEMO_LATE_VALUE;
}

static void handle_vmcall(void)
{
	u64 argument = l2.gpr[GPR_RBX];

	if (l2.gpr[GPR_RAX] == DEMO_CALL_CHECK) {
		printf("L2 has added 1 to 1000: %lu\n", argument);
		if (argument != SUM_1_TO_1000)
			problem("sum", SUM_1_TO_1000, argument);
		expected_sum += SUM_1_TO_1000;
	} else {
		printf("L2 is done, its checksum is 0x%lx\n", argument);
		if (argument != expected_sum)
			problem("checksum", expected_sum, argument);
		done = true;
	}
	l2_skip_instruction();
}

static void handle_exit(void)
{
	u64 reason = vmread(VMCS_EXIT_REASON);

	printf("L2 exit %u: %s (reason %lu) ", ++exit_count,
	       exit_reason_text(reason & EXIT_REASON_BASIC_MASK),
	       reason & EXIT_REASON_BASIC_MASK);
	switch (reason) {
	case EXIT_REASON_CPUID:
		handle_cpuid();
		break;
	case EXIT_REASON_IO_INSTRUCTION:
		handle_io();
		break;
	case EXIT_REASON_RDMSR:
		handle_rdmsr();
		break;
	case EXIT_REASON_HLT:
		printf("L2 is idle, L1 wakes it\n");
		l2_skip_instruction();
		break;
	case EXIT_REASON_EPT_VIOLATION:
		handle_ept_violation();
		break;
	case EXIT_REASON_VMCALL:
		handle_vmcall();
		break;
	default:
		printf("unexpected, qualification 0x%lx\n",
		       vmread(VMCS_EXIT_QUALIFICATION));
		failed = done = true;
	}
}

void main(void)
{
	char text[32];

	printf("nested-hello: L1 starts, a hypervisor with one L2 guest\n");
	vmx_start();
	printf("nested-hello: L1 is in VMX operation\n");
	create_l2();
	printf("nested-hello: L1 has built EPT12 and a VMCS for L2\n");
	while (!done && exit_count < EXIT_LIMIT) {
		struct vmx_result result = l2_enter(&l2);

		if (!vmx_succeeded(result)) {
			printf("nested-hello: VM entry: %s\n",
			       vmx_result_text(result, text, sizeof(text)));
			failed = true;
			break;
		}
		handle_exit();
	}
	if (guest_has_argument("wait")) {
		printf("nested-hello: press a key to end L2\n");
		guest_getc();
	}
	if (!vmx_succeeded(vmx_vmclear(&l2.vmcs)) ||
	    !vmx_succeeded(vmx_vmxoff()))
		failed = true;
	printf("nested-hello: L1 has left VMX operation after %u exits of L2\n",
	       exit_count);
	printf("nested-hello: %s\n", done && !failed ? "PASS" : "FAIL");
}
