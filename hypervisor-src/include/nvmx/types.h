/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Basic types. The four kinds of address are one-member structs, so that
 * mixing them is a compile error:
 *
 *   hpa_t   host physical (what L0 and the VMCS02 see)
 *   gpa_t   guest physical of L1
 *   ngpa_t  nested guest physical (of L2)
 *   gva_t   a linear address of whichever guest is running
 */
#ifndef NVMX_TYPES_H
#define NVMX_TYPES_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int8_t s8;
typedef int16_t s16;
typedef int32_t s32;
typedef int64_t s64;

typedef struct { u64 v; } hpa_t;
typedef struct { u64 v; } gpa_t;
typedef struct { u64 v; } ngpa_t;
typedef struct { u64 v; } gva_t;

#define HPA(x)	((hpa_t){ (x) })
#define GPA(x)	((gpa_t){ (x) })
#define NGPA(x)	((ngpa_t){ (x) })
#define GVA(x)	((gva_t){ (x) })

/* No memory can have this physical address (MAXPHYADDR is at most 52). */
#define INVALID_PHYS	(~0ULL)

#define BIT(n)		(1U << (n))
#define BIT64(n)	(1UL << (n))
/* Bits high..low, inclusive. */
#define GENMASK64(high, low)	((~0UL << (low)) & (~0UL >> (63 - (high))))

#define PAGE_SHIFT	12
#define PAGE_SIZE	4096UL
#define PAGE_MASK	(~(u64)(PAGE_SIZE - 1))
#define SIZE_2M		(2UL << 20)
#define SIZE_1G		(1UL << 30)

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))
#define ALIGN_UP(x, a)	(((x) + ((a) - 1)) & ~((u64)(a) - 1))
#define ALIGN_DOWN(x, a) ((x) & ~((u64)(a) - 1))

#define __packed	__attribute__((packed))
#define __aligned(n)	__attribute__((aligned(n)))
#define __noreturn	__attribute__((noreturn))
#define __noinline	__attribute__((noinline))
#define __printf(f, a)	__attribute__((format(printf, f, a)))
#define __must_check	__attribute__((warn_unused_result))
#define __maybe_unused	__attribute__((unused))
#define likely(x)	__builtin_expect(!!(x), 1)
#define unlikely(x)	__builtin_expect(!!(x), 0)

/* errno values used as negative return codes; the subset L0 needs. */
#define ENOENT	2
#define EIO	5
#define ENOEXEC	8
#define ENOMEM	12
#define EFAULT	14
#define EBUSY	16
#define ENODEV	19
#define EINVAL	22
#define ENOSPC	28

#endif
