/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Random bytes on the monitor link, and random payloads in good frames: what
 * is taken for a request has a tag in range and words of printable ASCII.
 */
#include <stdio.h>
#include "core/monitor_internal.h"
#include "fuzz_input.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static void take_request(struct monitor_parser *parser)
{
	struct monitor_request request;

	MUST(strlen(parser->line) <= MONITOR_PAYLOAD_MAX);
	if (!monitor_split(parser->line, &request))
		return;
	MUST(request.tag >= 1 && request.tag <= MONITOR_TAG_MAX);
	MUST(request.argc >= 1 && request.argc <= MONITOR_WORDS_MAX);
	for (u32 i = 0; i < request.argc; i++)
		MUST(*request.argv[i] && !strchr(request.argv[i], ' '));
}

/* A frame that we made is whole for our own parser, but for its mark. */
static void round_trip(const u8 *data, size_t size)
{
	struct monitor_parser parser = { .len = 0 };
	char payload[MONITOR_PAYLOAD_MAX + 50] = "", frame[MONITOR_FRAME_MAX + 2];
	enum monitor_input last = MONITOR_MORE;
	size_t len;

	if (size)
		memcpy(payload, data, size < sizeof(payload) ? size : sizeof(payload) - 1);
	len = monitor_frame(frame, sizeof(frame), payload);
	MUST(len && frame[len - 1] == '\n' && frame[0] == MONITOR_MARK_ANSWER);
	/* The mark of a request inside begins another frame. */
	if (strchr(frame, MONITOR_MARK_REQUEST))
		return;
	frame[0] = MONITOR_MARK_REQUEST;
	for (size_t i = 0; i < len; i++)
		last = monitor_parse_byte(&parser, frame[i]);
	MUST(last == MONITOR_REQUEST);
	take_request(&parser);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct monitor_parser parser = { .len = 0 };

	for (size_t i = 0; i < size; i++)
		if (monitor_parse_byte(&parser, (char)data[i]) == MONITOR_REQUEST)
			take_request(&parser);
	round_trip(data, size);
	return 0;
}
