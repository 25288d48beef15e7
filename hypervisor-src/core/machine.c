// SPDX-License-Identifier: BSD-3-Clause
#include "nvmx/console.h"
#include "nvmx/cpu.h"
#include "nvmx/machine.h"

#define DEBUG_EXIT_PORT		0xf4
#define RESET_CONTROL_PORT	0xcf9
#define RESET_HARD		0x02
#define RESET_TRIGGER		0x04
#define KEYBOARD_COMMAND_PORT	0x64
#define KEYBOARD_PULSE_RESET	0xfe

void machine_shutdown(enum machine_result result)
{
	const char *c;

	console_drain();
	for (c = "Shutdown"; *c; c++)
		outb(BOCHS_SHUTDOWN_PORT, (u8)*c);
	outl(DEBUG_EXIT_PORT, result);
	/* A real machine, or an emulator without the device: stay quiet. */
	cpu_halt_forever();
}

void machine_reboot(void)
{
	console_drain();
	outb(RESET_CONTROL_PORT, RESET_HARD);
	outb(RESET_CONTROL_PORT, RESET_HARD | RESET_TRIGGER);
	outb(KEYBOARD_COMMAND_PORT, KEYBOARD_PULSE_RESET);
	cpu_halt_forever();
}
