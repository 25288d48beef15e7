# SPDX-License-Identifier: BSD-3-Clause
# The side-by-side report of the test guests, as Markdown. Input: first lines
# "hidden CONTROL REASON" (data/vmx_controls.def), then "CPU PROGRAM SIDE case
# AREA.NAME: VERDICT ..." lines. Exit 1 when a difference is unexplained.
#
# Explained are: both PASS; a bare FAULT (the emulator is wrong, the case says
# why) with an L0 that passes, or fails as well where the fault shows through;
# N/A on both sides; under L0 only N/A, or the absence of a field, for a control
# that is hidden on purpose.

$1 == "hidden" {
	why = $0
	sub(/^hidden [^ ]+ /, "", why)
	hidden[$2] = why
	next
}

$4 == "program" {
	incomplete[++incomplete_count] = $1 " " $3 ": " $5 " is incomplete"
	next
}

$4 == "case" {
	name = $5
	sub(/:$/, "", name)
	key = $1 SUBSEP name
	if (!(key in seen)) {
		seen[key] = ++count
		cpu[count] = $1
		case_name[count] = name
	}
	i = seen[key]
	text = $0
	sub(/^[^ ]+ [^ ]+ [^ ]+ case [^ ]+ [^ ]+ ?/, "", text)
	verdict[i, $3] = $6
	detail[i, $3] = text
	expected = text
	sub(/^expected /, "", expected)
	sub(/; .*/, "", expected)
	if ($6 == "PASS" || !(i in expect))
		expect[i] = expected
}

function cell(text) {
	gsub(/\|/, "\\|", text)
	return text
}

# "got ..." of a failed case, else the verdict itself.
function side_text(i, side,    text) {
	if (verdict[i, side] == "")
		return "not run"
	if (verdict[i, side] == "PASS" || verdict[i, side] == "CRASH")
		return verdict[i, side]
	text = detail[i, side]
	sub(/^expected [^;]*; /, "", text)
	return verdict[i, side] " " text
}

function needs(i, side,    text) {
	text = detail[i, side]
	sub(/^needs /, "", text)
	return text
}

# Both pass, each against what the capabilities promise there. What L0 promises
# less must be a hidden control ("no CONTROL").
function same_expectation(i,    key) {
	if (detail[i, "bare"] == detail[i, "l0"])
		return ""
	key = detail[i, "l0"]
	sub(/^.*: no /, "", key)
	sub(/,.*/, "", key)
	if (key in hidden) {
		note = "restriction: " key " is hidden, " hidden[key]
		return ""
	}
	return "different expectations"
}

# "" when explained; sets note.
function unexplained(i,    bare, l0, fault) {
	bare = verdict[i, "bare"]
	l0 = verdict[i, "l0"]
	note = ""
	if (!both) {
		one = sides == "bare" ? bare : l0
		return one == "PASS" || one == "N/A" || one ~ /^FAULT/ ? "" : "failed"
	}
	fault = bare ~ /^FAULT/ || l0 ~ /^FAULT/
	if (bare == "PASS" && l0 == "PASS")
		return same_expectation(i)
	if (bare == "N/A" && needs(i, "bare") ~ /^a CPU without / && l0 == "PASS") {
		note = "restriction: L0 hides what the CPU has"
		return ""
	}
	if (bare == "N/A" && l0 == "N/A")
		return needs(i, "bare") == needs(i, "l0") ? "" : "different reasons for N/A"
	if (l0 == "N/A" && needs(i, "l0") in hidden && bare != "FAIL" && bare != "CRASH") {
		note = "restriction: " needs(i, "l0") " is hidden, " hidden[needs(i, "l0")]
		return ""
	}
	if (bare ~ /^FAULT/ && l0 == "PASS") {
		note = "emulator fault, hidden by L0"
		return ""
	}
	if (bare == "FAULT(shows)" && l0 == "FAULT(shows)") {
		note = "emulator fault, also under L0"
		return ""
	}
	if (fault && l0 != "PASS")
		return "L0 does not hide the emulator's fault"
	if (bare == "PASS")
		return "L0 differs"
	if (l0 == "PASS")
		return "bare fails, and no emulator fault is known"
	return "both fail"
}

END {
	both = sides ~ /bare/ && sides ~ /l0/
	for (i = 1; i <= count; i++) {
		area = cpu[i] " " substr(case_name[i], 1, index(case_name[i], ".") - 1)
		if (!(area in area_seen)) {
			area_seen[area] = 1
			areas[++area_count] = area
		}
		cases_of[area]++
		bare_of[area] += verdict[i, "bare"] == "PASS"
		l0_of[area] += verdict[i, "l0"] == "PASS"
		why = unexplained(i)
		remark[i] = why == "" ? note : "**" why "**"
		if (why != "") {
			open_of[area]++
			open_count++
			open_line[open_count] = cpu[i] " " case_name[i] ": " why \
				"; bare: " side_text(i, "bare") "; L0: " side_text(i, "l0")
		}
	}
	print "# Test guests, bare and under nVMX\n"
	print "## Verdict\n"
	print "| CPU, area | cases | bare PASS | L0 PASS | unexplained |"
	print "|---|---|---|---|---|"
	for (a = 1; a <= area_count; a++)
		printf "| %s | %d | %d | %d | %d |\n", areas[a], cases_of[areas[a]], \
			bare_of[areas[a]], l0_of[areas[a]], open_of[areas[a]]
	print ""
	for (o = 1; o <= incomplete_count; o++)
		print "* " incomplete[o]
	for (o = 1; o <= open_count; o++)
		print "* " open_line[o]
	if (!open_count && !incomplete_count && count)
		print "guest-tests: PASS, " count " cases, no unexplained difference"
	else
		printf "guest-tests: FAIL, %d cases, %d unexplained, %d programs incomplete\n", \
			count, open_count, incomplete_count
	print "\n## Cases\n"
	print "| CPU | case | expected (SDM) | bare | L0 | remark |"
	print "|---|---|---|---|---|---|"
	for (i = 1; i <= count; i++)
		printf "| %s | %s | %s | %s | %s | %s |\n", cpu[i], case_name[i], \
			cell(expect[i]), cell(side_text(i, "bare")), \
			cell(side_text(i, "l0")), cell(remark[i])
	exit(open_count || incomplete_count || !count)
}
