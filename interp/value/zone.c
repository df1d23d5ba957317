/* zone.c - what the wall clock and the calendar show in a time zone; knows no file's format.
 *
 * A day begins once, when the wall clock first shows it or a later one: clocks that go back across
 * midnight do not bring yesterday back.  Hence the latest that the clock has shown so far is kept
 * with every stretch of time, and each question is one search. */
#include "interp/value/zone.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "interp/value/tzif.h"

#define DATABASE "/usr/share/zoneinfo"

enum {
    FILE_MAX = 1 << 20, /* bytes; the largest in the database has some 4,000 */
    NAME_MAX_LENGTH = 255,
    VERSION_MAX_LENGTH = 32,
    FIRST_LINE_MAX = 256 /* of the files that tell the version */
};

/* The days after which the calendar and with it a zone's rule repeats: 400 years. */
static const int64_t CYCLE = 146097 * DAY_MICROSECONDS;

/* The last of the ascending KEYS that is at most KEY; the first is INT64_MIN. */
static uint32_t find_last(const int64_t *keys, uint32_t count, int64_t key)
{
    uint32_t base = 0;
    while (count > 1) {
        uint32_t half = count / 2;
        base = keys[base + half] <= key ? base + half : base;
        count -= half;
    }
    return base;
}

/* What to take off MOMENT (an instant or a wall clock) to bring it to where ZONE's tables reach. */
static int64_t whole_cycles(const struct zone *zone, int64_t moment)
{
    return moment < zone->repeats ? 0 : ((moment - zone->repeats) / CYCLE + 1) * CYCLE;
}

int64_t zone_offset(const struct zone *zone, int64_t instant)
{
    int64_t inside = instant - whole_cycles(zone, instant);
    return zone->offset[find_last(zone->at, zone->count, inside)];
}

int64_t zone_date_of(const struct zone *zone, int64_t instant)
{
    int64_t cycles = whole_cycles(zone, instant), inside = instant - cycles;
    uint32_t index = find_last(zone->at, zone->count, inside);
    int64_t clock = inside + zone->offset[index], reached = zone->reached[index];
    return date_of_instant((clock > reached ? clock : reached) + cycles);
}

/* The stretch in which the wall clock first shows CLOCK or later. */
static uint32_t find_clock(const struct zone *zone, int64_t clock)
{
    return find_last(zone->reached, zone->count, clock - 1);
}

int64_t zone_start_of(const struct zone *zone, int64_t date)
{
    int64_t midnight = date * DAY_MICROSECONDS;
    int64_t cycles = whole_cycles(zone, midnight), inside = midnight - cycles;
    uint32_t index = find_clock(zone, inside);
    int64_t shown = inside - zone->offset[index], begins = zone->at[index];
    return (shown > begins ? shown : begins) + cycles;
}

/* The first instant at which the wall clock shows CLOCK.  Where it never does, the clock before the
 * gap goes on: CLOCK is then as far behind the gap's beginning as the instant is. */
static int64_t instant_of_clock(const struct zone *zone, int64_t clock)
{
    int64_t cycles = whole_cycles(zone, clock), inside = clock - cycles;
    uint32_t index = find_clock(zone, inside);
    int64_t shown = inside - zone->offset[index];
    if (shown < zone->at[index])
        shown = inside - zone->offset[index - 1];
    return shown + cycles;
}

/* A day so far outside of the calendar that its instants do not fit 64 bits is brought in. */
static int64_t limit_date(int64_t date)
{
    const int64_t most = 100000000;
    return date > most ? most : date < -most ? -most : date;
}

int64_t zone_add(const struct zone *zone, int64_t instant, struct period period,
                 enum rounding rounding)
{
    int64_t clock = instant + zone_offset(zone, instant);
    int64_t date = date_of_instant(clock);
    int64_t time = clock - date * DAY_MICROSECONDS;
    int64_t shifted = limit_date(date_add(date, period, rounding));
    return instant_of_clock(zone, shifted * DAY_MICROSECONDS + time);
}

static bool is_name_character(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || strchr("_+-", character);
}

/* What the machine's owner has chosen is no zone: a policy means the same everywhere. */
static bool is_local_choice(const char *name)
{
    const char *slash = strrchr(name, '/');
    const char *last = slash ? slash + 1 : name;
    return strcmp(last, "localtime") == 0 || strcmp(last, "posixrules") == 0;
}

/* Words of letters, digits, _, + and - with single slashes between them: nothing that could lead
 * out of the folder. */
static bool is_name(const char *name)
{
    size_t length = strlen(name);
    if (length == 0 || length > NAME_MAX_LENGTH || name[length - 1] == '/')
        return false;
    for (const char *at = name; *at; at++)
        if (!is_name_character(*at) && !(*at == '/' && at > name && at[-1] != '/'))
            return false;
    return !is_local_choice(name);
}

/* Does PATH lead to something in the database, also where it is a link? */
static bool is_inside(const char *path)
{
    char *folder = realpath(DATABASE, NULL), *real = realpath(path, NULL);
    size_t length = folder ? strlen(folder) : 0;
    bool inside = folder && real && strncmp(real, folder, length) == 0 && real[length] == '/';
    free(folder);
    free(real);
    return inside;
}

/* The first bytes of a regular file, at most MOST, in ARENA, with their LENGTH; NULL where it
 * cannot be read. */
static unsigned char *read_file(struct arena *arena, const char *path, size_t most, size_t *length)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat status;
    if (file < 0)
        return NULL;
    unsigned char *bytes = NULL;
    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode)) {
        size_t size = (size_t)status.st_size < most ? (size_t)status.st_size : most;
        bytes = arena_alloc(arena, size + 1);
        *length = 0;
        ssize_t got;
        while (*length < size && (got = read(file, bytes + *length, size - *length)) > 0)
            *length += (size_t)got;
    }
    close(file);
    return bytes;
}

/* UTC itself. */
static const struct zone *universal_time(struct arena *arena)
{
    static const int64_t always = INT64_MIN, none = 0;
    struct zone *zone = arena_new(arena, struct zone);
    *zone = (struct zone){ 1, &always, &none, &always, INT64_MAX };
    return zone;
}

const struct zone *zone_load(struct arena *arena, const char *name)
{
    if (strcmp(name, "UTC") == 0)
        return universal_time(arena);
    if (!is_name(name))
        return NULL;
    const char *path = arena_format(arena, "%s/%s", DATABASE, name);
    size_t length;
    unsigned char *bytes = is_inside(path) ? read_file(arena, path, FILE_MAX, &length) : NULL;
    return bytes ? tzif_read(arena, bytes, length) : NULL;
}

/* The version in the first line of NAME behind PREFIX, or NULL. */
static const char *version_in(struct arena *arena, const char *name, const char *prefix)
{
    size_t length, skip = strlen(prefix);
    const char *path = arena_format(arena, "%s/%s", DATABASE, name);
    unsigned char *bytes = read_file(arena, path, FIRST_LINE_MAX, &length);
    if (!bytes || length < skip || memcmp(bytes, prefix, skip) != 0)
        return NULL;
    const char *version = (const char *)bytes + skip;
    size_t size = 0;
    while (skip + size < length && (is_name_character(version[size]) || version[size] == '.') &&
           version[size])
        size++;
    return size > 0 && size <= VERSION_MAX_LENGTH ? arena_copy(arena, version, size) : NULL;
}

const char *zone_database_version(struct arena *arena)
{
    const char *version = version_in(arena, "tzdata.zi", "# version ");
    if (!version)
        version = version_in(arena, "+VERSION", "");
    return version ? version : "unknown";
}
