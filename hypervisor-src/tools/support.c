/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Host program: prints what of VMX L1 is offered, from data/ alone.
 *
 *   support --markdown | --json
 *
 * docs/support.md is this program's output: never edit it by hand.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { EXPOSED_NO, EXPOSED_YES };

struct control_row {
	const char *word, *name, *merge, *sdm_name, *section;
	int bit;
	bool exposed;
};

static const struct control_row controls[] = {
#define VMX_CONTROL(word, name, bit, exposed, merge, sdm_name, section) \
	{ #word, #word "_" #name, #merge, sdm_name, section, bit, \
	  EXPOSED_##exposed == EXPOSED_YES },
#define VMX_CAPABILITY(word, name, bit, exposed, sdm_name, section) \
	{ #word, #word "_" #name, "", sdm_name, section, bit, \
	  EXPOSED_##exposed == EXPOSED_YES },
#define VMX_HIDDEN(key, why)
#include "data/vmx_controls.def"
};

static const struct { const char *key, *why; } hidden[] = {
#define VMX_CONTROL(word, name, ...)
#define VMX_CAPABILITY(word, name, ...)
#define VMX_HIDDEN(key, why) { #key, why },
#include "data/vmx_controls.def"
};

/* Cases of the test guests, made from their sources by proofs.awk. */
static const struct { const char *key, *cases; } proofs[] = {
#define PROOF(key, cases) { #key, cases },
#include "proofs.def"
};

struct field_row {
	const char *name, *width, *access, *exists, *policy, *shadow, *sdm_name,
		*section;
	unsigned int encoding;
	bool exposed;
};

static const struct field_row fields[] = {
#define VMCS_FIELD(name, enc, width, access, exists, exposed, policy, shadow, sdm_name, section) \
	{ #name, #width, #access, #exists, #policy, #shadow, sdm_name, section, \
	  enc, EXPOSED_##exposed == EXPOSED_YES },
#include "data/vmcs_fields.def"
};

struct exit_row {
	const char *decision, *key, *sdm_name;
	int number;
};

static const struct exit_row exits[] = {
#define EXIT_REASON(name, number, decision, key, sdm_name) \
	{ #decision, #key, sdm_name, number },
#include "data/exit_reasons.def"
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *why_hidden(const char *key)
{
	for (size_t i = 0; i < COUNT(hidden); i++)
		if (!strcmp(hidden[i].key, key))
			return hidden[i].why;
	return NULL;
}

static const char *cases_of(const char *key)
{
	for (size_t i = 0; i < COUNT(proofs); i++)
		if (!strcmp(proofs[i].key, key))
			return proofs[i].cases;
	return NULL;
}

/* A row that is not offered must say why; one that is, which cases prove it. */
static int check_rows(void)
{
	int missing = 0;

	for (size_t i = 0; i < COUNT(controls); i++) {
		bool has = why_hidden(controls[i].name);

		if (controls[i].exposed && !cases_of(controls[i].name)) {
			fprintf(stderr, "vmx_controls.def: %s is exposed, but no case of guests/tests names it\n",
				controls[i].name);
			missing++;
		}

		if (controls[i].exposed == has) {
			fprintf(stderr, "vmx_controls.def: %s %s\n", controls[i].name,
				has ? "is exposed but has a VMX_HIDDEN row" :
				      "is not exposed and has no VMX_HIDDEN row");
			missing++;
		}
	}
	return missing;
}

static const char *merge_text(const char *merge)
{
	static const struct { const char *rule, *text; } texts[] = {
		{ "OR", "either side" }, { "L1", "L1's" }, { "L0", "L0's own" },
		{ "ON", "always on" }, { "OFF", "always off" },
		{ "RULE", "own rule" }, { "", "" },
	};

	for (size_t i = 0; i < COUNT(texts); i++)
		if (!strcmp(texts[i].rule, merge))
			return texts[i].text;
	return merge;
}

static const char *word_title(const char *word)
{
	static const struct { const char *word, *title; } titles[] = {
		{ "PIN", "Pin-based VM-execution controls" },
		{ "PROC", "Primary processor-based VM-execution controls" },
		{ "PROC2", "Secondary processor-based VM-execution controls" },
		{ "EXIT", "VM-exit controls" }, { "ENTRY", "VM-entry controls" },
		{ "BASIC", "IA32_VMX_BASIC" }, { "MISC", "IA32_VMX_MISC" },
		{ "EPTVPID", "IA32_VMX_EPT_VPID_CAP" },
		{ "VMFUNC", "VM functions" },
	};

	for (size_t i = 0; i < COUNT(titles); i++)
		if (!strcmp(titles[i].word, word))
			return titles[i].title;
	return word;
}

static void print_controls_markdown(void)
{
	const char *word = "";

	for (size_t i = 0; i < COUNT(controls); i++) {
		const struct control_row *c = &controls[i];

		if (strcmp(word, c->word)) {
			word = c->word;
			printf("\n## %s\n\n| bit | name | offered to L1 | in vmcs02 | SDM | cases |\n"
			       "|---|---|---|---|---|---|\n", word_title(word));
		}
		printf("| %d | %s | %s%s | %s | %s | %s |\n", c->bit, c->sdm_name,
		       c->exposed ? "if the CPU has it" : "no: ",
		       c->exposed ? "" : why_hidden(c->name), merge_text(c->merge),
		       c->section, c->exposed ? cases_of(c->name) : "");
	}
}

static void print_fields_markdown(void)
{
	printf("\n## VMCS fields\n\nA field that L1 is not offered fails with "
	       "VM-instruction error 12.\n\n"
	       "| encoding | name | width | access | exists with | offered | policy | "
	       "CPU serves L1 | SDM |\n|---|---|---|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < COUNT(fields); i++) {
		const struct field_row *f = &fields[i];

		printf("| %04x | %s | %s | %s | %s | %s | %s | %s | %s |\n",
		       f->encoding, f->sdm_name,
		       strcmp(f->width, "WNAT") ? f->width + 1 : "natural", f->access,
		       strcmp(f->exists, "ALWAYS") ? f->exists : "", f->exposed ?
		       "yes" : "no", f->policy,
		       strcmp(f->shadow, "NONE") ? f->shadow : "", f->section);
	}
}

static void print_exits_markdown(void)
{
	printf("\n## VM exits out of L2\n\n| reason | name | whose |\n|---|---|---|\n");
	for (size_t i = 0; i < COUNT(exits); i++) {
		const struct exit_row *e = &exits[i];

		printf("| %d | %s | ", e->number, e->sdm_name);
		if (!strcmp(e->decision, "ALWAYS"))
			printf("L1's |\n");
		else if (!strcmp(e->decision, "NEVER"))
			printf("L0's |\n");
		else if (!strcmp(e->decision, "CONTROL"))
			printf("L1's with %s |\n", e->key);
		else
			printf("rule: %s |\n", e->key);
	}
}

static void print_markdown(void)
{
	printf("# What of VMX an L1 hypervisor is offered\n\n"
	       "Generated by `make support` from `hypervisor-src/data`. Sections are "
	       "those of the Intel SDM, volumes 3C and 3D, edition "
	       "326019-081US / 332831-081US (September 2023). Cases are those of "
	       "`hypervisor-src/guests/tests`, which run bare and under nVMX; "
	       "`vmcs-fields` covers every field of the table below.\n");
	print_controls_markdown();
	print_fields_markdown();
	print_exits_markdown();
}

static void json_string(const char *s)
{
	putchar('"');
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			putchar('\\');
		putchar(*s);
	}
	putchar('"');
}

static void json_member(const char *key, const char *value)
{
	printf("\"%s\":", key);
	json_string(value);
	putchar(',');
}

static void print_json(void)
{
	printf("{\"controls\":[");
	for (size_t i = 0; i < COUNT(controls); i++) {
		const struct control_row *c = &controls[i];
		const char *why = why_hidden(c->name);

		printf("%s\n{", i ? "," : "");
		json_member("word", c->word);
		json_member("name", c->name);
		json_member("sdmName", c->sdm_name);
		json_member("merge", c->merge);
		json_member("section", c->section);
		if (why)
			json_member("why", why);
		printf("\"bit\":%d,\"exposed\":%s}", c->bit,
		       c->exposed ? "true" : "false");
	}
	printf("],\n\"fields\":[");
	for (size_t i = 0; i < COUNT(fields); i++) {
		const struct field_row *f = &fields[i];

		printf("%s\n{", i ? "," : "");
		json_member("name", f->name);
		json_member("sdmName", f->sdm_name);
		json_member("width", f->width + 1);
		json_member("access", f->access);
		json_member("exists", f->exists);
		json_member("policy", f->policy);
		json_member("shadow", f->shadow);
		json_member("section", f->section);
		printf("\"encoding\":%u,\"exposed\":%s}", f->encoding,
		       f->exposed ? "true" : "false");
	}
	printf("],\n\"exits\":[");
	for (size_t i = 0; i < COUNT(exits); i++) {
		printf("%s\n{", i ? "," : "");
		json_member("sdmName", exits[i].sdm_name);
		json_member("decision", exits[i].decision);
		json_member("key", exits[i].key);
		printf("\"number\":%d}", exits[i].number);
	}
	printf("]}\n");
}

int main(int argc, char **argv)
{
	if (check_rows())
		return 1;
	if (argc == 2 && !strcmp(argv[1], "--markdown")) {
		print_markdown();
	} else if (argc == 2 && !strcmp(argv[1], "--json")) {
		print_json();
	} else {
		fprintf(stderr, "usage: support --markdown | --json\n");
		return 2;
	}
	return 0;
}
