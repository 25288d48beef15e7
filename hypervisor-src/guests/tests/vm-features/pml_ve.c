// SPDX-License-Identifier: BSD-3-Clause
/* Page-modification logging, SDM 29.3.6; virtualization exceptions, SDM 26.5.7. */
#include "features.h"
#include "l2_idt.h"

#define LAST_ENTRY	511
#define VE_BUSY		0xffffffffU

static void logged_l2(u64 index)
{
	NEEDS(PROC2, ENABLE_PML);
	NEEDS_EPTVPID(ACCESSED_DIRTY);
	ept_l2(l2_write);
	map_window(&ept, clear_page(1), EPT_RWX_WB);
	vmcs_set(VMCS_EPT_POINTER, EPTP_ACCESSED_DIRTY);
	/* What L2 writes besides, its stack, is dirty already. */
	set_proc2(PROC2_ENABLE_PML);
	vmwrite(VMCS_PML_ADDRESS, phys_of(clear_page(0)));
	vmwrite(VMCS_GUEST_PML_INDEX, index);
}

static const u64 *pml_log(void)
{
	return (const u64 *)(uintptr_t)vmread(VMCS_PML_ADDRESS);
}

/* The entries from 511 down that were written. */
static bool is_logged(u64 address)
{
	u64 index = vmread(VMCS_GUEST_PML_INDEX), i;

	for (i = LAST_ENTRY; i > index && i <= LAST_ENTRY; i--)
		if (pml_log()[i] == address)
			return true;
	return false;
}

CASE(pml, "PML: L2 writes to a page that is not dirty.",
     "its guest-physical address is in the log, the index went down, SDM 29.3.6")
{
	logged_l2(LAST_ENTRY);
	check_exit(EXIT_REASON_VMCALL);
	check_true("the index is below 511",
		   vmread(VMCS_GUEST_PML_INDEX) < LAST_ENTRY);
	check_true("the page is in the log", is_logged(WINDOW));
}

CASE(pml_dirty_page, "PML: L2 writes again to the page, which is dirty now.",
     "no new entry, SDM 29.3.6")
{
	u64 index;

	logged_l2(LAST_ENTRY);
	check_exit(EXIT_REASON_VMCALL);
	index = vmread(VMCS_GUEST_PML_INDEX);
	vmwrite(VMCS_GUEST_RIP, (uintptr_t)l2_write);
	check_exit(EXIT_REASON_VMCALL);
	check_u64("PML index", index, vmread(VMCS_GUEST_PML_INDEX));
}

CASE(pml_full, "PML: the index says that the log is full.",
     "exit Page-modification log full(62), SDM 29.3.6")
{
	logged_l2(0xffff);
	check_exit(EXIT_REASON_PML_FULL);
}

struct ve_area {
	u32 reason, busy;
	u64 qualification, linear, physical;
	u16 eptp_index;
};

static volatile struct ve_area *ve_l2(u64 attributes)
{
	volatile struct ve_area *area;

	NEEDS(PROC2, EPT_VIOLATION_VE);
	ept_l2(l2_read);
	l2_idt_install();
	*ept_entry(&ept, NGPA(WINDOW), PAGE_SIZE) = attributes;
	area = clear_page(0);
	set_proc2(PROC2_EPT_VIOLATION_VE);
	vmwrite(VMCS_VE_INFO_ADDR, phys_of((const void *)area));
	vmwrite(VMCS_EPTP_INDEX, 7);
	return area;
}

CASE(ve, "An EPT violation that is convertible.",
     "#VE in L2, the information area is written and busy, no exit 48, SDM 26.5.7.1, 26.5.7.2")
{
	volatile struct ve_area *area = ve_l2(0);

	check_exit(EXIT_REASON_VMCALL);
	check_u64("vector that L2's handler got", VECTOR_VE,
		  fixture.l2.gpr[GPR_RAX]);
	check_u64("exit reason in the area", EXIT_REASON_EPT_VIOLATION,
		  area->reason);
	check_u64("busy word", VE_BUSY, area->busy);
	check_u64("guest-linear address", WINDOW, area->linear);
	check_u64("guest-physical address", WINDOW, area->physical);
}

CASE_FAULTY(ve_eptp_index, "The EPTP index of a #VE.",
	    "the field's value is in the information area, SDM 26.5.7.2",
	    EMULATOR_FAULT_SHOWS("the area always has 0"))
{
	volatile struct ve_area *area = ve_l2(0);

	check_exit(EXIT_REASON_VMCALL);
	check_u64("EPTP index", 7, area->eptp_index);
}

CASE(ve_suppressed, "An EPT violation with the suppress-#VE bit set.",
     "exit EPT violation(48), SDM 26.5.7.1")
{
	ve_l2(EPT_SUPPRESS_VE);
	check_exit(EXIT_REASON_EPT_VIOLATION);
}

CASE(ve_busy, "A convertible EPT violation while the area is busy.",
     "exit EPT violation(48), SDM 26.5.7.1")
{
	volatile struct ve_area *area = ve_l2(0);

	area->busy = VE_BUSY;
	check_exit(EXIT_REASON_EPT_VIOLATION);
}

CASE(ve_intercepted, "A #VE with vector 20 in the exception bitmap.",
     "exit Exception or NMI(0) with vector 20, SDM 26.5.7.2")
{
	ve_l2(0);
	vmwrite(VMCS_EXCEPTION_BITMAP, BIT(VECTOR_VE));
	check_exit(EXIT_REASON_EXCEPTION_NMI);
	check_u64("vector", VECTOR_VE, vmread(VMCS_EXIT_INTR_INFO) &
		  INTR_INFO_VECTOR_MASK);
}

static const struct test_case *const cases[] = {
	&case_pml, &case_pml_dirty_page, &case_pml_full, &case_ve,
	&case_ve_eptp_index, &case_ve_suppressed, &case_ve_busy, &case_ve_intercepted,
};

void run_pml_ve_cases(void)
{
	report_cases("pml-ve", cases, ARRAY_SIZE(cases));
}
