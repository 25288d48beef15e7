// SPDX-License-Identifier: BSD-3-Clause
#include "nvmx/acpi.h"
#include "nvmx/boot_info.h"
#include "nvmx/lapic.h"
#include "nvmx/msr.h"
#include "nvmx/nested.h"
#include "nvmx/percpu.h"
#include "nvmx/panic.h"
#include "nvmx/printk.h"
#include "nvmx/self_check.h"
#include "nvmx/smp.h"
#include "nvmx/string.h"
#include "nvmx/vm.h"
#include "nvmx/vmx_core.h"

/* VPIDs of L2 start behind those of all L1 vCPUs. */
#define VPID02_FIRST	(1 + VM_VCPU_MAX)

#define LINE_MAX	160

struct vm vm0;
struct vuart vm0_vuart;

static struct vcpu vcpus[VM_VCPU_MAX];

const char *vm_state_name(enum vm_state state)
{
	static const char *const names[] = {
		[VM_CREATED] = "Created",
		[VM_RUNNING] = "Running",
		[VM_OFF] = "Off",
	};

	return names[state];
}

const char *vcpu_state_name(enum vcpu_state state)
{
	static const char *const names[] = {
		[VCPU_INIT] = "Init",
		[VCPU_STARTING] = "Starting",
		[VCPU_RUNNING] = "Running",
		[VCPU_L2_WAIT_SIPI] = "L2 waits",
		[VCPU_ZOMBIE] = "Zombie",
	};

	return names[state];
}

void vcpu_create_here(void)
{
	struct pcpu *pcpu = this_pcpu();
	struct vm *vm = &vm0;
	struct vcpu *vcpu;
	u32 id;

	for (id = 0; id < vm->vcpu_count; id++)
		if (vm0_config.pcpus[id] == pcpu->id)
			break;
	if (id == vm->vcpu_count)
		return;
	vcpu = vm->vcpus[id];
	pcpu->vcpu = vcpu;
	vmcs01_init(vcpu);
	nested_vcpu_init(vcpu, (u16)(VPID02_FIRST + id * NESTED_VPID_COUNT));
	nested_vcpu_reset(vcpu, FEATURE_CONTROL_LOCKED |
			  FEATURE_CONTROL_VMX_OUTSIDE_SMX);
}

void vm_create(struct vm *vm, const struct vm_config *config)
{
	u32 id;

	snprintf(vm->name, sizeof(vm->name), "%s", config->name);
	vm->state = VM_CREATED;
	vm->nested_on = hv_config.nested_on &&
			config->guest_flags & GUEST_FLAG_NVMX_ENABLED;
	if (config->console == CONSOLE_VUART_PCI)
		pr_warn("vm0: no PCI vUART yet; the console is a polled 16550 at port 3f8\n");
	vm->vcpu_count = config->pcpu_count;
	for (id = 0; id < vm->vcpu_count; id++) {
		vcpus[id].vm = vm;
		vcpus[id].id = id;
		vcpus[id].pcpu = config->pcpus[id];
		vcpus[id].state = VCPU_INIT;
		vm->vcpus[id] = &vcpus[id];
	}
	msr_bitmap01_init(vm);
	io_bitmap01_init(vm);
	ept01_build(vm);
	if (vm->vcpu_count > 1)
		ept01_write_protect(vm, GPA(LAPIC_BASE));
	vuart_init(&vm0_vuart, hv_config.guest_line_port);
}

/* Every vCPU needs its pCPU, and the MADT shall name those alone. */
static int check_pcpus(const struct vm *vm)
{
	u32 apic_ids[VM_VCPU_MAX];
	u32 id;

	for (id = 0; id < vm->vcpu_count; id++) {
		u32 pcpu = vm->vcpus[id]->pcpu;

		if (pcpu >= smp_count() || !pcpus[pcpu].online) {
			pr_err("nVMX: vCPU %u of VM \"%s\" is pinned to pCPU %u, but this machine has %u CPU%s; change the scenario's CPUs or give the machine more\n",
			       id, vm->name, pcpu, smp_count(),
			       smp_count() > 1 ? "s" : "");
			return -ENODEV;
		}
		apic_ids[id] = pcpus[pcpu].apic_id;
	}
	acpi_keep_cpus(apic_ids, vm->vcpu_count);
	return 0;
}

int vm_load(struct vm *vm, const struct vm_config *config)
{
	const struct boot_module *module = boot_module_find(config->module_tag);
	const char *cmdline;

	if (!module) {
		pr_err("nVMX: no boot module \"%s\" for VM \"%s\"; add \"module2 FILE %s\" to the boot menu\n",
		       config->module_tag, config->name, config->module_tag);
		return -ENOENT;
	}
	if (check_pcpus(vm))
		return -ENODEV;
	cmdline = boot_module_args(module);
	return multiboot_load(vm, module, cmdline ? cmdline : config->bootargs,
			      &vm->vcpus[0]->start);
}

void vm_start(struct vm *vm)
{
	pr_info("vm%u: \"%s\" starts, %u vCPU%s, nested virtualization %s\n",
		vm->id, vm->name, vm->vcpu_count,
		vm->vcpu_count > 1 ? "s" : "", vm->nested_on ? "on" : "off");
	vm->state = VM_RUNNING;
	vm->vcpus[0]->state = VCPU_STARTING;
	smp_wake(vm->vcpus[0]->pcpu);
}

static void print_totals(const struct vm *vm)
{
	u64 l1 = 0, l2 = 0, reflected = 0;
	u32 i, reason;

	for (i = 0; i < vm->vcpu_count; i++) {
		const struct vcpu_counters *c = &vm->vcpus[i]->counters;

		for (reason = 0; reason < EXIT_REASON_COUNT; reason++) {
			l1 += c->l1_exits[reason];
			l2 += c->l2_exits[reason];
			reflected += c->l2_reflected[reason];
		}
	}
	pr_info("vm%u: %lu exits of L1, %lu exits of L2, %lu of them given to L1\n",
		vm->id, l1, l2, reflected);
}

/* Those of vCPUs whose L1 has run an L2; the columns are the shell's. */
static void print_transitions(const struct vm *vm)
{
	char line[LINE_MAX];
	u32 i, transition;

	for (i = 0; i < vm->vcpu_count; i++) {
		const struct vcpu *vcpu = vm->vcpus[i];

		if (!vcpu->nested.transitions[TRANSITION_ENTRY].count)
			continue;
		pr_info("vm%u: per transition of vcpu%u: VMREADs, VMWRITEs, fields from and to vmcs12\n",
			vm->id, i);
		for (transition = 0; transition < TRANSITION_COUNT; transition++) {
			nested_format_transition(vcpu, transition, line,
						 sizeof(line));
			pr_info("  %s\n", line);
		}
	}
}

void vm_stop(struct vm *vm, const char *why)
{
	u32 i;

	pr_info("vm%u: \"%s\" off: %s\n", vm->id, vm->name, why);
	print_totals(vm);
	print_transitions(vm);
	if (hv_config.debug && !self_check())
		panic("memory of nVMX has been written to");
	vm->state = VM_OFF;
	for (i = 0; i < vm->vcpu_count; i++)
		vm->vcpus[i]->state = VCPU_ZOMBIE;
	uart_drain(&vm0_vuart.line);
}

void vcpu_stop(struct vcpu *vcpu, const char *why)
{
	vcpu->state = VCPU_ZOMBIE;
	/* Without its boot processor, or with one vCPU, the VM is done. */
	if (vcpu->id == 0)
		vm_stop(vcpu->vm, why);
	else
		pr_info("vm%u: vcpu%u stopped: %s\n", vcpu->vm->id, vcpu->id,
			why);
}
