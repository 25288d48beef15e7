// SPDX-License-Identifier: BSD-3-Clause
/* The order of start-up. */
#include "nvmx/boot_info.h"
#include "nvmx/build_id.h"
#include "nvmx/console.h"
#include "nvmx/cpu.h"
#include "nvmx/layout.h"
#include "nvmx/machine.h"
#include "nvmx/monitor.h"
#include "nvmx/nested.h"
#include "nvmx/page_alloc.h"
#include "nvmx/paging.h"
#include "nvmx/percpu.h"
#include "nvmx/printk.h"
#include "nvmx/self_check.h"
#include "nvmx/shell.h"
#include "nvmx/smp.h"
#include "nvmx/vm.h"
#include "nvmx/vmx_core.h"

void __noreturn boot_main(u32 magic, u32 info);

static void __noreturn refuse(void)
{
	machine_shutdown(MACHINE_UNSUPPORTED);
}

static bool reserve_l0_memory(void)
{
	if (!boot_memory_reserve(NVMX_LOAD_ADDRESS, NVMX_MEMORY_SIZE)) {
		pr_err("nVMX: no usable RAM at %x-%x, where nVMX lives; give the machine at least 384 MiB\n",
		       NVMX_LOAD_ADDRESS, NVMX_LOAD_ADDRESS + NVMX_MEMORY_SIZE);
		return false;
	}
	if (smp_reserve_trampoline()) {
		pr_err("nVMX: no page free below 640 KiB for starting CPUs\n");
		return false;
	}
	return true;
}

/* GRUB likes to put modules right behind the image: into our pool. */
static bool modules_outside_l0(void)
{
	const u64 start = NVMX_LOAD_ADDRESS, end = start + NVMX_MEMORY_SIZE;
	u32 i;

	for (i = 0; i < boot_info.module_count; i++) {
		const struct boot_module *m = &boot_info.modules[i];

		if (m->start < end && m->start + m->size > start) {
			pr_err("nVMX: module \"%s\" does not fit anywhere outside of nVMX's own memory\n",
			       m->string);
			return false;
		}
	}
	return true;
}

static void print_boot_info(void)
{
	u32 i;

	pr_info("%s\n", build_id);
	pr_info("nVMX: scenario %s on board %s, multiboot %u, %u memory ranges, %u modules\n",
		hv_config.scenario, hv_config.board, boot_info.protocol,
		boot_info.mmap_count, boot_info.module_count);
	for (i = 0; i < boot_info.mmap_count; i++)
		pr_dbg("mmap: %012lx-%012lx type %u\n", boot_info.mmap[i].start,
		       boot_info.mmap[i].start + boot_info.mmap[i].size,
		       boot_info.mmap[i].type);
	for (i = 0; i < boot_info.module_count; i++)
		pr_dbg("module: %lx, %lu bytes, \"%s\"\n",
		       boot_info.modules[i].start, boot_info.modules[i].size,
		       boot_info.modules[i].string);
}

static void check_cpu(void)
{
	if (!cpu_has_vmx()) {
		pr_err("nVMX: this CPU has no VMX (VT-x), so nVMX cannot run here; use Bochs with cpu: model=tigerlake, or QEMU on an Intel host with -accel kvm -cpu host and nested=1\n");
		refuse();
	}
	if (!vmx_caps_check())
		refuse();
}

void boot_main(u32 magic, u32 info)
{
	console_init(hv_config.console_port);
	console_loglevel = (enum log_level)hv_config.console_loglevel;
	idt_init();
	pcpu_init(0);
	if (boot_info_parse(magic, info)) {
		pr_err("nVMX: not started by a multiboot loader (magic %x); boot nVMX with GRUB's multiboot2\n",
		       magic);
		refuse();
	}
	print_boot_info();
	check_cpu();
	if (!reserve_l0_memory())
		refuse();
	modules_move_high();
	if (!modules_outside_l0())
		refuse();
	paging_map_all_ram();
	vmx_enable();
	nested_cpu_init(&vmx_msrs);
	vm_create(&vm0, &vm0_config);
	vcpu_create_here();
	smp_start_all();
	if (vm_load(&vm0, &vm0_config))
		machine_shutdown(MACHINE_FAILED);
	pr_dbg("pool: %u pages left\n", page_alloc_boot_left());
	if (hv_config.debug)
		self_check_init();
	monitor_init(hv_config.monitor_port);
	vm_start(&vm0);
	shell_start();
	pcpu_idle();
}
