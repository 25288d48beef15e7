// SPDX-License-Identifier: BSD-3-Clause
/* Checks on the VM-entry fields for event injection, SDM 27.2.1.3. */
#include "entry.h"

#define EVENT(type, vector)	(INTR_INFO_VALID | \
				 (u64)INTR_TYPE_##type << INTR_INFO_TYPE_SHIFT | (vector))
#define RESERVED_TYPE		(INTR_INFO_VALID | 1ULL << INTR_INFO_TYPE_SHIFT | 0x20)
#define INFO			VMCS_ENTRY_INTR_INFO

/*
 * The L2 has no IDT: an event that is accepted ends in a triple fault, so
 * accepted rows are not here but in tests/vm-events.
 */
static void length_1(void)
{
	vmwrite(VMCS_ENTRY_INSTRUCTION_LEN, 1);
}

static void length_0(void)
{
	case_needs(!(rdmsr(MSR_IA32_VMX_MISC) & MISC_ZERO_LEN_INJECTION),
		   "a CPU without injection of length 0");
	vmwrite(VMCS_ENTRY_INSTRUCTION_LEN, 0);
}

static void length_16(void)
{
	vmwrite(VMCS_ENTRY_INSTRUCTION_LEN, 16);
}

static void error_code_reserved(void)
{
	vmwrite(VMCS_ENTRY_EXCEPTION_EC, BIT(16));
}

static void strict_error_codes(void)
{
	case_needs(!(rdmsr(MSR_IA32_VMX_BASIC) & BASIC_NO_HW_EXC_EC_CHECK),
		   "a CPU that checks error codes, BASIC[56] = 0");
}

static void no_monitor_trap_flag(void)
{
	case_needs(!control_allowed(WORD_PROC, PROC_MONITOR_TRAP_FLAG),
		   "a CPU without monitor trap flag");
}

static const struct entry_row rows[] = {
	{ "type_reserved", "Interruption type 1 is reserved.",
	  NULL, INFO, SET, RESERVED_TYPE },
	{ "type_other_without_mtf", "Type 7 needs the monitor trap flag.",
	  no_monitor_trap_flag, INFO, SET, EVENT(OTHER, 0),
	  .fault = EMULATOR_FAULT_HIDDEN("type 7 ends an emulator without monitor trap flag") },
	{ "type_other_vector", "Type 7 has vector 0.",
	  NULL, INFO, SET, EVENT(OTHER, 1),
	  .fault = EMULATOR_FAULT_HIDDEN("type 7 ends an emulator without monitor trap flag") },
	{ "nmi_vector", "An NMI has vector 2.", NULL, INFO, SET, EVENT(NMI, 3) },
	{ "exception_vector", "A hardware exception has a vector below 32.",
	  NULL, INFO, SET, EVENT(HARD_EXCEPTION, 32) },
	{ "info_reserved_12", "Bit 12 of the interruption information is reserved.",
	  NULL, INFO, SET, EVENT(HARD_EXCEPTION, VECTOR_UD) | BIT(12) },
	{ "info_reserved_30", "Bit 30 of the interruption information is reserved.",
	  NULL, INFO, SET, EVENT(HARD_EXCEPTION, VECTOR_UD) | BIT(30) },
	{ "error_code_external", "An external interrupt has no error code.",
	  NULL, INFO, SET, EVENT(EXTERNAL, 0x20) | INTR_INFO_DELIVER_EC,
	  .fault = EMULATOR_FAULT_HIDDEN("with BASIC[56] no type's error code is checked") },
	{ "error_code_nmi", "An NMI has no error code.",
	  NULL, INFO, SET, EVENT(NMI, VECTOR_NMI) | INTR_INFO_DELIVER_EC,
	  .fault = EMULATOR_FAULT_HIDDEN("with BASIC[56] no type's error code is checked") },
	{ "error_code_software_interrupt", "A software interrupt has no error code.",
	  length_1, INFO, SET, EVENT(SOFT_INTERRUPT, 13) | INTR_INFO_DELIVER_EC,
	  .fault = EMULATOR_FAULT_HIDDEN("with BASIC[56] no type's error code is checked") },
	{ "error_code_ud", "#UD has no error code.",
	  strict_error_codes, INFO, SET,
	  EVENT(HARD_EXCEPTION, VECTOR_UD) | INTR_INFO_DELIVER_EC },
	{ "error_code_gp_missing", "#GP has an error code.",
	  strict_error_codes, INFO, SET, EVENT(HARD_EXCEPTION, VECTOR_GP) },
	{ "error_code_reserved", "Bits 31:16 of the error code are 0.",
	  error_code_reserved, INFO, SET,
	  EVENT(HARD_EXCEPTION, VECTOR_GP) | INTR_INFO_DELIVER_EC },
	{ "length_0", "A software interrupt has a length above 0.",
	  length_0, INFO, SET, EVENT(SOFT_INTERRUPT, 0x20) },
	{ "length_16_interrupt", "A software interrupt has a length up to 15.",
	  length_16, INFO, SET, EVENT(SOFT_INTERRUPT, 0x20) },
	{ "length_16_privileged", "A privileged software exception has a length up to 15.",
	  length_16, INFO, SET, EVENT(PRIV_SW_EXCEPTION, VECTOR_DB) },
	{ "length_16_exception", "A software exception has a length up to 15.",
	  length_16, INFO, SET, EVENT(SOFT_EXCEPTION, VECTOR_BP) },
	{ "invalid_info_unchecked", "Without the valid bit nothing else matters.",
	  NULL, INFO, SET, (RESERVED_TYPE | BIT(30)) & ~(u64)INTR_INFO_VALID,
	  .accepted = true },
};

const struct entry_area injection_area = {
	"injection-checks", "SDM 27.2.1.3", VMFAIL_CONTROLS, rows,
	ARRAY_SIZE(rows)
};
