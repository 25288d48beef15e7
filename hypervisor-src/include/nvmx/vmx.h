/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The constants of VMX: VMCS field encodings, control bits, exit reasons and
 * VM-instruction error numbers. Most come out of the tables in data/, one of which
 * also states the SDM edition that every citation means.
 */
#ifndef NVMX_VMX_H
#define NVMX_VMX_H

#include "nvmx/types.h"

/* VMCS_<name>: field encodings (SDM 3D appendix B). */
enum vmcs_encoding {
#define VMCS_FIELD(name, encoding, ...) VMCS_##name = (encoding),
#include "../../data/vmcs_fields.def"
};

/* FID_<name>: dense field numbers, the index into struct vmcs12. */
enum vmcs_field_id {
#define VMCS_FIELD(name, ...) FID_##name,
#include "../../data/vmcs_fields.def"
	FID_COUNT,
};

/* Bit 0 of an encoding: the high 32 bits of a 64-bit field (SDM 25.11.2). */
#define VMCS_ENCODING_HIGH	BIT(0)

/* PIN_, PROC_, PROC2_, EXIT_, ENTRY_: control bits (SDM 25.6 to 25.8). */
#define VMX_CONTROL_ENUMERATOR(word, name, bit) word##_##name = 1ULL << (bit),
enum vmx_control {
#define VMX_CONTROL(word, name, bit, ...) VMX_CONTROL_ENUMERATOR(word, name, bit)
#define VMX_CAPABILITY(word, name, bit, ...)
#define VMX_HIDDEN(key, why)
#include "../../data/vmx_controls.def"
};

/* BASIC_, MISC_, EPTVPID_, VMFUNC_: capability bits (SDM 3D appendix A). */
enum vmx_capability {
#define VMX_CONTROL(word, name, bit, ...)
#define VMX_CAPABILITY(word, name, bit, ...) VMX_CONTROL_ENUMERATOR(word, name, bit)
#define VMX_HIDDEN(key, why)
#include "../../data/vmx_controls.def"
};

/* EXIT_REASON_<name> (SDM 3D appendix C). */
enum vmx_exit_reason {
#define EXIT_REASON(name, number, ...) EXIT_REASON_##name = (number),
#include "../../data/exit_reasons.def"
	EXIT_REASON_LAST = EXIT_REASON_TPAUSE,
};

/* The exit-reason field, SDM table 25-15. */
#define EXIT_REASON_BASIC_MASK		0xffffU
#define EXIT_REASON_ENTRY_FAILURE	BIT(31)

/* VM-instruction errors, SDM table 31-1. */
enum vmx_error {
	VMX_ERR_VMCALL_IN_ROOT = 1,
	VMX_ERR_VMCLEAR_ADDRESS = 2,
	VMX_ERR_VMCLEAR_VMXON_POINTER = 3,
	VMX_ERR_VMLAUNCH_NOT_CLEAR = 4,
	VMX_ERR_VMRESUME_NOT_LAUNCHED = 5,
	VMX_ERR_VMRESUME_AFTER_VMXOFF = 6,
	VMX_ERR_ENTRY_CONTROLS = 7,
	VMX_ERR_ENTRY_HOST_STATE = 8,
	VMX_ERR_VMPTRLD_ADDRESS = 9,
	VMX_ERR_VMPTRLD_VMXON_POINTER = 10,
	VMX_ERR_VMPTRLD_REVISION = 11,
	VMX_ERR_UNSUPPORTED_COMPONENT = 12,
	VMX_ERR_VMWRITE_READ_ONLY = 13,
	VMX_ERR_VMXON_IN_ROOT = 15,
	VMX_ERR_ENTRY_EVENTS_BLOCKED = 26,
	VMX_ERR_INVEPT_INVVPID_OPERAND = 28,
};

/* Interruption-information fields, SDM tables 25-17, 25-19 and 25-24. */
#define INTR_INFO_VECTOR_MASK		0xffU
#define INTR_INFO_TYPE_SHIFT		8
#define INTR_INFO_TYPE_MASK		(7U << INTR_INFO_TYPE_SHIFT)
#define INTR_INFO_DELIVER_EC		BIT(11)
#define INTR_INFO_NMI_UNBLOCKING	BIT(12)
#define INTR_INFO_RESERVED		0x7ffff000U	/* of the VM-entry field */
#define INTR_INFO_VALID			BIT(31)

enum intr_type {
	INTR_TYPE_EXTERNAL = 0,
	INTR_TYPE_NMI = 2,
	INTR_TYPE_HARD_EXCEPTION = 3,
	INTR_TYPE_SOFT_INTERRUPT = 4,
	INTR_TYPE_PRIV_SW_EXCEPTION = 5,
	INTR_TYPE_SOFT_EXCEPTION = 6,
	INTR_TYPE_OTHER = 7,
};

/* Guest interruptibility state, SDM table 25-3. */
#define INTERRUPTIBILITY_STI		BIT(0)
#define INTERRUPTIBILITY_MOV_SS		BIT(1)
#define INTERRUPTIBILITY_SMI		BIT(2)
#define INTERRUPTIBILITY_NMI		BIT(3)
#define INTERRUPTIBILITY_ENCLAVE	BIT(4)

/* Guest activity state, SDM 25.4.2. */
enum vmx_activity {
	ACTIVITY_ACTIVE = 0,
	ACTIVITY_HLT = 1,
	ACTIVITY_SHUTDOWN = 2,
	ACTIVITY_WAIT_SIPI = 3,
};

/* Exit qualification of VM-entry failures (reason 33), SDM 27.8. */
enum entry_failure_qualification {
	ENTRY_FAIL_DEFAULT = 0,
	ENTRY_FAIL_PDPTE = 2,
	ENTRY_FAIL_NMI = 3,
	ENTRY_FAIL_LINK_POINTER = 4,
};

/* Exit qualification of I/O instructions, SDM table 28-5. */
#define IO_QUAL_SIZE_MASK		7U	/* bytes - 1 */
#define IO_QUAL_IN			BIT(3)
#define IO_QUAL_STRING			BIT(4)
#define IO_QUAL_REP			BIT(5)
#define IO_QUAL_IMMEDIATE		BIT(6)
#define IO_QUAL_PORT_SHIFT		16

/* Exit qualification of EPT violations, SDM table 28-7. */
#define EPT_QUAL_READ			BIT(0)
#define EPT_QUAL_WRITE			BIT(1)
#define EPT_QUAL_FETCH			BIT(2)
#define EPT_QUAL_ALLOWED_SHIFT		3	/* R, W, X of the translation */
#define EPT_QUAL_GLA_VALID		BIT(7)
#define EPT_QUAL_GLA_TRANSLATED		BIT(8)
#define EPT_QUAL_NMI_UNBLOCKING		BIT(12)

/* EPT entries and the EPTP, SDM 25.6.11 and 29.3.2. */
#define EPT_READ			BIT64(0)
#define EPT_WRITE			BIT64(1)
#define EPT_EXEC			BIT64(2)
#define EPT_RWX				(EPT_READ | EPT_WRITE | EPT_EXEC)
#define EPT_MEMTYPE_SHIFT		3
#define EPT_MEMTYPE_MASK		(7ULL << EPT_MEMTYPE_SHIFT)
#define EPT_IGNORE_PAT			BIT64(6)
#define EPT_LEAF			BIT64(7)
#define EPT_ACCESSED			BIT64(8)
#define EPT_DIRTY			BIT64(9)
#define EPT_ADDR_MASK			GENMASK64(51, 12)
#define EPT_SUPPRESS_VE			BIT64(63)
#define EPTP_MEMTYPE_MASK		7ULL
#define EPTP_WALK_SHIFT			3
#define EPTP_WALK_MASK			(7ULL << EPTP_WALK_SHIFT)
#define EPTP_WALK_4			(3ULL << EPTP_WALK_SHIFT)
#define EPTP_ACCESSED_DIRTY		BIT64(6)
#define EPTP_RESERVED_LOW		0xf80ULL	/* bits 11:7 */

/* Memory types of EPT and PAT, SDM 3A 12.3. */
enum memory_type {
	MEMTYPE_UC = 0,
	MEMTYPE_WC = 1,
	MEMTYPE_WT = 4,
	MEMTYPE_WP = 5,
	MEMTYPE_WB = 6,
	MEMTYPE_UC_MINUS = 7,	/* PAT only */
};

/* IA32_VMX_BASIC, SDM 3D A.1. */
#define VMX_BASIC_REVISION_MASK		0x7fffffffULL
#define VMX_BASIC_SIZE_SHIFT		32
#define VMX_BASIC_MEMTYPE_SHIFT		50

/* Bit 31 of the first word of a VMCS region, SDM 25.2. */
#define VMCS_SHADOW_INDICATOR		BIT(31)

#endif
