// SPDX-License-Identifier: BSD-3-Clause
/* The shell's commands. Columns of vm_list and vcpu_list are ACRN's. */
#include "nvmx/build_id.h"
#include "nvmx/console.h"
#include "nvmx/exit_trace.h"
#include "nvmx/machine.h"
#include "nvmx/monitor.h"
#include "nvmx/nested.h"
#include "nvmx/panic.h"
#include "nvmx/printk.h"
#include "nvmx/shell.h"
#include "nvmx/string.h"
#include "nvmx/vm.h"
#include "nvmx/vmx_core.h"

#define LINE_MAX	160

static int cmd_help(int argc, char **argv)
{
	u32 i;

	(void)argc;
	(void)argv;
	for (i = 0; i < shell_command_count; i++)
		console_printf("%-14s %-16s %s\n", shell_commands[i].name,
			       shell_commands[i].args, shell_commands[i].help);
	return 0;
}

static int cmd_version(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	console_printf("HV: %s %s@%s\n", build_id, hv_config.scenario,
		       hv_config.board);
	return 0;
}

static int cmd_vm_list(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	console_printf("\n"
		"VM_UUID                          VM_ID VM_NAME                          VM_STATE\n"
		"================================ ===== ================================ ========\n");
	console_printf("%-32s %3u   %-32s %s\n", vm0_config.uuid, vm0.id,
		       vm0.name, vm_state_name(vm0.state));
	return 0;
}

static int cmd_vcpu_list(int argc, char **argv)
{
	u32 i;

	(void)argc;
	(void)argv;
	console_printf("\n"
		"VM ID    PCPU ID    VCPU ID    VCPU ROLE    VCPU STATE    THREAD STATE\n"
		"=====    =======    =======    =========    ==========    ============\n");
	for (i = 0; i < vm0.vcpu_count; i++) {
		const struct vcpu *vcpu = vm0.vcpus[i];

		console_printf("%4u %9u %10u       %-9s    %-10s    %s\n",
			       vm0.id, vcpu->pcpu, vcpu->id,
			       i ? "SECONDARY" : "PRIMARY",
			       vcpu_state_name(vcpu->state),
			       vcpu->state == VCPU_RUNNING ? "  RUNNING" :
							     "  BLOCKED");
	}
	return 0;
}

static void print_nested(const struct vcpu *vcpu)
{
	char line[LINE_MAX];
	unsigned int i;

	for (i = 0; nested_format(vcpu, i, line, sizeof(line)); i++)
		console_printf("%4u %7u  %s\n", vcpu->vm->id, vcpu->id, line);
	if (!i)
		console_printf("%4u %7u  no L2\n", vcpu->vm->id, vcpu->id);
}

static void print_nested_counters(const struct vcpu *vcpu)
{
	struct nested_counter counter;
	unsigned int i;

	for (i = 0; nested_counter(vcpu, i, &counter); i++)
		console_printf("              %-28s %12lu\n", counter.name,
			       counter.value);
}

static void print_transitions(const struct vcpu *vcpu)
{
	char line[LINE_MAX];
	u32 i;

	console_printf("\n"
		"  VM   VCPU   TRANSITION                        COUNT    VMREADS   VMWRITES    FROM 12      TO 12   (averages; fields copied from and to vmcs12)\n");
	for (i = 0; i < TRANSITION_COUNT; i++) {
		nested_format_transition(vcpu, i, line, sizeof(line));
		console_printf("%4u %6u   %s\n", vcpu->vm->id, vcpu->id, line);
	}
}

static int cmd_nested_list(int argc, char **argv)
{
	bool verbose = argc == 2 && !strcmp(argv[1], "-v");
	u32 i;

	if (argc > 2 || (argc == 2 && !verbose))
		return -EINVAL;
	console_printf("\n"
		"VM ID VCPU ID  L2: L1's VMCS for it, where it is, last launch, VPID and EPTP as L1 set them, entries and exits\n"
		"===== =======  ================================================================================\n");
	for (i = 0; i < vm0.vcpu_count; i++) {
		print_nested(vm0.vcpus[i]);
		if (verbose) {
			print_nested_counters(vm0.vcpus[i]);
			print_transitions(vm0.vcpus[i]);
		}
	}
	return 0;
}

static void print_exit_row(const struct vcpu *vcpu, u32 reason)
{
	const struct vcpu_counters *c = &vcpu->counters;

	if (c->l1_exits[reason] || c->l2_exits[reason])
		console_printf("%4u %6u   %2u %-20s %12lu %12lu %12lu\n",
			       vcpu->vm->id, vcpu->id, reason,
			       exit_reason_name(reason), c->l1_exits[reason],
			       c->l2_exits[reason], c->l2_reflected[reason]);
}

static int cmd_exits(int argc, char **argv)
{
	bool last = argc == 2 && !strcmp(argv[1], "last");
	u32 i, reason;

	if (argc > 2 || (argc == 2 && !last))
		return -EINVAL;
	if (!last)
		console_printf("\n"
			"  VM   VCPU   REASON                        FROM L1      FROM L2   GIVEN TO L1\n");
	for (i = 0; i < vm0.vcpu_count; i++) {
		if (last)
			exit_trace_print(vm0.vcpus[i]);
		for (reason = 0; !last && reason < EXIT_REASON_COUNT; reason++)
			print_exit_row(vm0.vcpus[i], reason);
		if (!last && vm0.nested_on)
			print_transitions(vm0.vcpus[i]);
	}
	return 0;
}

static int cmd_caps(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	vmx_caps_print();
	return 0;
}

static int cmd_loglevel(int argc, char **argv)
{
	if (argc > 2)
		return -EINVAL;
	if (argc == 2) {
		if (argv[1][0] < '1' || argv[1][0] > '4' || argv[1][1])
			return -EINVAL;
		console_loglevel = (enum log_level)(argv[1][0] - '0');
	}
	console_printf("console_loglevel: %u\n", console_loglevel);
	return 0;
}

static int cmd_dmesg(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	printk_dump();
	return 0;
}

static int cmd_panic(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	panic("asked for in the shell");
}

static int cmd_reboot(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	monitor_farewell();
	machine_reboot();
}

static int cmd_shutdown(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	monitor_farewell();
	machine_shutdown(MACHINE_OK);
}

const struct shell_command shell_commands[] = {
	{ "help", "", "list the commands", cmd_help },
	{ "version", "", "what is running", cmd_version },
	{ "vm_list", "", "the VMs and their states", cmd_vm_list },
	{ "vcpu_list", "", "the vCPUs of all VMs", cmd_vcpu_list },
	{ "nested_list", "[-v]",
	  "the L2 guests: one line for each VMCS that L1 uses; -v counters",
	  cmd_nested_list },
	{ "exits", "[last]",
	  "VM exits by reason and what those of L2 cost, or the last ones",
	  cmd_exits },
	{ "caps", "", "the CPU's VMX capabilities that L0 uses", cmd_caps },
	{ "loglevel", "[1-4]", "show or set what reaches the console",
	  cmd_loglevel },
	{ "dmesg", "", "the log buffer, all levels", cmd_dmesg },
	{ "panic", "", "end with the panic screen, to see one", cmd_panic },
	{ "reboot", "", "restart the machine at once", cmd_reboot },
	{ "shutdown", "", "end the emulator, or halt a real machine",
	  cmd_shutdown },
};

const u32 shell_command_count = ARRAY_SIZE(shell_commands);
