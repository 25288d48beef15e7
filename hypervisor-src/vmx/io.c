// SPDX-License-Identifier: BSD-3-Clause
/*
 * I/O ports of L1. All are passed through but these: L0's console (L1 has its
 * virtual UART there), L0's line for L1's console (nothing is there for L1), the
 * A20 gate (stays open), and the emulator's shutdown port (it ends the VM, not
 * the machine).
 */
#include "nvmx/cpu.h"
#include "nvmx/machine.h"
#include "nvmx/page_alloc.h"
#include "nvmx/string.h"
#include "nvmx/vm.h"
#include "nvmx/vmcs_access.h"
#include "nvmx/vmx.h"
#include "nvmx/vmx_core.h"

#define NOTHING_THERE		0xff

/* System control port A: bit 1 is the A20 gate, which would hit L0 as well. */
#define A20_PORT		0x92
#define A20_ENABLE		BIT(1)

static void intercept_ports(u8 *bitmaps, u16 first, u16 count)
{
	u32 port;

	for (port = first; port < (u32)first + count; port++)
		bitmaps[port / 8] |= (u8)(1U << port % 8);
}

void io_bitmap01_init(struct vm *vm)
{
	u8 *bitmaps = page_alloc_boot(2);

	intercept_ports(bitmaps, UART_COM1, UART_PORTS);
	intercept_ports(bitmaps, hv_config.console_port, UART_PORTS);
	intercept_ports(bitmaps, hv_config.guest_line_port, UART_PORTS);
	if (hv_config.monitor_port)
		intercept_ports(bitmaps, hv_config.monitor_port, UART_PORTS);
	intercept_ports(bitmaps, A20_PORT, 1);
	intercept_ports(bitmaps, BOCHS_SHUTDOWN_PORT, 1);
	vm->io_bitmap01_a = virt_to_hpa(bitmaps);
	vm->io_bitmap01_b = virt_to_hpa(bitmaps + PAGE_SIZE);
}

/* "Shutdown", byte by byte, as Bochs wants it. */
static void shutdown_port_write(struct vm *vm, u8 value)
{
	static const char word[] = "Shutdown";
	static u32 matched;

	matched = value == (u8)word[matched] ? matched + 1 :
		  value == (u8)word[0];
	if (!word[matched]) {
		matched = 0;
		vm_stop(vm, "shutdown requested at port 8900");
	}
}

static bool in_uart(u16 port, u16 base)
{
	return port >= base && port < base + UART_PORTS;
}

static bool is_intercepted(u16 port)
{
	return in_uart(port, UART_COM1) ||
	       in_uart(port, hv_config.console_port) ||
	       in_uart(port, hv_config.guest_line_port) ||
	       (hv_config.monitor_port &&
		in_uart(port, hv_config.monitor_port)) ||
	       port == BOCHS_SHUTDOWN_PORT;
}

static u8 port_read(u16 port)
{
	if (in_uart(port, UART_COM1) && vm0_config.console != CONSOLE_VUART_NONE)
		return vuart_read(&vm0_vuart, port - UART_COM1);
	return is_intercepted(port) ? NOTHING_THERE : inb(port);
}

static void port_write(struct vm *vm, u16 port, u8 value)
{
	if (in_uart(port, UART_COM1) && vm0_config.console != CONSOLE_VUART_NONE)
		vuart_write(&vm0_vuart, port - UART_COM1, value);
	else if (port == A20_PORT)
		outb(port, value | A20_ENABLE);
	else if (port == BOCHS_SHUTDOWN_PORT)
		shutdown_port_write(vm, value);
	else if (!is_intercepted(port))
		outb(port, value);
}

u32 io_ports_read(u16 port, u32 size)
{
	u32 value = 0, i;

	for (i = 0; i < size; i++)
		value |= (u32)port_read((u16)(port + i)) << 8 * i;
	return value;
}

void io_ports_write(struct vm *vm, u16 port, u32 size, u32 value)
{
	u32 i;

	for (i = 0; i < size; i++)
		port_write(vm, (u16)(port + i), (u8)(value >> 8 * i));
}

static void do_in(struct vcpu *vcpu, u16 port, u32 size)
{
	u64 value = io_ports_read(port, size), mask = GENMASK64(8 * size - 1, 0);

	/* A 32-bit IN clears the upper half of RAX, narrower ones keep it. */
	if (size < 4)
		value |= vcpu->gpr[GPR_RAX] & ~mask;
	vcpu->gpr[GPR_RAX] = value;
}

void handle_io(struct vcpu *vcpu)
{
	u64 qual = vmcs_read(VMCS_EXIT_QUALIFICATION);
	u16 port = (u16)(qual >> IO_QUAL_PORT_SHIFT);
	u32 size = (qual & IO_QUAL_SIZE_MASK) + 1;

	if (qual & IO_QUAL_STRING) {
		handle_string_io(vcpu);
		return;
	}
	if (qual & IO_QUAL_IN)
		do_in(vcpu, port, size);
	else
		io_ports_write(vcpu->vm, port, size, (u32)vcpu->gpr[GPR_RAX]);
	vcpu_skip_instruction(vcpu);
}
