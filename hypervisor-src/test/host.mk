# SPDX-License-Identifier: BSD-3-Clause
#
#   make O=DIR check      unit and property tests, gcc and clang, sanitizers,
#                         then short fuzz runs (FUZZ_RUNS, clang only)
#   make O=DIR fuzz TARGET=session MINUTES=10
#   make O=DIR coverage   line and branch coverage of nested/ (llvm)
#   make O=DIR support    the support table, markdown and JSON
#   make support-doc      docs/support.md, after a change of data/

FUZZ_RUNS ?= 5000
FUZZ_TARGETS := $(basename $(notdir $(wildcard $(src)/test/fuzz/fuzz_*.c)))
FUZZ_TARGETS := $(FUZZ_TARGETS:fuzz_%=%)
host_o	:= $O/host
host_includes = -I'$(src)/test/include' -I'$(src)/include' -I'$(src)' -I'$(src)/test'
host_cflags := -std=gnu11 -g -O1 -fno-omit-frame-pointer -fsanitize=address,undefined \
	-fno-sanitize-recover=all $(warnings)
host_src := $(wildcard $(src)/nested/*.c) $(src)/vmx/string_io.c $(src)/core/monitor_frame.c $(wildcard $(src)/test/fake/*.c)
unit_src := $(wildcard $(src)/test/unit/*.c)
host_compilers := gcc clang

# One object directory per compiler and flavour.
define host_rules
$(host_o)/$(1)/%.c.o: $(src)/%.c
	$$(call say,HOSTCC,$(1) $$(patsubst $(src)/%,%,$$<))mkdir -p $$(@D) && \
	$(2) $$(host_includes) $$(deps) -c '$$<' -o $$@
$(host_o)/$(1)/unit: $$(patsubst $(src)/%,$(host_o)/$(1)/%.o,$(host_src) $(unit_src))
	$$(call say,HOSTLD,$(1) unit)$(2) -o $$@ $$^
-include $$(patsubst $(src)/%,$(host_o)/$(1)/%.d,$(host_src) $(unit_src))
endef

$(foreach cc,$(host_compilers),$(eval $(call host_rules,$(cc),$(cc) $(host_cflags))))
$(eval $(call host_rules,coverage,clang $(host_cflags) -fprofile-instr-generate -fcoverage-mapping))

# Fuzzers: the same files, instrumented.
fuzz_cc := clang $(host_cflags) -fsanitize=fuzzer-no-link -Wno-missing-prototypes
$(host_o)/fuzz/%.c.o: $(src)/%.c
	$(call say,HOSTCC,fuzz $(patsubst $(src)/%,%,$<))mkdir -p $(@D) && \
	$(fuzz_cc) $(host_includes) $(deps) -c '$<' -o $@
$(host_o)/fuzz/%: $(host_o)/fuzz/test/fuzz/fuzz_%.c.o $(patsubst $(src)/%,$(host_o)/fuzz/%.o,$(host_src))
	$(call say,HOSTLD,fuzz $*)clang $(host_cflags) -fsanitize=fuzzer -o $@ $^
-include $(patsubst $(src)/%,$(host_o)/fuzz/%.d,$(host_src) $(wildcard $(src)/test/fuzz/*.c))

.SECONDARY:
.PHONY: check fuzz fuzz-list coverage support support-doc
check: $(foreach cc,$(host_compilers),$(host_o)/$(cc)/unit) $(FUZZ_TARGETS:%=$(host_o)/fuzz/%) $(host_o)/support
	@sh '$(src)/test/check.sh' '$(host_o)' '$(FUZZ_RUNS)' '$(src)/../docs' $(FUZZ_TARGETS)

fuzz-list:
	@echo $(FUZZ_TARGETS)

fuzz: $(host_o)/fuzz/$(TARGET)
	@mkdir -p $(host_o)/corpus/$(TARGET)
	$< -max_total_time=$$(( $(or $(MINUTES),1) * 60 )) -print_final_stats=1 -max_len=4096 -len_control=0 \
		-artifact_prefix=$(host_o)/corpus/ $(host_o)/corpus/$(TARGET)

coverage: $(host_o)/coverage/unit
	LLVM_PROFILE_FILE=$(host_o)/coverage/unit.raw $< >/dev/null
	llvm-profdata merge -o $(host_o)/coverage/unit.prof $(host_o)/coverage/unit.raw
	llvm-cov report $< -instr-profile=$(host_o)/coverage/unit.prof \
		-show-branch-summary $(wildcard $(src)/nested/*.c)

support: $(host_o)/support
	$< --markdown >$O/support.md
	$< --json >$O/support.json

support-doc: $(host_o)/support
	$< --markdown >'$(src)/../docs/support.md'

guest_tests := $(sort $(wildcard $(src)/guests/tests/*/*.c))
$(host_o)/proofs.def: $(src)/tools/proofs.awk $(guest_tests)
	$(call say,GEN,proofs.def)mkdir -p $(@D) && awk -f '$<' $(guest_tests:%='%') >$@.new && mv $@.new $@

$(host_o)/support: $(src)/tools/support.c $(host_o)/proofs.def $(wildcard $(src)/data/*.def)
	$(call say,HOSTCC,tools/support.c)mkdir -p $(@D) && \
	gcc -std=gnu11 -O1 -g $(warnings) $(host_includes) -I'$(host_o)' '$<' -o $@
