/* SPDX-License-Identifier: BSD-3-Clause */
/* What the shell and the monitor link are told of a vCPU's nested state. */
#include "harness.h"

/* Row @which has the field, and its value is *value. */
static bool find_field(enum nested_vmcs which, u32 encoding, u64 *value)
{
	struct nested_vmcs_field field;

	for (unsigned int i = 0; i < nested_vmcs_field_count(); i++) {
		if (!nested_vmcs_field(&cpu.vcpu, which, i, &field) ||
		    field.encoding != encoding)
			continue;
		*value = field.value;
		return true;
	}
	return false;
}

TEST(inspect_vmcs, "each VMCS is read while L2 runs",
     "Expect: vmcs12 has L1's EPTP and vmcs02 another; the loaded VMCS stays; L1 does not see PML's index")
{
	u64 eptp12 = 0, eptp02 = 0, eptp01 = 0, value;

	l1_prepare_l2();
	l1_vmwrite(VMCS_PROC2_CONTROLS, PROC2_ENABLE_EPT);
	l1_insn(EXIT_REASON_VMLAUNCH);
	EXPECT_TRUE("in L2", fake_vmcs02_is_loaded());
	EXPECT_TRUE("12", find_field(NESTED_VMCS12, VMCS_EPT_POINTER, &eptp12));
	EXPECT_TRUE("02", find_field(NESTED_VMCS02, VMCS_EPT_POINTER, &eptp02));
	EXPECT_TRUE("01", find_field(NESTED_VMCS01, VMCS_EPT_POINTER, &eptp01));
	EXPECT_TRUE("still vmcs02", fake_vmcs02_is_loaded());
	EXPECT_EQ("EPTP02", vmcs_read(VMCS_EPT_POINTER), eptp02);
	EXPECT_TRUE("EPTP12 is not EPTP02", eptp12 != eptp02);
	EXPECT_TRUE("EPTP01 is not EPTP02", eptp01 != eptp02);
	EXPECT_FALSE("hidden field", find_field(NESTED_VMCS12, VMCS_POSTED_INTR_VECTOR, &value));
	l2_exit(EXIT_REASON_CPUID, 0);
	EXPECT_EQ("EPTP12", l1_vmread(VMCS_EPT_POINTER), eptp12);
}

TEST(inspect_vmcs12_info, "the cached vmcs12s while L2 runs and after its exit",
     "Expect: one, running and then current, launched, with one entry")
{
	struct nested_vmcs12_info l2;

	l1_prepare_l2();
	EXPECT_TRUE("prepared", nested_vmcs12_info(&cpu.vcpu, 0, &l2));
	EXPECT_FALSE("launched", l2.launched);
	l1_insn(EXIT_REASON_VMLAUNCH);
	EXPECT_TRUE("one", nested_vmcs12_info(&cpu.vcpu, 0, &l2));
	EXPECT_STR("state", "running", l2.state);
	EXPECT_TRUE("launched", l2.launched);
	EXPECT_EQ("entries", 1, l2.entries);
	l2_exit(EXIT_REASON_CPUID, 0);
	EXPECT_TRUE("one", nested_vmcs12_info(&cpu.vcpu, 0, &l2));
	EXPECT_STR("state", "current", l2.state);
	EXPECT_FALSE("another", nested_vmcs12_info(&cpu.vcpu, 1, &l2));
}

TEST(inspect_counters, "one VM entry", "Expect: the first counter is 1, and the list ends")
{
	struct nested_counter counter;
	unsigned int i = 0;

	l1_prepare_l2();
	l1_insn(EXIT_REASON_VMLAUNCH);
	EXPECT_TRUE("first", nested_counter(&cpu.vcpu, 0, &counter));
	EXPECT_STR("name", "VM entries into L2", counter.name);
	EXPECT_EQ("value", 1, counter.value);
	while (nested_counter(&cpu.vcpu, i, &counter))
		EXPECT_TRUE("bounded", ++i < 100);
}

TEST(inspect_transitions, "counters of 4 VM entries, and of none", "Expect: averages with one decimal place")
{
	char line[160];

	cpu.vcpu.nested.transitions[TRANSITION_ENTRY] = (struct transition_counters){
		.count = 4, .vmreads = 29, .vmwrites = 4, .from_vmcs12 = 0, .to_vmcs12 = 410,
	};
	nested_format_transition(&cpu.vcpu, TRANSITION_ENTRY, line, sizeof(line));
	EXPECT_STR("entries", "VM entries into L2                    4        7.2        1.0        0.0      102.5",
		   line);
	nested_format_transition(&cpu.vcpu, TRANSITION_L0, line, sizeof(line));
	EXPECT_STR("none", "exits of L2 handled by L0             0        0.0        0.0        0.0        0.0",
		   line);
}
