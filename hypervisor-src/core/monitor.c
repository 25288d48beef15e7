// SPDX-License-Identifier: BSD-3-Clause
/*
 * The monitor link's line and buffer. pCPU 0 reads and writes the line. A
 * report about a VMCS is made by the pCPU that the VMCS is active on (SDM
 * 25.1), at that vCPU's next poll; all else pCPU 0 reads from memory.
 */
#include "monitor_internal.h"
#include "nvmx/cpu.h"
#include "nvmx/monitor.h"
#include "nvmx/percpu.h"
#include "nvmx/printk.h"
#include "nvmx/spinlock.h"
#include "nvmx/string.h"
#include "nvmx/uart.h"
#include "nvmx/vcpu.h"

/* The largest report: every exit reason of eight vCPUs. */
#define BUFFER_SIZE		65536
#define UART_FIFO_SIZE		16
/* Polls after the last byte during which more is expected. */
#define BUSY_POLLS		1024
/*
 * Longer than a poll keeps the lock: who keeps it longer says farewell, or has
 * failed here.
 */
#define PANIC_LOCK_TRIES	10000000

static struct uart line;
static struct spinlock lock;
static struct monitor_parser parser;
static u32 busy_polls;

/* What is to be sent. */
static char buffer[BUFFER_SIZE];
static size_t filled, sent;

/* The report that is being written. */
static u32 report_tag, report_rows;
static bool report_overflow;

/* The request that waits for the pCPU of @waiting_for; its words are in words. */
static struct vcpu *volatile waiting_for;
static char words[MONITOR_FRAME_MAX + 1];
static struct monitor_request request;

static bool add_frame(const char *payload, size_t reserve)
{
	size_t room = filled + reserve < BUFFER_SIZE ?
		      BUFFER_SIZE - filled - reserve : 0;
	size_t len = monitor_frame(buffer + filled, room, payload);

	filled += len;
	return len;
}

void monitor_row(const char *fmt, ...)
{
	char payload[MONITOR_PAYLOAD_MAX + 1];
	va_list args;
	size_t len;

	snprintf(payload, sizeof(payload), "%u ", report_tag);
	len = strlen(payload);
	va_start(args, fmt);
	vsnprintf(payload + len, sizeof(payload) - len, fmt, args);
	va_end(args);
	/* There is always room left for the frame that ends the report. */
	if (add_frame(payload, MONITOR_FRAME_MAX + 2))
		report_rows++;
	else
		report_overflow = true;
}

static void begin_report(u32 tag, const char *verb)
{
	if (sent == filled)
		sent = filled = 0;
	report_tag = tag;
	report_overflow = false;
	monitor_row("begin %s", verb);
	report_rows = 0;
}

/* @error is NULL, or the code of the protocol that says why there is no report. */
static void end_report(const char *error)
{
	char payload[MONITOR_PAYLOAD_MAX + 1];

	if (report_overflow)
		error = "too-long";
	if (error)
		snprintf(payload, sizeof(payload), "%u error %s", report_tag, error);
	else
		snprintf(payload, sizeof(payload), "%u end %u", report_tag,
			 report_rows);
	add_frame(payload, 0);
}

static void answer(const char *error)
{
	begin_report(request.tag, request.argv[0]);
	end_report(error ? error : monitor_report(&request));
}

static void complain_of_frame(void)
{
	begin_report(MONITOR_TAG_NONE, "frame");
	end_report("bad-frame");
}

static void take_request(void)
{
	struct vcpu *vcpu;

	memcpy(words, parser.line, sizeof(words));
	waiting_for = NULL;
	if (!monitor_split(words, &request)) {
		complain_of_frame();
		return;
	}
	vcpu = monitor_report_vcpu(&request);
	if (!vcpu)
		answer(NULL);
	else if (vcpu->state != VCPU_RUNNING)
		answer("not-running");
	else
		waiting_for = vcpu;
}

/* A peer that asks again before it has got its answer has given that one up. */
static void receive(void)
{
	int c;

	while (sent == filled && (c = uart_getc(&line)) >= 0) {
		busy_polls = BUSY_POLLS;
		switch (monitor_parse_byte(&parser, (char)c)) {
		case MONITOR_REQUEST:
			take_request();
			break;
		case MONITOR_BROKEN:
			complain_of_frame();
			break;
		default:
			break;
		}
	}
}

static void transmit(void)
{
	if (sent == filled || !uart_tx_ready(&line))
		return;
	/* The transmitter is empty, and with it the FIFO: no need to look again. */
	for (int i = 0; i < UART_FIFO_SIZE && sent < filled; i++)
		uart_put_fifo(&line, buffer[sent++]);
	busy_polls = BUSY_POLLS;
}

static void say_hello(void)
{
	begin_report(MONITOR_TAG_NONE, "hello");
	report_hello();
	end_report(NULL);
}

void monitor_init(u16 port)
{
	if (!port)
		return;
	uart_init(&line, port);
	if (line.present)
		say_hello();
}

/* The VMCSs of a vCPU can be read only by its pCPU, and while it runs. */
static void serve_waiting(const struct vcpu *here)
{
	const struct vcpu *vcpu = waiting_for;

	if (!vcpu || (vcpu != here && vcpu->state == VCPU_RUNNING))
		return;
	waiting_for = NULL;
	answer(vcpu == here ? NULL : "not-running");
}

void monitor_poll(struct vcpu *vcpu)
{
	bool reads_line = this_pcpu()->id == 0;

	/* Without the lock: a request that is missed now is served next time. */
	if (!line.present || (!reads_line && (!vcpu || waiting_for != vcpu)))
		return;
	spin_lock(&lock);
	if (reads_line) {
		if (busy_polls)
			busy_polls--;
		transmit();
		receive();
	}
	serve_waiting(vcpu);
	spin_unlock(&lock);
}

bool monitor_is_busy(void)
{
	return busy_polls || waiting_for;
}

static void flush(void)
{
	while (sent < filled && line.present)
		uart_putc(&line, buffer[sent++]);
	uart_drain(&line);
}

static void send_last_reports(void)
{
	begin_report(MONITOR_TAG_NONE, "exits");
	report_exits();
	end_report(NULL);
	begin_report(MONITOR_TAG_NONE, "nested");
	report_nested();
	end_report(NULL);
	begin_report(MONITOR_TAG_NONE, "bye");
	end_report(NULL);
	flush();
}

static bool said_farewell;

void monitor_farewell(void)
{
	/* Each pCPU may come here; the later ones wait for the first. */
	spin_lock(&lock);
	if (line.present && !said_farewell) {
		said_farewell = true;
		flush();
		send_last_reports();
	}
	spin_unlock(&lock);
}

void monitor_panic(const char *reason)
{
	u32 tries;

	for (tries = 0; !spin_trylock(&lock); tries++) {
		if (tries == PANIC_LOCK_TRIES)
			return;
		cpu_relax();
	}
	/* The lock is kept: nobody else is to write to the line now. */
	if (!line.present || said_farewell)
		return;
	said_farewell = true;
	flush();
	begin_report(MONITOR_TAG_NONE, "panic");
	monitor_row("cpu %u", this_pcpu()->id);
	monitor_row("reason %s", reason);
	end_report(NULL);
	send_last_reports();
}
