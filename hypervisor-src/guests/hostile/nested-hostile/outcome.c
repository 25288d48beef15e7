// SPDX-License-Identifier: BSD-3-Clause
/*
 * How VM entries ended, counted by what the SDM makes of them. A run in which
 * one of the classes does not occur has not tried it, and fails.
 */
#include "hostile.h"

#define EXIT_REASON_COUNT	80

enum outcome {
	OUTCOME_ENTERED,
	OUTCOME_FAIL_INVALID,
	OUTCOME_NOT_CLEAR,
	OUTCOME_NOT_LAUNCHED,
	OUTCOME_CONTROLS,
	OUTCOME_HOST_STATE,
	OUTCOME_EVENTS_BLOCKED,
	OUTCOME_GUEST_STATE,
	OUTCOME_MSR_LOADING,
	OUTCOME_FAULT,
	OUTCOME_OTHER,		/* none that the SDM has: must not occur */
	OUTCOME_COUNT
};

static const char *const outcome_names[OUTCOME_COUNT] = {
	[OUTCOME_ENTERED] = "L2 ran",
	[OUTCOME_FAIL_INVALID] = "VMfailInvalid",
	[OUTCOME_NOT_CLEAR] = "error 4, VMLAUNCH of a VMCS that is not clear",
	[OUTCOME_NOT_LAUNCHED] = "error 5, VMRESUME of a VMCS not launched",
	[OUTCOME_CONTROLS] = "error 7, controls",
	[OUTCOME_HOST_STATE] = "error 8, host state",
	[OUTCOME_EVENTS_BLOCKED] = "error 26, blocking by MOV SS",
	[OUTCOME_GUEST_STATE] = "reason 33, guest state",
	[OUTCOME_MSR_LOADING] = "reason 34, MSR loading",
	[OUTCOME_FAULT] = "#UD, outside of VMX operation",
	[OUTCOME_OTHER] = "none of these",
};

/* What the programs of l2.S and the controls of sane_vmcs() bring about. */
static const u8 expected_exits[] = {
	EXIT_REASON_EXCEPTION_NMI, EXIT_REASON_TRIPLE_FAULT, EXIT_REASON_CPUID,
	EXIT_REASON_HLT, EXIT_REASON_INVD, EXIT_REASON_VMCALL,
	EXIT_REASON_VMLAUNCH, EXIT_REASON_VMPTRLD, EXIT_REASON_VMREAD,
	EXIT_REASON_CR_ACCESS, EXIT_REASON_IO_INSTRUCTION, EXIT_REASON_RDMSR,
	EXIT_REASON_WRMSR, EXIT_REASON_EPT_VIOLATION,
	EXIT_REASON_EPT_MISCONFIG, EXIT_REASON_PREEMPTION_TIMER,
};

static u64 steps[STEP_COUNT], outcomes[OUTCOME_COUNT];
static u64 exits[EXIT_REASON_COUNT];
static u64 instructions_failed, instructions_faulted;

void count_steps(enum step kind, u64 count)
{
	steps[kind] += count;
}

u64 steps_done(void)
{
	u64 sum = 0;
	u32 kind;

	for (kind = 0; kind < STEP_COUNT; kind++)
		sum += steps[kind];
	return sum;
}

void count_instruction(struct vmx_result result)
{
	if (result.outcome == VMX_FAULTED)
		instructions_faulted++;
	else if (result.outcome != VMX_SUCCEED)
		instructions_failed++;
}

static enum outcome outcome_of_error(u32 error)
{
	switch (error) {
	case VMX_ERR_VMLAUNCH_NOT_CLEAR:
		return OUTCOME_NOT_CLEAR;
	case VMX_ERR_VMRESUME_NOT_LAUNCHED:
		return OUTCOME_NOT_LAUNCHED;
	case VMX_ERR_ENTRY_CONTROLS:
		return OUTCOME_CONTROLS;
	case VMX_ERR_ENTRY_HOST_STATE:
		return OUTCOME_HOST_STATE;
	case VMX_ERR_ENTRY_EVENTS_BLOCKED:
		return OUTCOME_EVENTS_BLOCKED;
	default:
		return OUTCOME_OTHER;
	}
}

/* A VM exit, or a VM-entry failure that looks like one (SDM 27.8). */
static enum outcome outcome_of_exit(u64 reason)
{
	switch (reason) {
	case EXIT_REASON_ENTRY_FAILURE | EXIT_REASON_INVALID_GUEST:
		return OUTCOME_GUEST_STATE;
	case EXIT_REASON_ENTRY_FAILURE | EXIT_REASON_MSR_LOAD_FAIL:
		return OUTCOME_MSR_LOADING;
	default:
		if (reason >= EXIT_REASON_COUNT)
			return OUTCOME_OTHER;
		exits[reason]++;
		return OUTCOME_ENTERED;
	}
}

static enum outcome outcome_of(struct vmx_result result)
{
	switch (result.outcome) {
	case VMX_SUCCEED:
		return outcome_of_exit(vmread(VMCS_EXIT_REASON));
	case VMX_FAIL_INVALID:
		return OUTCOME_FAIL_INVALID;
	case VMX_FAIL_VALID:
		return outcome_of_error(result.error);
	case VMX_FAULTED:
		return result.vector == VECTOR_UD ? OUTCOME_FAULT : OUTCOME_OTHER;
	default:
		return OUTCOME_OTHER;
	}
}

bool count_entry(struct vmx_result result)
{
	enum outcome outcome = outcome_of(result);

	outcomes[outcome]++;
	return outcome == OUTCOME_ENTERED;
}

void outcome_report(void)
{
	u32 i;

	printf("nested-hostile: %lu steps: %lu VM entries, %lu VMX instructions, %lu VMWRITEs, %lu changes of memory\n",
	       steps_done(), steps[STEP_ENTRY], steps[STEP_INSTRUCTION],
	       steps[STEP_VMWRITE], steps[STEP_MEMORY]);
	printf("nested-hostile: of the VMX instructions and VMWRITEs %lu failed, %lu faulted\n",
	       instructions_failed, instructions_faulted);
	for (i = 0; i < OUTCOME_COUNT; i++)
		printf("nested-hostile: VM entries %9lu %s\n", outcomes[i],
		       outcome_names[i]);
	for (i = 0; i < EXIT_REASON_COUNT; i++)
		if (exits[i])
			printf("nested-hostile: VM exits   %9lu %u %s\n",
			       exits[i], i, exit_reason_text(i));
}

bool outcome_complete(void)
{
	bool complete = true;
	u32 i;

	for (i = 0; i < OUTCOME_OTHER; i++) {
		if (outcomes[i])
			continue;
		printf("nested-hostile: expected VM entries that end with \"%s\", got none\n",
		       outcome_names[i]);
		complete = false;
	}
	for (i = 0; i < ARRAY_SIZE(expected_exits); i++) {
		if (exits[expected_exits[i]])
			continue;
		printf("nested-hostile: expected exits of L2 for reason %u (%s), got none\n",
		       expected_exits[i], exit_reason_text(expected_exits[i]));
		complete = false;
	}
	if (outcomes[OUTCOME_OTHER]) {
		printf("nested-hostile: expected VM entries to end as the SDM says, got %lu that did not\n",
		       outcomes[OUTCOME_OTHER]);
		complete = false;
	}
	/* Else the hostile acts were not about L2. */
	if (outcomes[OUTCOME_ENTERED] * 5 < steps_done()) {
		printf("nested-hostile: expected L2 to run in a fifth of the steps, got %lu of %lu\n",
		       outcomes[OUTCOME_ENTERED], steps_done());
		complete = false;
	}
	return complete;
}
