/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * L0's log: a ring buffer in memory, and the console for levels up to
 * console_loglevel. Who may cause which level:
 *
 *   err    L0 or the machine is at fault; never reachable by a guest
 *   warn   the configuration, or a restriction worth knowing about
 *   info   life cycle: boot, VM start and end
 *   dbg    everything else; only in the buffer by default
 *
 * What a guest does wrong goes through pr_guest_ratelimited() alone, so that a
 * guest can never flood the console.
 *
 * Formats: d i u x X p s c %, with l, ll, z, h, hh, 0, -, width, .precision, *.
 */
#ifndef NVMX_PRINTK_H
#define NVMX_PRINTK_H

#include "nvmx/types.h"

enum log_level {
	LOG_ERR = 1,
	LOG_WARN = 2,
	LOG_INFO = 3,
	LOG_DBG = 4,
};

struct ratelimit {
	u64 window_start;	/* TSC */
	u32 printed;		/* lines in this window */
	u32 dropped;		/* lines suppressed since the last report */
};

void __printf(2, 3) printk(enum log_level level, const char *fmt, ...);
void vprintk(enum log_level level, const char *fmt, va_list args);
/* True when the caller may print now; reports what was dropped meanwhile. */
bool printk_ratelimit(struct ratelimit *limit, const char *where);
int snprintf(char *buf, size_t size, const char *fmt, ...) __printf(3, 4);
int vsnprintf(char *buf, size_t size, const char *fmt, va_list args);

/* Prints the whole buffer on the console. */
void printk_dump(void);

#define pr_err(...)	printk(LOG_ERR, __VA_ARGS__)
#define pr_warn(...)	printk(LOG_WARN, __VA_ARGS__)
#define pr_info(...)	printk(LOG_INFO, __VA_ARGS__)
#define pr_dbg(...)	printk(LOG_DBG, __VA_ARGS__)

#define pr_guest_ratelimited(...)					\
	do {								\
		static struct ratelimit ratelimit_state;		\
		if (printk_ratelimit(&ratelimit_state, __func__))	\
			printk(LOG_INFO, __VA_ARGS__);			\
	} while (0)

#endif
