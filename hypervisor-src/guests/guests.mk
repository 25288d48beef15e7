# SPDX-License-Identifier: BSD-3-Clause
#
# One ELF file per directory under guests/demos, tests ..., linked with
# guests/lib. The same file is booted bare by GRUB and as L1 by nVMX.

guest_dirs	:= $(wildcard $(src)/guests/demos/* $(src)/guests/bench/* $(src)/guests/tests/* \
		   $(src)/guests/hostile/*)
guest_names	:= $(notdir $(guest_dirs))
guest_elfs	:= $(patsubst %,$O/guests/%.elf,$(guest_names))
guest_includes	:= -I'$(src)/guests/lib' -I'$(src)/include' -I'$(src)'

guest_lib_src	:= $(wildcard $(src)/guests/lib/*.c $(src)/guests/lib/*.S) \
		   $(src)/core/vsnprintf.c $(src)/core/string.c
guest_lib_obj	:= $(patsubst $(src)/%,$O/guests/%.o,$(filter-out %.lds.S,$(guest_lib_src)))

.PHONY: guests
guests: $(guest_elfs)

# A row of a table of test cases leaves out what does not apply to it.
$O/guests/guests/tests/%.o: cflags += -Wno-missing-field-initializers

$O/guests/%.c.o: $(src)/%.c
	$(call say,CC,$(patsubst $(src)/%,%,$<))mkdir -p $(@D) && \
	$(CC) $(cflags) $(guest_includes) $(deps) -c '$<' -o $@

$O/guests/%.S.o: $(src)/%.S
	$(call say,AS,$(patsubst $(src)/%,%,$<))mkdir -p $(@D) && \
	$(CC) $(cflags) $(guest_includes) $(deps) -c '$<' -o $@

$O/guests/guest.lds: $(src)/guests/lib/guest.lds.S
	$(call say,LDS,guest.lds)mkdir -p $(@D) && \
	$(CC) -E -P -x assembler-with-cpp -D__ASSEMBLER__ $(guest_includes) '$<' -o $@

# $(1): the guest's name, $(2): its directory
define guest_rule
$(1)_obj := $$(patsubst $(src)/%,$O/guests/%.o,$$(wildcard $(2)/*.c $(2)/*.S))
$O/guests/$(1).elf64: $$($(1)_obj) $(guest_lib_obj) $O/guests/guest.lds
	$$(call say,LD,$(1).elf64)$(LD) -nostdlib -static -m elf_x86_64 \
	-z max-page-size=4096 --no-warn-rwx-segments -T $O/guests/guest.lds -o $$@ $$(filter %.o,$$^)
$O/guests/$(1).elf: $O/guests/$(1).elf64
	$$(call say,OBJCOPY,$(1).elf)$(OBJCOPY) -O elf32-i386 --strip-debug $$< $$@
-include $$($(1)_obj:.o=.d)
endef
$(foreach d,$(guest_dirs),$(eval $(call guest_rule,$(notdir $d),$d)))

-include $(guest_lib_obj:.o=.d)
