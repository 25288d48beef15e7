// SPDX-License-Identifier: BSD-3-Clause
/* Line editing, history and command look-up of the shell. */
#include "nvmx/console.h"
#include "nvmx/shell.h"
#include "nvmx/string.h"

#define HISTORY_COUNT	16
/* Polls after the last character during which more is expected. */
#define BUSY_POLLS	1024
#define KEY_CTRL_A	0x01
#define KEY_CTRL_C	0x03
#define KEY_CTRL_E	0x05
#define KEY_BACKSPACE	0x08
#define KEY_ENTER	0x0d
#define KEY_CTRL_U	0x15
#define KEY_ESC		0x1b
#define KEY_DELETE	0x7f

enum escape_state { ESC_NONE, ESC_SEEN, ESC_BRACKET, ESC_NUMBER };

static struct {
	bool active;
	char line[SHELL_LINE_MAX + 1];
	u32 len, cursor;
	u32 drawn;			/* characters on the screen */
	enum escape_state escape;
	char escape_number;
	bool last_was_cr;
	u32 busy_polls;
	char history[HISTORY_COUNT][SHELL_LINE_MAX + 1];
	u32 history_count;		/* lines ever entered */
	u32 history_back;		/* how far up the user went, 0 = new line */
} shell;

/* Plain characters only: the console may be no terminal. */
static void redraw(void)
{
	u32 pos;

	console_printf("\r%s%s", SHELL_PROMPT, shell.line);
	for (pos = shell.len; pos < shell.drawn; pos++)
		console_write(" ", 1);
	shell.drawn = shell.len;
	for (; pos > shell.cursor; pos--)
		console_write("\b", 1);
}

static void clear_line(void)
{
	shell.len = shell.cursor = 0;
	shell.line[0] = 0;
	shell.history_back = 0;
}

void shell_start(void)
{
	shell.active = true;
	clear_line();
	redraw();
	console_set_input_line(true, redraw);
}

static void insert(char c)
{
	if (shell.len == SHELL_LINE_MAX)
		return;
	memmove(shell.line + shell.cursor + 1, shell.line + shell.cursor,
		shell.len - shell.cursor + 1);
	shell.line[shell.cursor++] = c;
	shell.len++;
	if (shell.cursor == shell.len) {
		console_write(&c, 1);
		shell.drawn = shell.len;
	} else {
		redraw();
	}
}

static void delete_at(u32 pos)
{
	if (pos >= shell.len)
		return;
	memmove(shell.line + pos, shell.line + pos + 1, shell.len - pos);
	shell.len--;
	shell.cursor = pos;
	redraw();
}

static void recall(u32 back)
{
	u32 kept = shell.history_count < HISTORY_COUNT ? shell.history_count
						       : HISTORY_COUNT;

	if (back > kept)
		return;
	shell.history_back = back;
	shell.line[0] = 0;
	if (back)
		memcpy(shell.line,
		       shell.history[(shell.history_count - back) %
				     HISTORY_COUNT], sizeof(shell.line));
	shell.len = shell.cursor = (u32)strlen(shell.line);
	redraw();
}

static void remember(void)
{
	memcpy(shell.history[shell.history_count++ % HISTORY_COUNT],
	       shell.line, sizeof(shell.line));
}

static int split(char *line, char **argv)
{
	int argc = 0;

	while (*line) {
		while (*line == ' ' || *line == ',')
			*line++ = 0;
		if (!*line || argc == SHELL_ARG_MAX)
			break;
		argv[argc++] = line;
		while (*line && *line != ' ' && *line != ',')
			line++;
	}
	return argc;
}

static void run_line(void)
{
	char words[SHELL_LINE_MAX + 1];
	char *argv[SHELL_ARG_MAX];
	int argc;
	u32 i;

	memcpy(words, shell.line, sizeof(words));
	argc = split(words, argv);
	if (!argc)
		return;
	remember();
	for (i = 0; i < shell_command_count; i++) {
		const struct shell_command *command = &shell_commands[i];

		if (strcmp(command->name, argv[0]))
			continue;
		if (command->run(argc, argv))
			console_printf("usage: %s %s\n", command->name,
				       command->args);
		return;
	}
	console_printf("%s: unknown command; \"help\" lists them\n", argv[0]);
}

static void enter(void)
{
	console_set_input_line(false, redraw);
	console_printf("\n");
	run_line();
	clear_line();
	shell.drawn = 0;
	redraw();
	console_set_input_line(true, redraw);
}

static void escape_final(char c)
{
	shell.escape = ESC_NONE;
	if (c == 'A') {
		recall(shell.history_back + 1);
	} else if (c == 'B') {
		if (shell.history_back)
			recall(shell.history_back - 1);
	} else if (c == 'C' && shell.cursor < shell.len) {
		shell.cursor++;
		redraw();
	} else if (c == 'D' && shell.cursor) {
		shell.cursor--;
		redraw();
	} else if (c == 'H' || (c == '~' && shell.escape_number == '1')) {
		shell.cursor = 0;
		redraw();
	} else if (c == 'F' || (c == '~' && shell.escape_number == '4')) {
		shell.cursor = shell.len;
		redraw();
	} else if (c == '~' && shell.escape_number == '3') {
		delete_at(shell.cursor);
	}
}

static void escape_sequence(char c)
{
	if (shell.escape == ESC_SEEN) {
		shell.escape = c == '[' || c == 'O' ? ESC_BRACKET : ESC_NONE;
	} else if (c >= '0' && c <= '9') {
		shell.escape = ESC_NUMBER;
		shell.escape_number = c;
	} else {
		escape_final(c);
	}
}

static void control_key(char c)
{
	switch (c) {
	case KEY_BACKSPACE:
	case KEY_DELETE:
		if (shell.cursor)
			delete_at(shell.cursor - 1);
		break;
	case KEY_CTRL_A:
		shell.cursor = 0;
		redraw();
		break;
	case KEY_CTRL_E:
		shell.cursor = shell.len;
		redraw();
		break;
	case KEY_CTRL_C:
	case KEY_CTRL_U:
		clear_line();
		redraw();
		break;
	case KEY_ESC:
		shell.escape = ESC_SEEN;
		break;
	default:
		break;
	}
}

static void take_character(char c)
{
	bool line_feed_of_cr = c == '\n' && shell.last_was_cr;

	shell.last_was_cr = c == KEY_ENTER;
	if (shell.escape != ESC_NONE) {
		escape_sequence(c);
	} else if (c == KEY_ENTER || c == '\n') {
		if (!line_feed_of_cr)
			enter();
	} else if (c >= ' ' && c < KEY_DELETE) {
		insert(c);
	} else {
		control_key(c);
	}
}

bool shell_is_busy(void)
{
	return shell.busy_polls;
}

void shell_poll(void)
{
	int c;

	if (!shell.active)
		return;
	if (shell.busy_polls)
		shell.busy_polls--;
	while ((c = console_getc()) >= 0) {
		shell.busy_polls = BUSY_POLLS;
		take_character((char)c);
	}
}
