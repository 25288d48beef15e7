/* SPDX-License-Identifier: BSD-3-Clause */
/* The nested state of a vCPU, for the shell and the monitor link; read only. */
#include "nested_internal.h"

static const char *slot_state(const struct nested_state *nested,
			      const struct vmcs12_slot *slot)
{
	if (slot != nested->current)
		return "cached";
	return nested->in_l2 ? "running" : "current";
}

bool nested_vmcs12_info(const struct vcpu *vcpu, unsigned int index,
			struct nested_vmcs12_info *info)
{
	const struct nested_state *nested = &vcpu->nested;

	for (int i = 0; i < NESTED_SLOT_COUNT; i++) {
		const struct vmcs12_slot *slot = &nested->slots[i];

		if (slot->gpa.v == INVALID_PHYS || index--)
			continue;
		*info = (struct nested_vmcs12_info){
			.gpa = slot->gpa,
			.state = slot_state(nested, slot),
			.launched = slot->vmcs12->launched,
			.vpid = V12(slot->vmcs12, VPID),
			.eptp = V12(slot->vmcs12, EPT_POINTER),
			.entries = slot->entries,
			.reflected = slot->reflected,
		};
		return true;
	}
	return false;
}

bool nested_format(const struct vcpu *vcpu, unsigned int index, char *line,
		   size_t size)
{
	struct nested_vmcs12_info l2;

	if (!nested_vmcs12_info(vcpu, index, &l2))
		return false;
	snprintf(line, size, "vmcs12 %012llx  %-8s %-8s vpid %-5llu eptp %012llx  %llu entries, %llu exits",
		 (unsigned long long)l2.gpa.v, l2.state,
		 l2.launched ? "launched" : "clear", (unsigned long long)l2.vpid,
		 (unsigned long long)l2.eptp, (unsigned long long)l2.entries,
		 (unsigned long long)l2.reflected);
	return true;
}

bool nested_counter(const struct vcpu *vcpu, unsigned int index,
		    struct nested_counter *counter)
{
	const struct nested_counters *c = &vcpu->nested.counters;
	const struct nested_counter rows[] = {
		{ "VM entries into L2", c->entries },
		{ "VM exits given to L1", c->reflected },
		{ "exits of L2 handled by L0", c->l0_exits },
		{ "entries refused: controls", c->entry_vmfail_controls },
		{ "entries refused: host state", c->entry_vmfail_host },
		{ "entries failed: guest state", c->entry_failed_guest },
		{ "entries failed: MSR loading", c->entry_failed_msr },
		{ "vmcs02 refused by the CPU", c->vmcs02_rejected },
		{ "EPT faults filled by L0", c->ept_faults_fixed },
		{ "shadow EPTs given up", c->ept_roots_dropped },
		{ "vmcs12 evictions", c->slot_evictions },
	};

	if (index >= ARRAY_SIZE(rows))
		return false;
	*counter = rows[index];
	return true;
}

const char *nested_transition_name(enum nested_transition transition)
{
	static const char *const names[TRANSITION_COUNT] = {
		[TRANSITION_INSTRUCTION] = "VMX instructions of L1",
		[TRANSITION_ENTRY] = "VM entries into L2",
		[TRANSITION_REFLECTED] = "VM exits given to L1",
		[TRANSITION_L0] = "exits of L2 handled by L0",
	};

	return names[transition];
}

/* With one decimal place. */
struct average {
	u64 whole, tenth;
};

static struct average average(u64 sum, u64 count)
{
	u64 tenths = count ? sum * 10 / count : 0;

	return (struct average){ tenths / 10, tenths % 10 };
}

void nested_format_transition(const struct vcpu *vcpu,
			      enum nested_transition transition, char *line,
			      size_t size)
{
	const struct transition_counters *t = &vcpu->nested.transitions[transition];
	struct average reads = average(t->vmreads, t->count);
	struct average writes = average(t->vmwrites, t->count);
	struct average from = average(t->from_vmcs12, t->count);
	struct average to = average(t->to_vmcs12, t->count);

	snprintf(line, size, "%-26s %12llu %8llu.%llu %8llu.%llu %8llu.%llu %8llu.%llu",
		 nested_transition_name(transition), (unsigned long long)t->count,
		 (unsigned long long)reads.whole, (unsigned long long)reads.tenth,
		 (unsigned long long)writes.whole, (unsigned long long)writes.tenth,
		 (unsigned long long)from.whole, (unsigned long long)from.tenth,
		 (unsigned long long)to.whole, (unsigned long long)to.tenth);
}

unsigned int nested_vmcs_field_count(void)
{
	return FID_COUNT;
}

static bool read_field_of(struct vcpu *vcpu, const struct loaded_vmcs *vmcs,
			  u32 encoding, u64 *value)
{
	bool exists;

	vmcs_load(vmcs->hpa);
	exists = vmcs_read_safe(encoding, value);
	vmcs_load(vcpu->loaded->hpa);
	return exists;
}

bool nested_vmcs_field(struct vcpu *vcpu, enum nested_vmcs which,
		       unsigned int index, struct nested_vmcs_field *field)
{
	struct vmcs12_slot *slot = vcpu->nested.current;

	field->encoding = vmcs_fields[index].encoding;
	field->name = vmcs_fields[index].sdm_name;
	switch (which) {
	case NESTED_VMCS01:
		return read_field_of(vcpu, &vcpu->vmcs01, field->encoding,
				     &field->value);
	case NESTED_VMCS02:
		return read_field_of(vcpu, &slot->vmcs02, field->encoding,
				     &field->value);
	default:
		if (!vmcs_field_visible(index))
			return false;
		field->value = slot_read_field(vcpu, slot, index);
		return true;
	}
}
