#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
# Prints the assembler source of L0's symbol table: tools/symbols.sh NM [IMAGE].
# Without an image the table is empty (first pass of the link).
set -eu
nm=$1
image=${2-}
{
	[ -z "$image" ] || "$nm" -n "$image" | awk '$2 ~ /^[tT]$/ { print $1, $3 }'
} | awk '
BEGIN {
	print "\t.section .symtab_image, \"a\""
	print "\t.balign 8\n\t.globl symbol_table\nsymbol_table:"
}
{
	print "\t.quad 0x" $1 ", .Lname" NR
	names = names ".Lname" NR ":\t.asciz \"" $2 "\"\n"
}
END {
	print "\t.globl symbol_count\nsymbol_count:\n\t.quad " NR
	printf "%s", names
	print "\t.section .note.GNU-stack, \"\", @progbits"
}'
