#!/bin/sh
# Checks the rules of the house that a machine can check, over the files git tracks.
# Prints one line per breach, then "source rules: N passed, N failed"; exits 1 if a rule is broken.
set -u
cd "$(dirname "$0")/.." || exit 2
passed=0
failed=0

# rule NAME BREACHES: one verdict; BREACHES is empty when the rule is kept.
rule() {
	if [ -z "$2" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf '%s\n' "$2" | sed "s/^/source rule broken: $1: /"
	fi
}

# longer MAX PATHSPEC...: the files longer than MAX lines.
longer() {
	max=$1
	shift
	git ls-files -z -- "$@" | xargs -0 -r -n 1 wc -l | awk -v max="$max" '$1 > max { print }'
}

# found PATTERN PATHSPEC...: the places where the extended regular expression matches.
found() {
	pattern=$1
	shift
	git grep -nIE -e "$pattern" -- "$@"
}

headless='bundles/org.nvmx.model bundles/org.nvmx.dsl bundles/org.nvmx.dsl.ide bundles/org.nvmx.acrn bundles/org.nvmx.generator bundles/org.nvmx.hypervisor bundles/org.nvmx.target bundles/org.nvmx.cli'

rule 'a Java file has at most 500 lines' "$(longer 500 '*.java')"
rule 'a C file has at most 900 lines' "$(longer 900 '*.c' '*.h' '*.S')"
rule 'conditions are waited for, never slept on' "$(found 'Thread\.sleep' 'bundles/*.java')"
# shellcheck disable=SC2086 # the list is words on purpose
rule 'headless bundles know no user interface' "$(found '^import (static )?org\.eclipse\.(swt|jface|ui)\.' $headless)"
rule 'generated code is not committed' "$(git ls-files | grep -E '(^|/)(src-gen|xtend-gen|emf-gen)/')"
rule 'no path of one machine' "$(found '(^|[^A-Za-z0-9_.:/-])/(work|home|Users)/[A-Za-z]' . ':!releng/source-rules.sh')"
rule 'every Java file names its licence' "$(git ls-files -z '*.java' | xargs -0 -r grep -L 'SPDX-License-Identifier: EPL-2.0')"
rule 'every C file names its licence' "$(git ls-files -z 'hypervisor-src/*.c' 'hypervisor-src/*.h' 'hypervisor-src/*.S' | xargs -0 -r grep -L 'SPDX-License-Identifier: BSD-3-Clause')"
# A rule of the language that ACRN's XML has, too, has one code in both.
codes=$(git grep -hoE '^\s[A-Z0-9_]+\("NVMX[0-9]{4}"' -- 'bundles/*.java' ':!*/acrn/check/AcrnRule.java' | grep -oE 'NVMX[0-9]{4}')
acrn_codes=$(git grep -hoE '"NVMX[0-9]{4}"' -- '*/acrn/check/AcrnRule.java' | tr -d '"')
language_codes=$(git grep -hoE '"NVMX[0-9]{4}"' -- '*/dsl/validation/Rule.java' | tr -d '"')
rule 'a code has one meaning' "$({ printf '%s\n' "$codes" | sort | uniq -d; printf '%s\n' "$acrn_codes" | sort | uniq -d
	printf '%s\n' "$codes" "$acrn_codes" | sort | uniq -d | grep -vxF "$language_codes"; } | sed 's/$/ is used twice/')"
rule 'no stack trace is printed' "$(found 'printStackTrace\(\)' 'bundles/*.java')"

printf 'source rules: %s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
