/* SPDX-License-Identifier: BSD-3-Clause */
/* Frames of the monitor link; the texts are those of docs/monitor-link.md. */
#include "core/monitor_internal.h"
#include "harness.h"

static struct monitor_parser parser;

/* What the last byte of @text ends; frames before it do not matter. */
static enum monitor_input feed(const char *text)
{
	enum monitor_input last = MONITOR_MORE;

	for (; *text; text++)
		last = monitor_parse_byte(&parser, *text);
	return last;
}

TEST(monitor_crc_check_value, "the check value of CRC-16/XMODEM",
     "Expect: 31c3 for 123456789")
{
	EXPECT_EQ("CRC", 0x31c3, monitor_crc("123456789", 9));
}

TEST(monitor_request, "a frame, after noise and half a frame",
     "Expect: its payload")
{
	EXPECT_EQ("frame", MONITOR_REQUEST,
		  feed("\x80noise ?007 ab?007 1786 1 hello\n"));
	EXPECT_STR("payload", "1 hello", parser.line);
}

TEST(monitor_broken, "wrong checksum, wrong length, not a digit, too short, a control character, too long",
     "Expect: broken each time, and the next good frame is read")
{
	static const char *const rows[] = {
		"?007 0000 1 hello\n", "?008 1786 1 hello\n",
		"?00g 1786 1 hello\n", "?007\n", "?\t",
	};
	char longest[MONITOR_FRAME_MAX + 2];

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		test_context("row %zu", i);
		EXPECT_EQ("frame", MONITOR_BROKEN, feed(rows[i]));
		EXPECT_EQ("next", MONITOR_REQUEST, feed("?007 1786 1 hello\n"));
	}
	memset(longest, 'x', sizeof(longest));
	longest[0] = MONITOR_MARK_REQUEST;
	longest[sizeof(longest) - 1] = 0;
	EXPECT_EQ("longest", MONITOR_BROKEN, feed(longest));
	EXPECT_EQ("next", MONITOR_REQUEST, feed("?007 1786 1 hello\n"));
}

TEST(monitor_own_answers, "L0's own answer, as a loop-back plug gives it",
     "Expect: nothing, or the link would talk to itself")
{
	char answer[64];

	monitor_frame(answer, sizeof(answer), "1 end 4");
	EXPECT_EQ("frame", MONITOR_MORE, feed(answer));
}

TEST(monitor_words, "payloads with tags and words",
     "Expect: tags 1 to 65535 and one to four words are a request, all else is not")
{
	static const struct { const char *payload; bool good; u32 argc; } rows[] = {
		{ "1 hello", true, 1 }, { "65535  vmcs 0 12 ", true, 3 },
		{ "0 hello", false, 0 }, { "65536 hello", false, 0 },
		{ "99999999999999999999 x", false, 0 }, { "7", false, 0 },
		{ "", false, 0 }, { "x hello", false, 0 }, { "1 a b c d", true, 4 },
		{ "1 a b c d e", false, 0 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct monitor_request request;
		char payload[64];
		bool good;

		test_context("\"%s\"", rows[i].payload);
		snprintf(payload, sizeof(payload), "%s", rows[i].payload);
		good = monitor_split(payload, &request);
		EXPECT_EQ("request", rows[i].good, good);
		if (good)
			EXPECT_EQ("words", rows[i].argc, request.argc);
	}
}

TEST(monitor_answer, "an answer with a byte that is not ASCII, and one without room",
     "Expect: a question mark for it; nothing at all")
{
	char out[32];

	EXPECT_EQ("length", 19, monitor_frame(out, sizeof(out), "1 vm \xe4 x"));
	EXPECT_EQ("payload", 0, strncmp(out + MONITOR_HEADER_LEN, "1 vm ?", 6));
	EXPECT_EQ("just room", 19, monitor_frame(out, 20, "1 vm a x"));
	EXPECT_EQ("no room", 0, monitor_frame(out, 19, "1 vm a x"));
}
