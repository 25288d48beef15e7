/* SPDX-License-Identifier: BSD-3-Clause */
/* The shell on L0's console. It is polled: there is no interrupt in L0. */
#ifndef NVMX_SHELL_H
#define NVMX_SHELL_H

#include "nvmx/types.h"

/* ACRN's, as in its documentation. */
#define SHELL_PROMPT		"ACRN:\\>"
#define SHELL_LINE_MAX		100
#define SHELL_ARG_MAX		8

struct shell_command {
	const char *name;
	const char *args;	/* for help, "" when there are none */
	const char *help;
	/* @argc counts the name; 0, or -EINVAL for wrong arguments. */
	int (*run)(int argc, char **argv);
};

extern const struct shell_command shell_commands[];
extern const u32 shell_command_count;

/* Prints the prompt; from then on log lines go above the line being typed. */
void shell_start(void);
/* Takes the characters that have come and runs a finished line. */
void shell_poll(void);
/* Somebody is typing: poll often, the UART's FIFO is small. */
bool shell_is_busy(void);

#endif
