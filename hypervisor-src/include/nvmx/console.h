/* SPDX-License-Identifier: BSD-3-Clause */
/* L0's console: the physical line that carries the log and the shell. */
#ifndef NVMX_CONSOLE_H
#define NVMX_CONSOLE_H

#include "nvmx/types.h"

void console_init(u16 port);
/* Text as it is; a newline becomes CR LF. */
void console_write(const char *text, size_t len);
void __printf(1, 2) console_printf(const char *fmt, ...);
int console_getc(void);
bool console_rx_ready(void);
void console_drain(void);
/*
 * The shell's line while it is being typed: log lines are printed above it.
 * @redraw prints prompt and line again.
 */
void console_set_input_line(bool active, void (*redraw)(void));

extern enum log_level console_loglevel;

#endif
