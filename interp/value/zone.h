/* zone.h - IANA time zones from the system's tz database, and what a day is in one.
 *
 * A zone never changes after loading and may be used by any number of threads. */
#ifndef CERTPOL_VALUE_ZONE_H
#define CERTPOL_VALUE_ZONE_H

#include "grammar/arena.h"
#include "interp/value/calendar.h"

struct zone;

/* The zone called NAME ("Asia/Seoul", "UTC"), in ARENA; NULL where the database has none or its
 * file is broken.  NAME never leaves the database's folder.  UTC needs no file. */
const struct zone *zone_load(struct arena *arena, const char *name);

/* The version of the tz database ("2025b"), or "unknown"; in ARENA. */
const char *zone_database_version(struct arena *arena);

/* Microseconds to add to INSTANT for the zone's wall clock. */
int64_t zone_offset(const struct zone *zone, int64_t instant);

/* The last day that has begun at INSTANT.  start_of(d) <= i exactly when d <= date_of(i), also
 * where clocks go back across midnight. */
int64_t zone_date_of(const struct zone *zone, int64_t instant);

/* The first instant whose day is DATE or later. */
int64_t zone_start_of(const struct zone *zone, int64_t date);

/* The same wall clock on the day shifted by PERIOD: in a gap later by the gap, in a fold the
 * earlier. */
int64_t zone_add(const struct zone *zone, int64_t instant, struct period period,
                 enum rounding rounding);

#endif
