/* tzif.h - a time zone as the interpreter keeps it, and the binary files that it is read from.
 *
 * For zone.c and its tests only. */
#ifndef CERTPOL_VALUE_TZIF_H
#define CERTPOL_VALUE_TZIF_H

#include <stddef.h>

#include "grammar/arena.h"
#include "interp/value/calendar.h"

/* Stretches of time with one offset from UTC, in order, at least one: stretch N begins at the
 * instant AT[N], has OFFSET[N], and lasts until the next begins; the first and the last have no end
 * outwards. All numbers are microseconds; those of the first array ascend, those of the third never
 * descend. */
struct zone {
    uint32_t count;
    const int64_t *at;     /* [0] is INT64_MIN */
    const int64_t *offset; /* less than 26 hours either way */
    /* the latest that the wall clock showed before AT[N]; [0] is INT64_MIN */
    const int64_t *reached;
    int64_t repeats; /* from this instant on, the 400 years before it; INT64_MAX for never */
};

/* The zone that BYTES, a whole TZif file (RFC 9636, versions 1 to 4), describe, in ARENA.  NULL
 * where it is no such file, contradicts itself, or counts leap seconds, which instants do not. */
const struct zone *tzif_read(struct arena *arena, const unsigned char *bytes, size_t length);

#endif
