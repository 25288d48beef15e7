// SPDX-License-Identifier: BSD-3-Clause
/*
 * RSDP, RSDT or XSDT, MADT (ACPI 6.4, 5.2.5 to 5.2.12). The tables are the
 * firmware's: lengths are checked, and nothing is believed without checksum.
 */
#include "nvmx/acpi.h"
#include "nvmx/boot_info.h"
#include "nvmx/printk.h"
#include "nvmx/string.h"

#define BIOS_AREA_START		0xe0000
#define BIOS_AREA_END		0x100000
#define EBDA_SEGMENT_POINTER	0x40e
#define EBDA_SEARCH_SIZE	1024
#define RSDP_ALIGN		16
#define RSDP_SIZE_V1		20
#define TABLE_SIZE_MAX		65536

#define MADT_LOCAL_APIC		0
#define MADT_LOCAL_X2APIC	9
#define MADT_CPU_ENABLED	BIT(0)
#define MADT_CPU_ONLINE_CAPABLE	BIT(1)

struct rsdp {
	char signature[8];
	u8 checksum;
	char oem[6];
	u8 revision;
	u32 rsdt;
	u32 length;
	u64 xsdt;
	u8 extended_checksum;
	u8 reserved[3];
} __packed;

struct table_header {
	char signature[4];
	u32 length;
	u8 revision;
	u8 checksum;
	char oem[22];		/* OEM and creator identifiers */
	u32 creator_revision;
} __packed;

_Static_assert(sizeof(struct table_header) == 36, "ACPI 6.4, table 5.27");

struct madt {
	struct table_header header;
	u32 local_apic;
	u32 flags;
} __packed;

struct madt_entry {
	u8 type;
	u8 length;
} __packed;

struct madt_local_apic {
	struct madt_entry entry;
	u8 processor;
	u8 apic_id;
	u32 flags;
} __packed;

struct madt_local_x2apic {
	struct madt_entry entry;
	u16 reserved;
	u32 apic_id;
	u32 flags;
	u32 processor;
} __packed;

static bool checksum_good(const void *data, u32 len)
{
	const u8 *bytes = data;
	u8 sum = 0;

	while (len--)
		sum += *bytes++;
	return !sum;
}

static const struct rsdp *find_rsdp_in(u64 start, u64 size)
{
	u64 at;

	for (at = start; at + sizeof(struct rsdp) <= start + size;
	     at += RSDP_ALIGN) {
		const struct rsdp *rsdp = (const void *)(uintptr_t)at;

		if (!memcmp(rsdp->signature, "RSD PTR ", 8) &&
		    checksum_good(rsdp, RSDP_SIZE_V1))
			return rsdp;
	}
	return NULL;
}

static const struct rsdp *find_rsdp(void)
{
	const struct rsdp *rsdp = NULL;
	u64 segment_pointer = EBDA_SEGMENT_POINTER;
	u16 segment;

	if (boot_info.rsdp_size >= RSDP_SIZE_V1)
		return (const void *)boot_info.rsdp;
	/* The compiler takes an address this low for a null pointer's. */
	asm("" : "+r"(segment_pointer));
	segment = *(const u16 *)segment_pointer;
	if (segment)
		rsdp = find_rsdp_in((u64)segment << 4, EBDA_SEARCH_SIZE);
	return rsdp ? rsdp : find_rsdp_in(BIOS_AREA_START,
					  BIOS_AREA_END - BIOS_AREA_START);
}

static struct table_header *table_at(u64 address)
{
	struct table_header *table = (void *)(uintptr_t)address;

	if (!address || table->length < sizeof(*table) ||
	    table->length > TABLE_SIZE_MAX ||
	    !checksum_good(table, table->length))
		return NULL;
	return table;
}

static struct madt *find_madt(void)
{
	const struct rsdp *rsdp = find_rsdp();
	bool use_xsdt = rsdp && rsdp->revision >= 2 && rsdp->xsdt;
	u32 width = use_xsdt ? sizeof(u64) : sizeof(u32);
	const struct table_header *root;
	u32 offset;

	if (!rsdp)
		return NULL;
	root = table_at(use_xsdt ? rsdp->xsdt : rsdp->rsdt);
	if (!root)
		return NULL;
	for (offset = sizeof(*root); offset + width <= root->length;
	     offset += width) {
		struct table_header *table;
		u64 address = 0;

		memcpy(&address, (const u8 *)root + offset, width);
		table = table_at(address);
		if (table && !memcmp(table->signature, "APIC", 4) &&
		    table->length >= sizeof(struct madt))
			return (struct madt *)table;
	}
	return NULL;
}

static struct madt_entry *next_entry(struct madt *madt, struct madt_entry *entry)
{
	u8 *at = entry ? (u8 *)entry + entry->length : (u8 *)(madt + 1);
	u8 *end = (u8 *)madt + madt->header.length;

	entry = (struct madt_entry *)at;
	if (at + sizeof(*entry) > end || entry->length < sizeof(*entry) ||
	    at + entry->length > end)
		return NULL;
	return entry;
}

/* The flags of a CPU's entry and its APIC identifier, or NULL for others. */
static u8 *cpu_entry(struct madt_entry *entry, u32 *apic_id)
{
	if (entry->type == MADT_LOCAL_APIC &&
	    entry->length >= sizeof(struct madt_local_apic)) {
		struct madt_local_apic *cpu = (void *)entry;

		*apic_id = cpu->apic_id;
		return (u8 *)cpu + offsetof(struct madt_local_apic, flags);
	}
	if (entry->type == MADT_LOCAL_X2APIC &&
	    entry->length >= sizeof(struct madt_local_x2apic)) {
		struct madt_local_x2apic *cpu = (void *)entry;

		*apic_id = cpu->apic_id;
		return (u8 *)cpu + offsetof(struct madt_local_x2apic, flags);
	}
	return NULL;
}

u32 acpi_cpus(u32 *apic_ids, u32 max)
{
	struct madt *madt = find_madt();
	struct madt_entry *entry;
	u32 count = 0, apic_id;
	u8 *flags;

	if (!madt)
		return 0;
	for (entry = next_entry(madt, NULL); entry && count < max;
	     entry = next_entry(madt, entry)) {
		flags = cpu_entry(entry, &apic_id);
		if (flags && *flags & MADT_CPU_ENABLED)
			apic_ids[count++] = apic_id;
	}
	return count;
}

static bool listed(const u32 *apic_ids, u32 count, u32 apic_id)
{
	while (count--)
		if (apic_ids[count] == apic_id)
			return true;
	return false;
}

void acpi_keep_cpus(const u32 *apic_ids, u32 count)
{
	struct madt *madt = find_madt();
	struct madt_entry *entry;
	u32 apic_id;
	u8 *flags;

	if (!madt)
		return;
	for (entry = next_entry(madt, NULL); entry;
	     entry = next_entry(madt, entry)) {
		flags = cpu_entry(entry, &apic_id);
		if (!flags || listed(apic_ids, count, apic_id))
			continue;
		/* Keep the sum of all bytes at 0. */
		madt->header.checksum += *flags;
		*flags &= (u8)~(MADT_CPU_ENABLED | MADT_CPU_ONLINE_CAPABLE);
		madt->header.checksum -= *flags;
	}
}
