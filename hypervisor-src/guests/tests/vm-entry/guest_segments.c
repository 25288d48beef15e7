// SPDX-License-Identifier: BSD-3-Clause
/* Checks on the segment and descriptor-table registers, SDM 27.3.1.2, 27.3.1.3. */
#include "entry.h"

#define TI		4
#define LDT_TYPE	2
#define CODE_CONFORMING	0xf
#define DATA_RO		1		/* read-only, accessed */
#define DATA_NOT_ACCESSED 2		/* read/write */
#define CODE_XO		9		/* execute-only, accessed */
#define BYTE_LIMIT	0x10000
#define TSS_BUSY_16	3
#define TSS_AVAILABLE	9

static void usable_ldtr(void)
{
	vmwrite(VMCS_GUEST_LDTR_AR, SEG_AR_P | LDT_TYPE);
	vmwrite(VMCS_GUEST_LDTR_LIMIT, 0xffff);
}

static void set_type(u32 field, u32 type)
{
	vmwrite(field, (vmread(field) & ~(u64)SEG_AR_TYPE_MASK) | type);
}

static void cs_dpl_1(void)
{
	vmcs_set(VMCS_GUEST_CS_AR, 1U << SEG_AR_DPL_SHIFT);
}

static void cs_type_data(void)
{
	set_type(VMCS_GUEST_CS_AR, SEG_TYPE_DATA_RW_ACCESSED);
}

static void cs_type_not_accessed(void)
{
	set_type(VMCS_GUEST_CS_AR, 0xa);
}

static void cs_conforming_dpl_1(void)
{
	set_type(VMCS_GUEST_CS_AR, CODE_CONFORMING);
	cs_dpl_1();
}

static void cs_default_and_long(void)
{
	vmcs_set(VMCS_GUEST_CS_AR, SEG_AR_DB);
}

static void ss_read_only(void)
{
	set_type(VMCS_GUEST_SS_AR, DATA_RO);
}

static void ss_not_accessed(void)
{
	set_type(VMCS_GUEST_SS_AR, DATA_NOT_ACCESSED);
}

static void ss_dpl_3(void)
{
	vmcs_set(VMCS_GUEST_SS_AR, SEG_AR_DPL_MASK);
}

static void ds_not_accessed(void)
{
	set_type(VMCS_GUEST_DS_AR, DATA_NOT_ACCESSED);
}

static void ds_execute_only(void)
{
	set_type(VMCS_GUEST_DS_AR, CODE_XO);
}

static void es_dpl_below_rpl(void)
{
	vmcs_set(VMCS_GUEST_ES_SELECTOR, 3);
}

static void fs_limit_without_g(void)
{
	vmcs_clear_bits(VMCS_GUEST_FS_AR, SEG_AR_G);
}

static void gs_limit_with_g(void)
{
	vmwrite(VMCS_GUEST_GS_LIMIT, BYTE_LIMIT);
}

static void ds_unusable_garbage(void)
{
	vmwrite(VMCS_GUEST_DS_AR, SEG_AR_UNUSABLE);
	vmwrite(VMCS_GUEST_DS_LIMIT, BYTE_LIMIT);
}

static void tr_available(void)
{
	set_type(VMCS_GUEST_TR_AR, TSS_AVAILABLE);
}

static void tr_busy_16(void)
{
	set_type(VMCS_GUEST_TR_AR, TSS_BUSY_16);
}

static void ldtr_type(void)
{
	usable_ldtr();
	set_type(VMCS_GUEST_LDTR_AR, SEG_TYPE_TSS_BUSY);
}

#define BASE_UPPER_ROW(key, field)					\
	{ key, "Bits 63:32 of the segment base are not 0.", NULL, field, OR, BIT64(32) }
#define RIGHTS_ROWS(key, prepared, field)				\
	{ key "_not_present", "The segment is not present.",		\
	  prepared, field, CLEAR, SEG_AR_P },				\
	{ key "_rights_reserved_8", "Access-rights bit 8 is reserved.",	\
	  prepared, field, OR, BIT(8) },				\
	{ key "_rights_reserved_17", "Access-rights bit 17 is reserved.", \
	  prepared, field, OR, BIT(17),					\
	  .fault = EMULATOR_FAULT_HIDDEN("the bit is lost at VMWRITE") }
#define CODE_DATA_ROWS(key, field)					\
	{ key "_system", "S of a code or data segment is 1.",		\
	  NULL, field, CLEAR, SEG_AR_S },				\
	RIGHTS_ROWS(key, NULL, field)

static const struct entry_row rows[] = {
	{ "tr_ti", "TR lies in the GDT.", NULL, VMCS_GUEST_TR_SELECTOR, OR, TI },
	{ "ldtr_ti", "A usable LDTR lies in the GDT.",
	  usable_ldtr, VMCS_GUEST_LDTR_SELECTOR, OR, TI },
	{ "ldtr", "A usable LDTR.", usable_ldtr, .accepted = true },
	{ "ss_rpl", "RPL of SS is RPL of CS.",
	  NULL, VMCS_GUEST_SS_SELECTOR, OR, 3 },
	{ "tr_base", "TR's base is not canonical.",
	  NULL, VMCS_GUEST_TR_BASE, SET, NON_CANONICAL },
	{ "fs_base", "FS's base is not canonical.",
	  NULL, VMCS_GUEST_FS_BASE, SET, NON_CANONICAL },
	{ "gs_base", "GS's base is not canonical.",
	  NULL, VMCS_GUEST_GS_BASE, SET, NON_CANONICAL },
	{ "ldtr_base", "A usable LDTR's base is not canonical.",
	  usable_ldtr, VMCS_GUEST_LDTR_BASE, SET, NON_CANONICAL },
	BASE_UPPER_ROW("cs_base", VMCS_GUEST_CS_BASE),
	BASE_UPPER_ROW("ss_base", VMCS_GUEST_SS_BASE),
	BASE_UPPER_ROW("ds_base", VMCS_GUEST_DS_BASE),
	BASE_UPPER_ROW("es_base", VMCS_GUEST_ES_BASE),
	CODE_DATA_ROWS("cs", VMCS_GUEST_CS_AR),
	CODE_DATA_ROWS("ss", VMCS_GUEST_SS_AR),
	CODE_DATA_ROWS("ds", VMCS_GUEST_DS_AR),
	CODE_DATA_ROWS("es", VMCS_GUEST_ES_AR),
	CODE_DATA_ROWS("fs", VMCS_GUEST_FS_AR),
	CODE_DATA_ROWS("gs", VMCS_GUEST_GS_AR),
	{ "cs_type_data", "CS is a code segment.", cs_type_data },
	{ "cs_not_accessed", "CS is accessed.", cs_type_not_accessed },
	{ "cs_dpl", "DPL of a non-conforming CS is that of SS.", cs_dpl_1 },
	{ "cs_conforming_dpl", "DPL of a conforming CS is at most that of SS.",
	  cs_conforming_dpl_1 },
	{ "cs_default_and_long", "CS is not both 64-bit and 32-bit.",
	  cs_default_and_long },
	{ "ss_read_only", "SS can be written.", ss_read_only },
	{ "ss_not_accessed", "SS is accessed.", ss_not_accessed },
	{ "ss_dpl", "DPL of SS is its RPL.", ss_dpl_3 },
	{ "ds_not_accessed", "DS is accessed.", ds_not_accessed },
	{ "ds_execute_only", "DS can be read.", ds_execute_only },
	{ "es_dpl", "DPL of ES is at least its RPL.", es_dpl_below_rpl },
	{ "fs_limit_granularity", "G is 1 when limit bits 31:20 are not 0.",
	  fs_limit_without_g },
	{ "gs_limit_granularity", "G is 0 when limit bits 11:0 are not all 1.",
	  gs_limit_with_g },
	{ "ds_unusable", "An unusable DS is not checked.",
	  ds_unusable_garbage, .accepted = true },
	{ "tr_available", "TR is a busy TSS.", tr_available },
	{ "tr_busy_16", "TR of an IA-32e mode guest is no 16-bit TSS.",
	  tr_busy_16 },
	{ "tr_code", "S of TR is 0.", NULL, VMCS_GUEST_TR_AR, OR, SEG_AR_S },
	{ "tr_unusable", "TR is usable.",
	  NULL, VMCS_GUEST_TR_AR, OR, SEG_AR_UNUSABLE },
	{ "tr_granularity", "G of TR fits its limit.",
	  NULL, VMCS_GUEST_TR_AR, OR, SEG_AR_G },
	RIGHTS_ROWS("tr", NULL, VMCS_GUEST_TR_AR),
	{ "ldtr_type", "A usable LDTR is of type 2.", ldtr_type },
	{ "ldtr_code", "S of a usable LDTR is 0.",
	  usable_ldtr, VMCS_GUEST_LDTR_AR, OR, SEG_AR_S },
	{ "ldtr_granularity", "G of a usable LDTR fits its limit.",
	  usable_ldtr, VMCS_GUEST_LDTR_LIMIT, SET, 0x100000 },
	RIGHTS_ROWS("ldtr", usable_ldtr, VMCS_GUEST_LDTR_AR),
	{ "gdtr_base", "GDTR's base is not canonical.",
	  NULL, VMCS_GUEST_GDTR_BASE, SET, NON_CANONICAL },
	{ "idtr_base", "IDTR's base is not canonical.",
	  NULL, VMCS_GUEST_IDTR_BASE, SET, NON_CANONICAL },
	{ "gdtr_limit", "Bits 31:16 of GDTR's limit are 0.",
	  NULL, VMCS_GUEST_GDTR_LIMIT, OR, BIT(16) },
	{ "idtr_limit", "Bits 31:16 of IDTR's limit are 0.",
	  NULL, VMCS_GUEST_IDTR_LIMIT, OR, BIT(16) },
	{ "v8086_base", "In virtual-8086 mode a base is the selector times 16.",
	  with_virtual_8086, VMCS_GUEST_DS_BASE, OR, 1 },
	{ "v8086_limit", "In virtual-8086 mode limits are FFFFH.",
	  with_virtual_8086, VMCS_GUEST_FS_LIMIT, SET, 0xfffff },
	{ "v8086_rights", "In virtual-8086 mode access rights are F3H.",
	  with_virtual_8086, VMCS_GUEST_SS_AR, CLEAR, SEG_AR_DPL_MASK },
};

const struct entry_area guest_segments_area = {
	"guest-segments", "SDM 27.3.1.2 and 27.3.1.3", FAILURE_GUEST, rows,
	ARRAY_SIZE(rows)
};
