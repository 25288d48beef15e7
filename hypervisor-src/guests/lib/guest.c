// SPDX-License-Identifier: BSD-3-Clause
#include "guest.h"
#include "nvmx/machine.h"
#include "nvmx/multiboot.h"
#include "nvmx/printk.h"
#include "nvmx/uart.h"
#include "report.h"

#define PRINT_MAX	512
#define POOL_PAGES	512
#define DIVISOR_115200	1

void guest_start(u32 magic, u32 info);

const char *guest_cmdline = "";

static u8 page_pool[POOL_PAGES][PAGE_SIZE] __aligned(4096);
static u32 page_pool_used;

const char *guest_cmdline_value(const char *key)
{
	const char *c;

	for (c = guest_cmdline; *c; c++)
		if (!strncmp(c, key, strlen(key)))
			return c + strlen(key);
	return NULL;
}

u64 guest_cmdline_number(const char *key, u64 otherwise)
{
	const char *c = guest_cmdline_value(key);
	u64 value = 0;

	if (!c || *c < '0' || *c > '9')
		return otherwise;
	for (; *c >= '0' && *c <= '9'; c++)
		value = 10 * value + (u64)(*c - '0');
	return value;
}

static void serial_init(void)
{
	outb(UART_COM1 + UART_IER, 0);
	outb(UART_COM1 + UART_LCR, LCR_DLAB);
	outb(UART_COM1 + UART_DLL, DIVISOR_115200);
	outb(UART_COM1 + UART_DLM, 0);
	outb(UART_COM1 + UART_LCR, LCR_8N1);
	outb(UART_COM1 + UART_FCR, FCR_ENABLE | FCR_CLEAR_RX | FCR_CLEAR_TX);
}

static void serial_putc(char c)
{
	while (!(inb(UART_COM1 + UART_LSR) & LSR_THRE))
		cpu_relax();
	outb(UART_COM1 + UART_THR, (u8)c);
}

static void vprintf(const char *fmt, va_list args)
{
	char buf[PRINT_MAX];
	const char *c;

	vsnprintf(buf, sizeof(buf), fmt, args);
	for (c = buf; *c; c++) {
		if (*c == '\n')
			serial_putc('\r');
		serial_putc(*c);
	}
}

void printf(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
}

char guest_getc(void)
{
	while (!(inb(UART_COM1 + UART_LSR) & LSR_DR))
		cpu_relax();
	return (char)inb(UART_COM1 + UART_RBR);
}

bool guest_has_argument(const char *word)
{
	size_t len = strlen(word);
	const char *s = guest_cmdline;

	while (*s) {
		const char *end = s;

		while (*end && *end != ' ')
			end++;
		if ((size_t)(end - s) == len && !strncmp(s, word, len))
			return true;
		s = *end ? end + 1 : end;
	}
	return false;
}

void guest_shutdown(void)
{
	const char *c;

	while (!(inb(UART_COM1 + UART_LSR) & LSR_TEMT))
		cpu_relax();
	for (c = "Shutdown"; *c; c++)
		outb(BOCHS_SHUTDOWN_PORT, (u8)*c);
	cpu_halt_forever();
}

void guest_fail(const char *fmt, ...)
{
	char reason[PRINT_MAX];
	va_list args;

	va_start(args, fmt);
	vsnprintf(reason, sizeof(reason), fmt, args);
	va_end(args);
	case_abort("%s", reason);
}

void *page_alloc(unsigned int count)
{
	void *pages = page_pool[page_pool_used];

	if (count > POOL_PAGES - page_pool_used)
		guest_fail("out of pages: %u wanted, %u left", count,
			   POOL_PAGES - page_pool_used);
	page_pool_used += count;
	return memset(pages, 0, count * PAGE_SIZE);
}

void guest_start(u32 magic, u32 info)
{
	const struct multiboot1_info *mbi = (const void *)(uintptr_t)info;

	serial_init();
	exception_init();
	if (magic == MULTIBOOT1_BOOT_MAGIC &&
	    mbi->flags & MULTIBOOT1_INFO_CMDLINE)
		guest_cmdline = (const char *)(uintptr_t)mbi->cmdline;
	main();
	guest_shutdown();
}
