// SPDX-License-Identifier: BSD-3-Clause
#include "hostile.h"

#define TIMER_TICKS	3000
#define FAULT_PAGE	0x300000

struct hostile_counts counts;

static void count(struct vmx_result result)
{
	counts.instructions++;
	if (result.outcome == VMX_FAULTED)
		counts.faults++;
	else if (result.outcome != VMX_SUCCEED)
		counts.failures++;
}

/* A pointer operand: to a region, or to something else. */
static u64 pointer_value(void)
{
	switch (random_below(6)) {
	case 0:
		return hostile_address();
	case 1:
		return sandbox_page() + random_below(PAGE_SIZE);
	case 2:
		return sandbox.vmxon_region;
	default:
		return sandbox.vmcs[random_below(VMCS_COUNT)];
	}
}

/* Where the operand itself is: mostly in L1's memory. */
static const void *operand(const void *good)
{
	if (!random_one_in(16))
		return good;
	return (const void *)(uintptr_t)(random_one_in(2) ? hostile_address() :
					 random64());
}

static void invalidate(void)
{
	u64 descriptor[2] = { random_one_in(2) ? ept_pointer(&sandbox.ept[0]) :
			      hostile_address(), 0 };
	u64 type = random_below(6);

	if (random_one_in(8))
		descriptor[1] = random64();
	if (random_one_in(2)) {
		count(vmx_invept(type, operand(descriptor)));
	} else {
		descriptor[0] = random_one_in(4) ? random64() : random_below(4);
		count(vmx_invvpid(type, operand(descriptor)));
	}
}

void hostile_instruction(void)
{
	u64 pointer = pointer_value(), value = 0;

	sandbox.host_state_lost = true;
	switch (random_below(12)) {
	case 0:
		count(vmx_vmxon(operand(&pointer)));
		break;
	case 1:
		if (random_one_in(16))
			count(vmx_vmxoff());
		break;
	case 2:
	case 3:
		count(vmx_vmclear(operand(&pointer)));
		break;
	case 4:
	case 5:
		count(vmx_vmptrld(operand(&pointer)));
		break;
	case 6:
		count(vmx_vmptrst(&value));
		break;
	case 7:
		count(vmx_vmread(random64(), &value));
		break;
	case 8:
		count(vmx_vmwrite(random64() & 0xffff, random64()));
		break;
	case 9:
		count(vmx_vmcall());
		break;
	default:
		invalidate();
	}
}

static void random_registers(void)
{
	static const u32 msrs[] = {
		MSR_IA32_SYSENTER_CS, MSR_IA32_SYSENTER_ESP, MSR_IA32_LSTAR,
		MSR_IA32_FEATURE_CONTROL, MSR_IA32_VMX_BASIC,
		MSR_IA32_VMX_EPT_VPID_CAP, 0x40000000, 0xc0001fff, 0x1fff,
	};
	u32 i;

	for (i = 0; i < GPR_COUNT; i++)
		sandbox.l2.gpr[i] = random_one_in(2) ? random64() :
				    random_below(SIZE_1G);
	sandbox.l2.gpr[GPR_RCX] = msrs[random_below(ARRAY_SIZE(msrs))];
}

/* What L1 needs to come back from L2 alive, whatever else is in the VMCS. */
static void keep_sane(void)
{
	u64 pin = 0, proc = 0, proc2 = 0, activity = 0;

	if (sandbox.host_state_lost) {
		l2_setup_host(&sandbox.l2);
		sandbox.host_state_lost = false;
		counts.instructions += 20;
	}
	vmx_vmread(VMCS_PIN_CONTROLS, &pin);
	vmx_vmread(VMCS_PROC_CONTROLS, &proc);
	vmx_vmread(VMCS_PROC2_CONTROLS, &proc2);
	vmx_vmread(VMCS_GUEST_ACTIVITY_STATE, &activity);
	vmx_vmwrite(VMCS_PIN_CONTROLS, pin | PIN_PREEMPTION_TIMER);
	vmx_vmwrite(VMCS_PREEMPTION_TIMER, TIMER_TICKS);
	vmx_vmwrite(VMCS_PROC_CONTROLS, proc | PROC_ACTIVATE_SECONDARY);
	vmx_vmwrite(VMCS_PROC2_CONTROLS, proc2 | PROC2_ENABLE_EPT);
	/* No timer ends this one. */
	if (activity == ACTIVITY_WAIT_SIPI)
		vmx_vmwrite(VMCS_GUEST_ACTIVITY_STATE, ACTIVITY_ACTIVE);
	/* A failing list at a VM exit is a VMX abort: L1's own end. */
	vmx_vmwrite(VMCS_EXIT_MSR_STORE_COUNT, 0);
	vmx_vmwrite(VMCS_EXIT_MSR_LOAD_COUNT, 0);
	vmx_vmwrite(VMCS_EPT_POINTER, random_one_in(16) ? hostile_address() :
		    (ept_pointer(&sandbox.ept[random_one_in(4)]) |
		     (random_one_in(2) ? EPTP_ACCESSED_DIRTY : 0)));
	counts.instructions += 12;
}

/* Features whose work L0 does itself, or hands to the CPU with an address of L1's. */
static void random_features(void)
{
	static const u32 features[] = {
		PROC2_VIRTUALIZE_APIC_ACCESSES, PROC2_VIRTUALIZE_X2APIC,
		PROC2_APIC_REGISTER_VIRT, PROC2_VIRTUAL_INTR_DELIVERY,
		PROC2_ENABLE_PML, PROC2_EPT_VIOLATION_VE,
	};
	static const u32 addresses[] = {
		VMCS_VIRTUAL_APIC_ADDR, VMCS_PML_ADDRESS, VMCS_VE_INFO_ADDR,
	};
	u64 proc2 = vmread(VMCS_PROC2_CONTROLS), i;

	for (i = 0; i < ARRAY_SIZE(features); i++)
		if (random_one_in(3))
			proc2 |= features[i];
	/* What the CPU has not got: the entry is to fail now and then only. */
	if (!random_one_in(16))
		proc2 &= rdmsr(MSR_IA32_VMX_PROCBASED_CTLS2) >> 32;
	vmwrite(VMCS_PROC2_CONTROLS, proc2);
	vmwrite(VMCS_PROC_CONTROLS, vmread(VMCS_PROC_CONTROLS) |
		PROC_USE_TPR_SHADOW);
	if (random_one_in(2))
		vmwrite(VMCS_PIN_CONTROLS, vmread(VMCS_PIN_CONTROLS) |
			PIN_EXT_INTR_EXITING);
	for (i = 0; i < ARRAY_SIZE(addresses); i++)
		vmx_vmwrite(addresses[i], random_one_in(8) ? hostile_address() :
							     sandbox_page());
	vmx_vmwrite(VMCS_APIC_ACCESS_ADDR, sandbox.apic_access_page);
	vmx_vmwrite(VMCS_GUEST_PML_INDEX, random_below(600));
	vmx_vmwrite(VMCS_GUEST_INTR_STATUS, random64() & 0xffff);
	counts.instructions += 15;
}

void sane_vmcs(void)
{
	u64 region = sandbox.vmcs[random_below(VMCS_COUNT)];

	vmx_prepare_cpu();
	vmx_vmxon(&sandbox.vmxon_region);
	vmx_vmclear(&region);
	*(u32 *)(uintptr_t)region = (u32)(rdmsr(MSR_IA32_VMX_BASIC) &
					  VMX_BASIC_REVISION_MASK);
	vmx_vmptrld(&region);
	l2_setup_host(&sandbox.l2);
	l2_setup_guest64(L2_PML4, L2_CODE, L2_STACK_TOP);
	l2_setup_controls(PIN_PREEMPTION_TIMER,
			  PROC_USE_MSR_BITMAPS | PROC_USE_IO_BITMAPS,
			  PROC2_ENABLE_EPT | PROC2_ENABLE_VPID |
			  PROC2_UNRESTRICTED_GUEST,
			  EXIT_SAVE_EFER | EXIT_LOAD_EFER | EXIT_SAVE_PAT |
			  EXIT_LOAD_PAT, ENTRY_LOAD_EFER | ENTRY_LOAD_PAT);
	vmwrite(VMCS_MSR_BITMAP, phys_of(sandbox.bitmaps));
	vmwrite(VMCS_IO_BITMAP_A, phys_of(sandbox.bitmaps) + PAGE_SIZE);
	vmwrite(VMCS_IO_BITMAP_B, phys_of(sandbox.bitmaps) + 2 * PAGE_SIZE);
	vmwrite(VMCS_ENTRY_MSR_LOAD_ADDR, phys_of(sandbox.msr_list));
	vmwrite(VMCS_ENTRY_MSR_LOAD_COUNT, random_below(4));
	vmwrite(VMCS_VPID, 1 + random_below(20));
	counts.instructions += 80;
	if (random_one_in(2))
		random_features();
}

void hostile_entry(void)
{
	struct vmx_result result;
	u64 current = 0;

	vmx_vmptrst(&current);
	if (!vmx_succeeded(vmx_vmptrst(&current)) || current == ~0ULL)
		sane_vmcs();
	random_registers();
	if (random_one_in(2))
		vmx_vmwrite(VMCS_GUEST_RIP, L2_CODE + l2_program_offsets[
			    random_below(l2_program_count)]);
	keep_sane();
	sandbox.l2.launched = random_one_in(2);
	result = l2_enter(&sandbox.l2);
	count(result);
	counts.entries++;
	if (!vmx_succeeded(result))
		return;
	counts.exits++;
	if (vmread(VMCS_EXIT_REASON) & EXIT_REASON_ENTRY_FAILURE)
		counts.entry_failures++;
}

static bool expect_exit(const char *what, u64 reason)
{
	struct vmx_result result = l2_enter(&sandbox.l2);
	u64 got = vmx_succeeded(result) ? vmread(VMCS_EXIT_REASON) : ~0ULL;

	if (got != reason)
		printf("nested-hostile: ordinary L2, %s: expected exit %lu, got %lu\n",
		       what, reason, got);
	return got == reason;
}

bool ordinary_l2_works(void)
{
	static const u8 code[] = {
		0x0f, 0xa2,				/* cpuid */
		0x48, 0x8b, 0x07,			/* mov (%rdi), %rax */
		0x0f, 0x01, 0xc1,			/* vmcall */
	};
	struct ept ept;
	u64 page;

	vmx_vmxoff();
	sandbox_restore_l2();
	memcpy(sandbox.l2_memory + L2_CODE, code, sizeof(code));
	memset(sandbox.bitmaps, 0xff, BITMAP_PAGES * PAGE_SIZE);
	ept_create(&ept);
	for (page = 0; page < L2_MEMORY_PAGES; page++)
		ept_map(&ept, NGPA(page * PAGE_SIZE),
			GPA(phys_of(sandbox.l2_memory) + page * PAGE_SIZE),
			PAGE_SIZE, EPT_RWX_WB);
	sane_vmcs();
	l2_setup_controls(0, 0, PROC2_ENABLE_EPT, EXIT_SAVE_EFER |
			  EXIT_LOAD_EFER, ENTRY_LOAD_EFER);
	vmwrite(VMCS_ENTRY_MSR_LOAD_COUNT, 0);
	vmwrite(VMCS_EPT_POINTER, ept_pointer(&ept));
	sandbox.l2.launched = false;
	sandbox.l2.gpr[GPR_RDI] = FAULT_PAGE;
	if (!expect_exit("CPUID", EXIT_REASON_CPUID))
		return false;
	l2_skip_instruction();
	if (!expect_exit("unmapped memory", EXIT_REASON_EPT_VIOLATION))
		return false;
	ept_map(&ept, NGPA(FAULT_PAGE), GPA(phys_of(sandbox.l2_memory)),
		PAGE_SIZE, EPT_RWX_WB);
	return expect_exit("mapped memory", EXIT_REASON_VMCALL) &&
	       sandbox.l2.gpr[GPR_RAX] == *(u64 *)(void *)sandbox.l2_memory;
}
