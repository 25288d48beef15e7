// SPDX-License-Identifier: BSD-3-Clause
#include "nvmx/boot_info.h"
#include "nvmx/msr.h"
#include "nvmx/nested.h"
#include "nvmx/page_alloc.h"
#include "nvmx/percpu.h"
#include "nvmx/printk.h"
#include "nvmx/string.h"
#include "nvmx/vm.h"
#include "nvmx/vmx_core.h"

/* VPIDs of L2 start behind those of all L1 vCPUs. */
#define VPID02_FIRST	(1 + VM_VCPU_MAX)

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
		[VCPU_RUNNING] = "Running",
		[VCPU_ZOMBIE] = "Zombie",
	};

	return names[state];
}

static void vcpu_create(struct vm *vm, u32 id, u32 pcpu)
{
	struct vcpu *vcpu = &vcpus[id];

	vcpu->vm = vm;
	vcpu->id = id;
	vcpu->pcpu = pcpu;
	vcpu->state = VCPU_INIT;
	vm->vcpus[id] = vcpu;
	vm->vcpu_count++;
	vmcs01_init(vcpu);
	nested_vcpu_init(vcpu, VPID02_FIRST + id * NESTED_VPID_COUNT);
	nested_vcpu_reset(vcpu, FEATURE_CONTROL_LOCKED |
			  FEATURE_CONTROL_VMX_OUTSIDE_SMX);
}

static void warn_about_config(const struct vm_config *config)
{
	if (config->pcpu_count != 1 || config->pcpus[0] != 0)
		pr_warn("vm0: one vCPU on pCPU 0 is all that is supported yet; the scenario asks for %u from pCPU %u on\n",
			config->pcpu_count, config->pcpus[0]);
	if (config->console == CONSOLE_VUART_PCI)
		pr_warn("vm0: no PCI vUART yet; the console is a polled 16550 at port 3f8\n");
}

int vm_create(struct vm *vm, const struct vm_config *config)
{
	const struct boot_module *module = boot_module_find(config->module_tag);
	const char *cmdline;
	struct l1_entry entry;
	int ret;

	snprintf(vm->name, sizeof(vm->name), "%s", config->name);
	vm->state = VM_CREATED;
	vm->nested_on = hv_config.nested_on &&
			config->guest_flags & GUEST_FLAG_NVMX_ENABLED;
	warn_about_config(config);
	if (!module) {
		pr_err("nVMX: no boot module \"%s\" for VM \"%s\"; add \"module2 FILE %s\" to the boot menu\n",
		       config->module_tag, config->name, config->module_tag);
		return -ENOENT;
	}
	msr_bitmap01_init(vm);
	io_bitmap01_init(vm);
	ept01_build(vm);
	vuart_init(&vm0_vuart, hv_config.guest_line_port);
	cmdline = boot_module_args(module);
	ret = multiboot_load(vm, module, cmdline ? cmdline : config->bootargs,
			     &entry);
	if (ret)
		return ret;
	vcpu_create(vm, 0, 0);
	vmcs01_set_multiboot_entry(vm->vcpus[0], entry.eip, entry.eax,
				   entry.ebx);
	return 0;
}

void vm_start(struct vm *vm)
{
	struct vcpu *vcpu = vm->vcpus[0];
	u8 *stack = this_pcpu()->host_stack + HOST_STACK_SIZE;

	pr_info("vm%u: \"%s\" starts, nested virtualization %s\n", vm->id,
		vm->name, vm->nested_on ? "on" : "off");
	vm->state = VM_RUNNING;
	vcpu->state = VCPU_RUNNING;
	this_pcpu()->vcpu = vcpu;
	vmx_run(vcpu, stack - 2 * sizeof(u64));
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

void vm_stop(struct vm *vm, const char *why)
{
	u32 i;

	pr_info("vm%u: \"%s\" off: %s\n", vm->id, vm->name, why);
	print_totals(vm);
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
