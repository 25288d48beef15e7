/* SPDX-License-Identifier: BSD-3-Clause */
/* The machine as a whole: how it ends. */
#ifndef NVMX_MACHINE_H
#define NVMX_MACHINE_H

#include "nvmx/types.h"

/* Results told to an emulator's debug-exit device (isa-debug-exit at 0xf4). */
enum machine_result {
	MACHINE_OK = 0x10,
	MACHINE_FAILED = 0x11,
	MACHINE_UNSUPPORTED = 0x13,	/* this CPU cannot run nVMX */
};

/* The port at which Bochs takes "Shutdown", byte by byte. */
#define BOCHS_SHUTDOWN_PORT	0x8900

void __noreturn machine_shutdown(enum machine_result result);
void __noreturn machine_reboot(void);

#endif
