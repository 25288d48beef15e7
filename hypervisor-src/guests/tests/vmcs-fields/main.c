// SPDX-License-Identifier: BSD-3-Clause
/*
 * Every field of the VMCS, SDM vol. 3D appendix B: exists exactly when the
 * capability MSRs say so, keeps what is written in its width, and survives
 * VMCLEAR. The list is data/vmcs_fields.def.
 */
#include "fixture.h"
#include "nvmx/printk.h"

#define ALL_ENCODINGS		0x8000U
#define ENCODING_TYPE(e)	((e) >> 10 & 3)	/* SDM table 25-20 */
#define TYPE_READ_ONLY		1
/* Access rights: bits 11:8 and 31:17 are reserved and may read as 0. */
#define ACCESS_RIGHTS_MASK	0x1f0ffULL

enum { W16 = 16, W32 = 32, W64 = 64, WNAT = 64 + 1 };

struct field {
	const char *name;
	u32 encoding;
	u32 width;
	const char *exists;	/* "ALWAYS" or the control, WORD_NAME */
};

static const struct field fields[] = {
#define VMCS_FIELD(field_name, field_encoding, field_width, access, control, ...) \
	{ #field_name, field_encoding, field_width, #control },
#include "../../../data/vmcs_fields.def"
};

static const struct {
	const char *key;
	enum control_word word;
	u64 bit;
} controls[] = {
#define VMX_CONTROL(control_word, name, number, ...)			\
	{ #control_word "_" #name, WORD_##control_word, BIT64(number) },
#define VMX_CAPABILITY(...)
#define VMX_HIDDEN(...)
#include "../../../data/vmx_controls.def"
};

static u64 bits_of(u64 value, u32 high, u32 low)
{
	return (value & GENMASK64(high, low)) >> low;
}

static bool exists(const struct field *field)
{
	u64 functions = 0;
	u32 i;

	if (!strcmp(field->exists, "ALWAYS"))
		return true;
	if (!strcmp(field->exists, "VMFUNC_EPTP_SWITCHING"))
		return control_allowed(WORD_PROC2, PROC2_ENABLE_VM_FUNCTIONS) &&
		       rdmsr_safe(MSR_IA32_VMX_VMFUNC, &functions) &&
		       functions & VMFUNC_EPTP_SWITCHING;
	for (i = 0; i < ARRAY_SIZE(controls); i++)
		if (!strcmp(field->exists, controls[i].key))
			return control_allowed(controls[i].word,
					       controls[i].bit);
	case_abort("no control is called %s", field->exists);
}

static u64 width_mask(const struct field *field)
{
	if (field->encoding >= VMCS_GUEST_ES_AR &&
	    field->encoding <= VMCS_GUEST_TR_AR)
		return ACCESS_RIGHTS_MASK;
	return GENMASK64((field->width & ~1U) - 1, 0);
}

static u64 pattern(const struct field *field)
{
	return 0x9e3779b97f4a7c15ULL * (field->encoding + 1);
}

static bool read_only(const struct field *field)
{
	return ENCODING_TYPE(field->encoding) == TYPE_READ_ONLY;
}

static bool writable(const struct field *field)
{
	return !read_only(field) ||
	       rdmsr(MSR_IA32_VMX_MISC) & MISC_VMWRITE_ANY_FIELD;
}

static void current_vmcs(void)
{
	fixture_vmxon();
	if (!vmx_succeeded(vmx_vmclear(&fixture.spare_region[0])) ||
	    !vmx_succeeded(vmx_vmptrld(&fixture.spare_region[0])))
		case_abort("no current VMCS");
}

static void run_absent(const struct field *field)
{
	u64 value = 0;

	check_result("VMREAD", VMFAIL_VALID(VMX_ERR_UNSUPPORTED_COMPONENT),
		     vmx_vmread(field->encoding, &value));
	check_result("VMWRITE", VMFAIL_VALID(VMX_ERR_UNSUPPORTED_COMPONENT),
		     vmx_vmwrite(field->encoding, 0));
}

static void run_present(const struct field *field)
{
	u64 mask = width_mask(field), value = pattern(field);

	if (!writable(field)) {
		check_result("VMREAD", VMSUCCEED,
			     vmx_vmread(field->encoding, &value));
		check_result("VMWRITE", VMFAIL_VALID(VMX_ERR_VMWRITE_READ_ONLY),
			     vmx_vmwrite(field->encoding, 0));
		return;
	}
	check_result("VMWRITE", VMSUCCEED,
		     vmx_vmwrite(field->encoding, value));
	check_u64("what VMREAD returns", value & mask,
		  vmread(field->encoding) & (mask == ACCESS_RIGHTS_MASK ?
					     mask : ~0ULL));
	check_result("VMWRITE", VMSUCCEED,
		     vmx_vmwrite(field->encoding, ~value));
	check_u64("what VMREAD returns then", ~value & mask,
		  vmread(field->encoding) & (mask == ACCESS_RIGHTS_MASK ?
					     mask : ~0ULL));
}

static void check_high_half(const struct field *field)
{
	u64 value = 0, high = field->encoding | VMCS_ENCODING_HIGH;

	if (field->width != W64) {
		check_result("VMREAD of a high half",
			     VMFAIL_VALID(VMX_ERR_UNSUPPORTED_COMPONENT),
			     vmx_vmread(high, &value));
		return;
	}
	if (!writable(field))
		return;
	check_result("VMWRITE of the field", VMSUCCEED,
		     vmx_vmwrite(field->encoding, pattern(field)));
	check_u64("the high half", pattern(field) >> 32, vmread(high));
	check_result("VMWRITE of the high half", VMSUCCEED,
		     vmx_vmwrite(high, 0x5a5a5a5a));
	check_u64("the field after that",
		  0x5a5a5a5a00000000ULL | (u32)pattern(field),
		  vmread(field->encoding));
}

static void run_field(const void *data)
{
	const struct field *field = data;

	current_vmcs();
	if (!exists(field)) {
		run_absent(field);
		return;
	}
	run_present(field);
	check_high_half(field);
}

CASE(other_encodings, "All encodings of 15 bits that are not in the list.",
     "VMREAD: VMfailValid(12) for each, SDM 25.11.2")
{
	static u8 known[ALL_ENCODINGS / 8];
	u64 value = 0;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(fields); i++) {
		u32 encoding = fields[i].encoding;

		known[encoding / 8] |= (u8)(1U << encoding % 8);
		encoding |= VMCS_ENCODING_HIGH;
		known[encoding / 8] |= (u8)(1U << encoding % 8);
	}
	current_vmcs();
	for (i = 0; i < ALL_ENCODINGS; i++) {
		if (known[i / 8] & 1U << i % 8)
			continue;
		if (vmx_succeeded(vmx_vmread(i, &value))) {
			check_fail("VMfailValid(12) of VMREAD",
				   "a value at 0x%x", i);
			return;
		}
	}
	check_u64("VM-instruction error", VMX_ERR_UNSUPPORTED_COMPONENT,
		  vmread(VMCS_VM_INSTRUCTION_ERROR));
}

static void write_all(void)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(fields); i++)
		if (exists(&fields[i]) && writable(&fields[i]))
			vmwrite(fields[i].encoding, pattern(&fields[i]));
}

static void check_all(void)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(fields); i++) {
		const struct field *field = &fields[i];
		u64 mask = width_mask(field);

		if (!exists(field) || !writable(field))
			continue;
		check_u64(field->name, pattern(field) & mask,
			  vmread(field->encoding) & mask);
	}
}

CASE(all_at_once, "Every field written, then every field read.",
     "no field shares storage with another, SDM 25.11.2")
{
	current_vmcs();
	write_all();
	check_all();
}

CASE(persist_vmclear, "Every field written, VMCLEAR, VMPTRLD.",
     "every field as it was, SDM 25.11.3")
{
	current_vmcs();
	write_all();
	check_result("VMCLEAR", VMSUCCEED,
		     vmx_vmclear(&fixture.spare_region[0]));
	check_result("VMPTRLD", VMSUCCEED,
		     vmx_vmptrld(&fixture.spare_region[0]));
	check_all();
}

CASE(persist_other, "Every field written, another VMCS used meanwhile.",
     "every field as it was, SDM 25.1")
{
	current_vmcs();
	write_all();
	vmx_vmclear(&fixture.spare_region[1]);
	vmx_vmptrld(&fixture.spare_region[1]);
	vmwrite(VMCS_GUEST_RIP, 0);
	vmwrite(VMCS_TSC_OFFSET, 0);
	vmx_vmptrld(&fixture.spare_region[0]);
	check_all();
}

CASE(enum_is_upper_bound, "No field lies above the highest index.",
     "each field's index is at most IA32_VMX_VMCS_ENUM[9:1], SDM A.9")
{
	u64 highest = bits_of(rdmsr(MSR_IA32_VMX_VMCS_ENUM), 9, 1);
	u32 i;

	current_vmcs();
	for (i = 0; i < ARRAY_SIZE(fields); i++)
		if (exists(&fields[i]))
			check_true(fields[i].name,
				   bits_of(fields[i].encoding, 9, 1) <= highest);
}

static void describe(const struct field *field, char *buf, size_t size)
{
	if (!exists(field))
		snprintf(buf, size, "VMfailValid(12): no %s, SDM B",
			 field->exists);
	else if (!writable(field))
		snprintf(buf, size, "read-only: VMfailValid(13), SDM B");
	else
		snprintf(buf, size, "kept in %u bits%s, SDM B",
			 field->width & ~1U,
			 field->width == W64 ? " with a high half" : "");
}

void main(void)
{
	char name[40], expect[96];
	u32 i;

	report_begin("vmcs-fields", fixture_reset);
	report_area("fields");
	for (i = 0; i < ARRAY_SIZE(fields); i++) {
		snprintf(name, sizeof(name), "%s", fields[i].name);
		describe(&fields[i], expect, sizeof(expect));
		report_case(&(struct test_case){
			.name = name, .purpose = "VMWRITE and VMREAD of the field.",
			.expect = expect, .run = run_field, .row = &fields[i],
		});
	}
	report_case(&case_other_encodings);
	report_case(&case_all_at_once);
	report_case(&case_persist_vmclear);
	report_case(&case_persist_other);
	report_case(&case_enum_is_upper_bound);
	report_area_end();
	report_end();
}
