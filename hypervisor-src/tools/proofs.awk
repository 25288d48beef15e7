# SPDX-License-Identifier: BSD-3-Clause
# Which cases of the test guests are about which control or capability: reads
# guests/tests/PROGRAM/*.c and prints "PROOF(KEY, "program/case, ...")" lines
# for tools/support.c. A case is about what it names, or what a function that it
# calls names; a function that very many call is a situation to start from and
# counts for nothing. A function that makes cases of its own in a loop is listed
# by its file.
#
# The programs are in the style of this tree: definitions begin and end in
# column 1, a table row with one tab and a brace or macro.

BEGIN {
	COMMON_CALLERS = 12	# more than that: nothing special about it
	NAMED = 3		# cases printed for each key
}

function program_of(path,    parts, n) {
	n = split(path, parts, "/")
	return parts[n - 1]
}

function add_case(name) {
	if (block in case_name)
		return
	case_name[block] = program "/" name
	order[++case_count] = block
}

function begin_block(name, is_case) {
	block = program SUBSEP name
	if (is_case)
		add_case(name)
}

# Every word that may be a key or a function of the program.
function take_words(text,    word, pair) {
	while (match(text, /[A-Za-z_][A-Za-z0-9_]*/)) {
		word = substr(text, RSTART, RLENGTH)
		text = substr(text, RSTART + RLENGTH)
		words[block] = words[block] " " word
		# BY(PROC2, WBINVD_EXITING) and NEEDS_EPTVPID(EXECUTE_ONLY)
		if (word ~ /^(PIN|PROC|PROC2|EXIT|ENTRY)$/ && match(text, /^, *[A-Z0-9_]+/))
			pair = word
		else if (word ~ /^NEEDS_(EPTVPID|MISC)$/ && match(text, /^\([A-Z0-9_]+/))
			pair = substr(word, 7)
		else
			continue
		word = substr(text, RSTART, RLENGTH)
		gsub(/[^A-Z0-9_]/, "", word)
		words[block] = words[block] " " pair "_" word
	}
}

FNR == 1 {
	program = program_of(FILENAME)
	file = FILENAME
	sub(/.*\//, "", file)
	block = ""
	in_table = 0
}

/^CASE(_FAULTY)?\(/ {
	name = $0
	sub(/^[A-Z_]*\(/, "", name)
	sub(/,.*/, "", name)
	begin_block(name, 1)
	next
}

/^static const struct [a-z_]+ [a-z_0-9]+\[\] = \{/ {
	in_table = 1
	block = ""
	next
}

/^\}/ {
	in_table = 0
	block = ""
	next
}

# A function, whatever its type; its name comes before the first parenthesis.
/^[a-z].*[a-z_0-9]\(/ && !/;$/ {
	name = $0
	sub(/\(.*/, "", name)
	sub(/.*[ *]/, "", name)
	begin_block(name, 0)
	next
}

in_table && /^\t(\{|[A-Z_]+\()/ {
	name = $0
	if (match(name, /"[a-z0-9_]+"/))
		begin_block(substr(name, RSTART + 1, RLENGTH - 2), 1)
	else if (match(name, /INSN\([a-z0-9_]+\)/))
		begin_block(substr(name, RSTART + 5, RLENGTH - 6), 1)
	else
		block = ""
}

block != "" {
	text = $0
	gsub(/"[^"]*"/, "", text)
	take_words(text)
	if (text ~ /report_case\(&\(struct test_case\)/)
		add_case(file)
}

# How many blocks of the program call a function.
function count_callers(    b, list, n, i, seen, callee) {
	for (b in words) {
		split("", seen)
		n = split(words[b], list, " ")
		split(b, where, SUBSEP)
		for (i = 1; i <= n; i++) {
			callee = where[1] SUBSEP list[i]
			if ((callee in words) && callee != b && !(callee in seen)) {
				seen[callee] = 1
				callers[callee]++
			}
		}
	}
}

# Marks what @b and the functions it calls name.
function mark(b, depth,    list, n, i, callee, where) {
	if (depth > 6 || (b in visited))
		return
	visited[b] = 1
	split(b, where, SUBSEP)
	n = split(words[b], list, " ")
	for (i = 1; i <= n; i++) {
		named[list[i]] = 1
		callee = where[1] SUBSEP list[i]
		if ((callee in words) && !(callee in case_name) && callers[callee] <= COMMON_CALLERS)
			mark(callee, depth + 1)
	}
}

END {
	count_callers()
	for (c = 1; c <= case_count; c++) {
		split("", visited)
		split("", named)
		mark(order[c], 0)
		for (key in named) {
			if (key !~ /^(PIN|PROC|PROC2|EXIT|ENTRY|BASIC|MISC|EPTVPID|VMFUNC)_/ || key ~ /^EXIT_REASON_/)
				continue
			total[key]++
			if (total[key] <= NAMED)
				cases[key] = cases[key] (total[key] > 1 ? ", " : "") case_name[order[c]]
		}
	}
	for (key in cases)
		printf("PROOF(%s, \"%s%s\")\n", key, cases[key],
		       (total[key] > NAMED ? ", " (total[key] - NAMED) " more" : "")) | "LC_ALL=C sort"
}
