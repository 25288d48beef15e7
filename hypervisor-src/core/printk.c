// SPDX-License-Identifier: BSD-3-Clause
/* The log ring and the console that it is shown on. */
#include "nvmx/console.h"
#include "nvmx/cpu.h"
#include "nvmx/printk.h"
#include "nvmx/spinlock.h"
#include "nvmx/string.h"
#include "nvmx/uart.h"

#define LOG_RING_SIZE		65536	/* power of two */
#define LINE_MAX		512
#define RATELIMIT_LINES		10
#define RATELIMIT_WINDOW_TSC	(1ULL << 30)

enum log_level console_loglevel = LOG_INFO;

static struct uart console_uart;
static char log_ring[LOG_RING_SIZE];
static u64 log_next;
static struct spinlock log_lock;
static bool input_line_active;
static void (*input_line_redraw)(void);

void console_init(u16 port)
{
	uart_init(&console_uart, port);
}

void console_write(const char *text, size_t len)
{
	for (; len; len--, text++) {
		if (*text == '\n')
			uart_putc(&console_uart, '\r');
		uart_putc(&console_uart, *text);
	}
}

void console_printf(const char *fmt, ...)
{
	char buf[LINE_MAX];
	va_list args;

	va_start(args, fmt);
	vsnprintf(buf, sizeof(buf), fmt, args);
	va_end(args);
	console_write(buf, strlen(buf));
}

int console_getc(void)
{
	return uart_getc(&console_uart);
}

bool console_rx_ready(void)
{
	return uart_rx_ready(&console_uart);
}

void console_drain(void)
{
	uart_drain(&console_uart);
}

void console_set_input_line(bool active, void (*redraw)(void))
{
	input_line_active = active;
	input_line_redraw = redraw;
}

static void log_store(const char *text, size_t len)
{
	for (; len; len--)
		log_ring[log_next++ % LOG_RING_SIZE] = *text++;
}

static void show_above_input_line(const char *text, size_t len)
{
	if (input_line_active)
		console_write("\n", 1);	/* leave what is typed a line of its own */
	console_write(text, len);
	if (input_line_active)
		input_line_redraw();
}

void vprintk(enum log_level level, const char *fmt, va_list args)
{
	char buf[LINE_MAX];
	size_t len;

	vsnprintf(buf, sizeof(buf), fmt, args);
	len = strlen(buf);
	spin_lock(&log_lock);
	log_store(buf, len);
	if (level <= console_loglevel)
		show_above_input_line(buf, len);
	spin_unlock(&log_lock);
}

void printk(enum log_level level, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vprintk(level, fmt, args);
	va_end(args);
}
bool printk_ratelimit(struct ratelimit *limit, const char *where)
{
	u64 now = rdtsc();

	if (!limit->window_start ||
	    now - limit->window_start > RATELIMIT_WINDOW_TSC) {
		if (limit->dropped)
			printk(LOG_INFO, "%s: %u lines suppressed\n", where,
			       limit->dropped);
		limit->window_start = now;
		limit->printed = 0;
		limit->dropped = 0;
	}
	if (limit->printed == RATELIMIT_LINES) {
		limit->dropped++;
		return false;
	}
	limit->printed++;
	return true;
}

void printk_dump(void)
{
	u64 pos = log_next > LOG_RING_SIZE ? log_next - LOG_RING_SIZE : 0;

	for (; pos < log_next; pos++)
		console_write(&log_ring[pos % LOG_RING_SIZE], 1);
}
