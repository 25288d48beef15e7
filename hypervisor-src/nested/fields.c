/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The VMCS field table in C, from data/vmcs_fields.def, and the way from an
 * encoding to a row of it. An encoding is width, type and index (SDM 25.11.2);
 * every one that has no row, or whose row L1 does not see, is unsupported.
 */
#include "nested_internal.h"

enum { ACCESS_RW, ACCESS_RO };
enum { EXPOSED_NO, EXPOSED_YES };

const struct vmcs_field vmcs_fields[FID_COUNT] = {
#define VMCS_FIELD(name, enc, wid, acc, exists, exp, pol, shad, sdm, sect)	\
	[FID_##name] = {							\
		.encoding = (enc), .width = WIDTH_##wid,			\
		.policy = POLICY_##pol, .shadow = SHADOW_##shad,		\
		.read_only = ACCESS_##acc == ACCESS_RO,				\
		.exposed = EXPOSED_##exp == EXPOSED_YES,			\
		.sdm_name = (sdm), .section = (sect),				\
	},
#include "../data/vmcs_fields.def"
};

/* The control word and bit that bring a field into being; ALWAYS = none. */
enum control_word { WORD_NONE, WORD_PIN, WORD_PROC, WORD_PROC2, WORD_EXIT,
		    WORD_ENTRY, WORD_VMFUNC };

#define CONTROL_ALWAYS { WORD_NONE, 0 }
#define VMX_CONTROL(word, name, bit, ...)				\
	static const u8 word_of_##word##_##name __maybe_unused = WORD_##word;
#define VMX_CAPABILITY(word, name, bit, ...)
#define VMX_HIDDEN(key, why)
#include "../data/vmx_controls.def"
static const u8 word_of_VMFUNC_EPTP_SWITCHING = WORD_VMFUNC;
static const u8 word_of_ALWAYS = WORD_NONE;
#define ALWAYS 0

static bool control_offered(u8 word, u64 bit)
{
	const struct vmx_msrs *l1 = &nested_caps.l1;

	switch (word) {
	case WORD_NONE:
		return true;
	case WORD_PIN:
		return (l1->pinbased_ctls >> 32) & bit;
	case WORD_PROC:
		return (l1->procbased_ctls >> 32) & bit;
	case WORD_PROC2:
		return (l1->procbased_ctls2 >> 32) & bit;
	case WORD_EXIT:
		return (l1->exit_ctls >> 32) & bit;
	case WORD_ENTRY:
		return (l1->entry_ctls >> 32) & bit;
	default:
		return l1->vmfunc & bit;
	}
}

static bool is_visible(unsigned int fid)
{
	if (!vmcs_fields[fid].exposed)
		return false;
	switch (fid) {
#define VMCS_FIELD(name, enc, wid, acc, exists, ...)			\
	case FID_##name:						\
		return control_offered(word_of_##exists, exists);
#include "../data/vmcs_fields.def"
	default:
		return false;
	}
}

static bool visible[FID_COUNT];

bool vmcs_field_visible(unsigned int fid)
{
	return visible[fid];
}

u8 vmcs_home_in_vmcs02[FID_COUNT];
unsigned int vmcs_home_in_vmcs02_count;

void vmcs_fields_init(void)
{
	vmcs_home_in_vmcs02_count = 0;
	for (unsigned int fid = 0; fid < FID_COUNT; fid++) {
		visible[fid] = is_visible(fid);
		if (visible[fid] && vmcs_field_resident(fid))
			vmcs_home_in_vmcs02[vmcs_home_in_vmcs02_count++] = (u8)fid;
	}
}

/* Encoding bits: 0 access, 9:1 index, 11:10 type, 14:13 width. */
#define ENCODING_RESERVED	(~0x6fffU)
#define ENCODING_GROUP_COUNT	16
#define ENCODING_INDEX_COUNT	32

static unsigned int encoding_group(u32 encoding)
{
	return ((encoding >> 13) & 3) << 2 | ((encoding >> 10) & 3);
}

static unsigned int encoding_index(u32 encoding)
{
	return (encoding >> 1) & 0x1ff;
}

/* Field number + 1, or 0; filled by the compiler from the same table. */
#define VMCS_FIELD(name, enc, ...)					\
	[((((enc) >> 13) & 3) << 2 | (((enc) >> 10) & 3))]		\
		[((enc) >> 1) & 0x1ff] = FID_##name + 1,
static const u8 field_of_encoding[ENCODING_GROUP_COUNT][ENCODING_INDEX_COUNT] = {
#include "../data/vmcs_fields.def"
};
_Static_assert(FID_COUNT < 255, "field_of_encoding and vmcs_home_in_vmcs02 hold u8");

int vmcs_field_lookup(u32 encoding)
{
	unsigned int index = encoding_index(encoding);

	if ((encoding & ENCODING_RESERVED) || index >= ENCODING_INDEX_COUNT)
		return -1;
	return (int)field_of_encoding[encoding_group(encoding)][index] - 1;
}

u64 vmcs_field_mask(unsigned int fid)
{
	switch (vmcs_fields[fid].width) {
	case WIDTH_W16:
		return 0xffff;
	case WIDTH_W32:
		return 0xffffffff;
	default:
		return ~0ULL;
	}
}

bool vmcs_field_resident(unsigned int fid)
{
	switch (vmcs_fields[fid].policy) {
	case POLICY_RESIDENT:
		return true;
	case POLICY_INFO:
		return nested_caps.info_resident;
	default:
		return false;
	}
}
