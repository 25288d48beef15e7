// SPDX-License-Identifier: BSD-3-Clause
/* What the monitor link can be asked. Rows are described in docs/monitor-link.md. */
#include "monitor_internal.h"
#include "nvmx/build_id.h"
#include "nvmx/exit_trace.h"
#include "nvmx/nested.h"
#include "nvmx/string.h"
#include "nvmx/vm.h"

#define ERROR_UNKNOWN		"unknown-request"
#define ERROR_ARGUMENT		"bad-argument"
#define ERROR_NO_VMCS12		"no-vmcs12"

struct report {
	const char *verb;
	u32 argc;
	void (*write)(void);
};

void report_hello(void)
{
	monitor_row("version %u", MONITOR_VERSION);
	monitor_row("build %s", build_id);
	monitor_row("scenario %s", hv_config.scenario);
	monitor_row("board %s", hv_config.board);
}

static void report_vms(void)
{
	monitor_row("vm %u %s %s", vm0.id, vm_state_name(vm0.state), vm0.name);
}

static void report_vcpus(void)
{
	for (u32 i = 0; i < vm0.vcpu_count; i++) {
		const struct vcpu *vcpu = vm0.vcpus[i];

		monitor_row("vcpu %u %u %u %s %s", vm0.id, vcpu->id, vcpu->pcpu,
			    vcpu_state_name(vcpu->state),
			    vcpu->nested.in_l2 ? "L2" : "L1");
	}
}

static void report_exits_of(const struct vcpu *vcpu)
{
	const struct vcpu_counters *c = &vcpu->counters;

	for (u32 reason = 0; reason < EXIT_REASON_COUNT; reason++)
		if (c->l1_exits[reason] || c->l2_exits[reason])
			monitor_row("exit %u %u %u %lu %lu %lu %s",
				    vcpu->vm->id, vcpu->id, reason,
				    c->l1_exits[reason], c->l2_exits[reason],
				    c->l2_reflected[reason],
				    exit_reason_name(reason));
}

void report_exits(void)
{
	for (u32 i = 0; i < vm0.vcpu_count; i++)
		report_exits_of(vm0.vcpus[i]);
}

static void report_nested_of(const struct vcpu *vcpu)
{
	struct nested_vmcs12_info l2;
	struct nested_counter counter;

	for (u32 i = 0; nested_vmcs12_info(vcpu, i, &l2); i++)
		monitor_row("l2 %u %u %lx %s %s %lu %lx %lu %lu", vcpu->vm->id,
			    vcpu->id, l2.gpa.v, l2.state,
			    l2.launched ? "launched" : "clear", l2.vpid, l2.eptp,
			    l2.entries, l2.reflected);
	for (u32 i = 0; nested_counter(vcpu, i, &counter); i++)
		monitor_row("counter %u %u %lu %s", vcpu->vm->id, vcpu->id,
			    counter.value, counter.name);
	for (u32 i = 0; i < TRANSITION_COUNT; i++) {
		const struct transition_counters *t =
			&vcpu->nested.transitions[i];

		monitor_row("transition %u %u %lu %lu %lu %lu %lu %s",
			    vcpu->vm->id, vcpu->id, t->count, t->vmreads,
			    t->vmwrites, t->from_vmcs12, t->to_vmcs12,
			    nested_transition_name(i));
	}
}

void report_nested(void)
{
	for (u32 i = 0; i < vm0.vcpu_count; i++)
		report_nested_of(vm0.vcpus[i]);
}

/* vCPUs whose VM entries never failed have no row. */
static void report_failures(void)
{
	for (u32 i = 0; i < vm0.vcpu_count; i++) {
		const struct vcpu *vcpu = vm0.vcpus[i];

		if (vcpu->nested.failed_check)
			monitor_row("failure %u %u %s", vm0.id, vcpu->id,
				    vcpu->nested.failed_check);
	}
}

static const struct report reports[] = {
	{ "hello", 1, report_hello },
	{ "vms", 1, report_vms },
	{ "vcpus", 1, report_vcpus },
	{ "exits", 1, report_exits },
	{ "nested", 1, report_nested },
	{ "failures", 1, report_failures },
};

static bool is_vmcs_request(const struct monitor_request *request)
{
	return !strcmp(request->argv[0], "vmcs");
}

/* vmcs VCPU 01|12|02 */
static bool vmcs_arguments(const struct monitor_request *request,
			   struct vcpu **vcpu, enum nested_vmcs *which)
{
	static const char *const names[] = {
		[NESTED_VMCS01] = "01", [NESTED_VMCS12] = "12",
		[NESTED_VMCS02] = "02",
	};
	u32 id;

	if (request->argc != 3 || !vm0.vcpu_count ||
	    !monitor_number(request->argv[1], vm0.vcpu_count - 1, &id))
		return false;
	for (u32 i = 0; i < ARRAY_SIZE(names); i++) {
		if (strcmp(request->argv[2], names[i]))
			continue;
		*vcpu = vm0.vcpus[id];
		*which = (enum nested_vmcs)i;
		return true;
	}
	return false;
}

struct vcpu *monitor_report_vcpu(const struct monitor_request *request)
{
	struct vcpu *vcpu;
	enum nested_vmcs which;

	if (!is_vmcs_request(request) || !vmcs_arguments(request, &vcpu, &which))
		return NULL;
	return vcpu;
}

static const char *report_vmcs(const struct monitor_request *request)
{
	struct nested_vmcs_field field;
	enum nested_vmcs which;
	struct vcpu *vcpu;

	if (!vmcs_arguments(request, &vcpu, &which))
		return ERROR_ARGUMENT;
	if (which != NESTED_VMCS01 && !vcpu->nested.current)
		return ERROR_NO_VMCS12;
	for (u32 i = 0; i < nested_vmcs_field_count(); i++)
		if (nested_vmcs_field(vcpu, which, i, &field))
			monitor_row("field %04x %lx %s", field.encoding,
				    field.value, field.name);
	return NULL;
}

const char *monitor_report(const struct monitor_request *request)
{
	if (is_vmcs_request(request))
		return report_vmcs(request);
	for (u32 i = 0; i < ARRAY_SIZE(reports); i++) {
		if (strcmp(reports[i].verb, request->argv[0]))
			continue;
		if (reports[i].argc != request->argc)
			return ERROR_ARGUMENT;
		reports[i].write();
		return NULL;
	}
	return ERROR_UNKNOWN;
}
