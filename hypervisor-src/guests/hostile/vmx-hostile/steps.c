// SPDX-License-Identifier: BSD-3-Clause
/* One step of each kind of hostility. */
#include "hostile.h"

#define REGION_COUNT	12
#define WINDOW		0x18000000UL	/* 2 MiB of L2 whose EPT is played with */
#define TABLE		(SANDBOX + 0x100000)
#define ACTIVITY_MASK	1
#define PAGE_SLOTS	16

static const u32 fields[] = {
#define VMCS_FIELD(name, encoding, ...) encoding,
#include "../../../data/vmcs_fields.def"
};

static u64 regions[REGION_COUNT];

static void prepare_regions(void)
{
	u32 i;

	if (!regions[0])
		for (i = 0; i < REGION_COUNT; i++)
			regions[i] = vmx_region_alloc();
}

static u64 random_pointer(void)
{
	u64 pointer = regions[random_below(REGION_COUNT)];

	switch (random_below(12)) {
	case 0:
		return random_variant(pointer);
	case 1:
		return fixture.vmxon_region;
	case 2:
		/* Behind a VMCS region: its contents spoilt while it is away. */
		if (random_chance(4))
			((u64 *)(uintptr_t)pointer)[random_below(512)] =
				random64();
		return pointer;
	default:
		return pointer;
	}
}

static u64 random_field(void)
{
	u64 field = fields[random_below(ARRAY_SIZE(fields))];

	return random_chance(8) ? random_variant(field) :
	       field | random_chance(8);
}

/* Revision identifiers come back, so that VMPTRLD does not only fail. */
static void repair_revision(void)
{
	*(u32 *)(uintptr_t)regions[random_below(REGION_COUNT)] =
		fixture.revision;
}

/* L1's own safety: see hostile.h. */
static bool is_dangerous(u32 field)
{
	switch (field) {
	case VMCS_EXIT_MSR_STORE_COUNT:
	case VMCS_EXIT_MSR_LOAD_COUNT:
	case VMCS_EPT_POINTER:
	case VMCS_MSR_BITMAP:
	case VMCS_IO_BITMAP_A:
	case VMCS_IO_BITMAP_B:
	case VMCS_PREEMPTION_TIMER:
	case VMCS_VIRTUAL_APIC_ADDR:
	case VMCS_APIC_ACCESS_ADDR:
	case VMCS_PML_ADDRESS:
	case VMCS_VE_INFO_ADDR:
	case VMCS_ENTRY_MSR_LOAD_ADDR:
	case VMCS_ENTRY_MSR_LOAD_COUNT:
		return true;
	default:
		/* Host state: bits 11:10 of the encoding are 3. */
		return (field >> 10 & 3) == 3;
	}
}

static void keep_l1_safe(void)
{
	fixture_guard();
	vmwrite(VMCS_PREEMPTION_TIMER, 64);
	vmcs_set(VMCS_PROC_CONTROLS, PROC_HLT_EXITING | PROC_UNCOND_IO_EXITING |
		 PROC_ACTIVATE_SECONDARY | PROC_MWAIT_EXITING);
	vmcs_clear_bits(VMCS_PROC_CONTROLS, PROC_USE_IO_BITMAPS |
			PROC_USE_MSR_BITMAPS | PROC_USE_TPR_SHADOW);
	vmcs_set(VMCS_PROC2_CONTROLS, PROC2_ENABLE_EPT);
	vmcs_clear_bits(VMCS_EXIT_CONTROLS, EXIT_LOAD_CET | EXIT_ACK_INTR);
	/* A CPU that waits for a SIPI would wait for ever. */
	vmwrite(VMCS_GUEST_ACTIVITY_STATE,
		vmread(VMCS_GUEST_ACTIVITY_STATE) & ACTIVITY_MASK);
}

static bool has_current(void)
{
	u64 pointer = ~0ULL;

	return vmx_succeeded(vmx_vmptrst(&pointer)) && pointer != ~0ULL;
}

static struct vmx_result random_entry(void)
{
	if (has_current())
		keep_l1_safe();
	fixture.l2.launched = random_chance(2);
	return l2_enter(&fixture.l2);
}

/* Host state that is valid, but not L1's, would be L1's end. */
static struct vmx_result random_vmwrite(void)
{
	u64 field = random_field();

	if (is_dangerous((u32)field & ~(u32)VMCS_ENCODING_HIGH))
		field = VMCS_GUEST_RIP;
	return vmx_vmwrite(field, random_variant(random64()));
}

void step_instructions(void)
{
	u64 pointer, value = random64();
	u64 descriptor[2] = { random_variant(random_chance(2) ? 1 :
			      ept_pointer(&sandbox_ept)), random_variant(0) };
	struct vmx_result result;

	prepare_regions();
	pointer = random_pointer();
	switch (random_below(20)) {
	case 0:
		result = vmx_vmxon(&pointer);
		break;
	case 1:
		result = random_chance(50) ? vmx_vmxoff() : vmx_vmcall();
		break;
	case 2:
	case 3:
		result = vmx_vmclear(&pointer);
		break;
	case 4 ... 7:
		result = vmx_vmptrld(&pointer);
		break;
	case 8:
		result = vmx_vmptrst(&pointer);
		break;
	case 9 ... 11:
		result = vmx_vmread(random_field(), &value);
		break;
	case 12 ... 14:
		result = random_vmwrite();
		break;
	case 15:
		result = vmx_invept(random_below(4), descriptor);
		break;
	case 16:
		result = vmx_invvpid(random_below(6), descriptor);
		break;
	case 17:
		result = random_entry();
		break;
	default:
		result = vmx_vmxon(&fixture.vmxon_region);
		repair_revision();
	}
	check_outcome_known(result);
}

static void l2_at_start(void)
{
	vmwrite(VMCS_GUEST_RIP, SANDBOX);
	vmwrite(VMCS_GUEST_RSP, SANDBOX + 0x5000);
	vmwrite(VMCS_GUEST_RFLAGS, RFLAGS_FIXED1);
	vmwrite(VMCS_GUEST_INTERRUPTIBILITY, 0);
	vmwrite(VMCS_GUEST_PENDING_DEBUG, 0);
	vmwrite(VMCS_ENTRY_INTR_INFO, 0);
}

void step_fields(void)
{
	u32 i, count = 1 + random_below(3);
	u32 changed[4];
	u64 kept[4], value = 0;

	for (i = 0; i < count; i++) {
		do {
			changed[i] = fields[random_below(ARRAY_SIZE(fields))];
		} while (is_dangerous(changed[i]) ||
			 !vmx_succeeded(vmx_vmread(changed[i], &value)));
		kept[i] = value;
		vmx_vmwrite(changed[i], random_variant(value));
	}
	keep_l1_safe();
	check_outcome_known(l2_enter(&fixture.l2));
	while (i--)
		vmx_vmwrite(changed[i], kept[i]);
	/* Some steps go on from where L2 is, some start anew. */
	if (random_chance(16)) {
		fixture_reset();
		sandbox_l2();
	} else if (!random_chance(4)) {
		l2_at_start();
	}
}

/* An entry whose writable pages lie in the sandbox. */
static u64 random_entry_bits(bool leaf_only)
{
	u64 entry = random_variant(EPT_RWX_WB);

	if (random_chance(3))
		return (entry & 0xfff & ~(u64)EPT_WRITE) |
		       (random64() & 0x1fffffff000ULL);
	entry = (entry & 0xfff) | (SANDBOX + 0x10000 +
		random_below(PAGE_SLOTS) * PAGE_SIZE);
	return leaf_only || random_chance(2) ? entry :
	       (TABLE + random_below(2) * PAGE_SIZE) | EPT_RWX;
}

void step_ept(void)
{
	u64 *table = (u64 *)TABLE;
	u32 i;

	*ept_entry(&sandbox_ept, NGPA(WINDOW), SIZE_2M) =
		random_chance(10) ? random_entry_bits(false) & ~(u64)EPT_LEAF :
		TABLE | EPT_RWX;
	for (i = 0; i < 4; i++)
		table[random_below(PAGE_SLOTS)] = random_entry_bits(true);
	if (random_chance(2))
		vmx_invept(1 + random_below(2),
			   (u64[2]){ ept_pointer(&sandbox_ept), 0 });
	if (random_chance(16))
		vmwrite(VMCS_EPT_POINTER, ept_pointer(&sandbox_ept) ^
			(random_chance(2) ? EPTP_ACCESSED_DIRTY : 0));
	l2_at_start();
	fixture.l2.gpr[GPR_RDI] = WINDOW +
		random_below(PAGE_SLOTS * PAGE_SIZE);
	fixture.l2.gpr[GPR_RSI] = WINDOW +
		random_below(PAGE_SLOTS * PAGE_SIZE);
	fixture_guard();
	check_outcome_known(l2_enter(&fixture.l2));
}
