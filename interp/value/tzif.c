/* tzif.c - TZif files (RFC 9636) into zones; knows neither their names nor where they are.
 *
 * The time after a file's last transition follows a yearly rule.  It is written out for as long as
 * the calendar takes to repeat, so that finding an offset is one search, whatever the year. */
#include "interp/value/tzif.h"

#include "interp/value/daylight.h"

enum {
    SECOND = 1000000,
    OFFSET_MAX = 26 * 60 * 60 - 1, /* seconds; the widest in the database is under 16 hours */
    HEADER_LENGTH = 44,
    TYPE_LENGTH = 6, /* offset, is it summer time, name */
    TYPES_MAX = 256,
    FOOTER_MAX = 255,
    CYCLE_YEARS = 400,
    RULE_YEARS =
        CYCLE_YEARS + 4 /* two before the cycle, to be clear of the last transition, one behind */
};

/* Transitions outside of the calendar, and room for offsets, are of no interest.  In seconds. */
static const int64_t EARLIEST = (DATE_MIN - 2) * 86400;
static const int64_t LATEST = (DATE_MAX + 2) * 86400;

struct header {
    unsigned char version;
    uint32_t ut_count, standard_count, leap_count, time_count, type_count, name_count;
};

/* What is left to be read. */
struct reader {
    const unsigned char *at;
    size_t left;
};

static int64_t big_endian(const unsigned char *at, unsigned size)
{
    uint64_t value = at[0] & 0x80 ? UINT64_MAX : 0;
    for (unsigned i = 0; i < size; i++)
        value = value << 8 | at[i];
    return (int64_t)value;
}

/* LENGTH bytes, or NULL where there are less. */
static const unsigned char *take(struct reader *reader, uint64_t length)
{
    if (length > reader->left)
        return NULL;
    const unsigned char *taken = reader->at;
    reader->at += length;
    reader->left -= (size_t)length;
    return taken;
}

static bool take_header(struct reader *reader, struct header *header)
{
    const unsigned char *at = take(reader, HEADER_LENGTH);
    if (!at || memcmp(at, "TZif", 4) != 0)
        return false;
    uint32_t counts[6];
    for (unsigned i = 0; i < 6; i++)
        counts[i] = (uint32_t)big_endian(at + 20 + 4 * i, 4);
    *header = (struct header){ .version = at[4],
                               .ut_count = counts[0],
                               .standard_count = counts[1],
                               .leap_count = counts[2],
                               .time_count = counts[3],
                               .type_count = counts[4],
                               .name_count = counts[5] };
    return true;
}

/* The block behind a header, whose times have TIME_SIZE bytes. */
static const unsigned char *take_block(struct reader *reader, const struct header *header,
                                       unsigned time_size)
{
    uint64_t length = (uint64_t)header->time_count * (time_size + 1) +
                      (uint64_t)header->type_count * TYPE_LENGTH + header->name_count +
                      (uint64_t)header->leap_count * (time_size + 4) + header->standard_count +
                      header->ut_count;
    return take(reader, length);
}

/* What a file of version 2 or later ends with: a TZ string, perhaps empty, between two newlines. */
static bool take_footer(struct reader *reader, struct text *footer)
{
    const unsigned char *start = take(reader, 1);
    if (!start || *start != '\n')
        return false;
    start++;
    const unsigned char *end = memchr(start, '\n', reader->left);
    if (!end || (size_t)(end - start) > FOOTER_MAX)
        return false;
    *footer = (struct text){ (const char *)start, (uint32_t)(end - start) };
    return true;
}

/* A zone's arrays while they grow; COUNT is at least 1.  LISTED is the last transition that the
 * file lists, in seconds, even if it left the offset as it was; INT64_MIN where there is none. */
struct stretches {
    int64_t *at, *offset;
    uint32_t count;
    int64_t listed;
};

/* From SECONDS on, OFFSET.  False where that is before the last stretch's beginning. */
static bool add_stretch(struct stretches *stretches, int64_t seconds, int32_t offset)
{
    uint32_t last = stretches->count - 1;
    int64_t at = seconds * SECOND, microseconds = (int64_t)offset * SECOND;
    if (at < stretches->at[last])
        return false;
    if (at == stretches->at[last]) {
        stretches->offset[last] = microseconds;
    } else if (stretches->offset[last] != microseconds) {
        stretches->at[stretches->count] = at;
        stretches->offset[stretches->count++] = microseconds;
    }
    return true;
}

/* The offset of type INDEX, in seconds; more than OFFSET_MAX where there is no such type or offset.
 */
static int32_t type_offset(const unsigned char *types, uint32_t count, unsigned index)
{
    if (index >= count)
        return OFFSET_MAX + 1;
    int64_t offset = big_endian(types + (size_t)index * TYPE_LENGTH, 4);
    return offset > OFFSET_MAX || offset < -OFFSET_MAX ? OFFSET_MAX + 1 : (int32_t)offset;
}

/* The transitions that the file lists. */
static bool add_transitions(struct stretches *stretches, const struct header *header,
                            const unsigned char *block, unsigned time_size)
{
    const unsigned char *indices = block + (size_t)header->time_count * time_size;
    const unsigned char *types = indices + header->time_count;
    int32_t offset = type_offset(types, header->type_count, 0);
    stretches->offset[0] = (int64_t)offset * SECOND;
    int64_t previous = INT64_MIN;
    for (uint32_t i = 0; i < header->time_count && offset <= OFFSET_MAX; i++) {
        int64_t seconds = big_endian(block + (size_t)i * time_size, time_size);
        if (i > 0 && seconds <= previous)
            return false;
        previous = seconds;
        offset = type_offset(types, header->type_count, indices[i]);
        if (seconds < EARLIEST) {
            stretches->offset[0] = (int64_t)offset * SECOND;
        } else if (seconds <= LATEST) {
            add_stretch(stretches, seconds, offset);
            stretches->listed = seconds;
        }
    }
    return offset <= OFFSET_MAX;
}

/* The changes of one YEAR that come after the listed transitions. */
static bool add_year(struct stretches *stretches, const struct daylight *daylight, int32_t year)
{
    int64_t start = yearly_clock(daylight->start, year) - daylight->standard;
    int64_t end = yearly_clock(daylight->end, year) - daylight->summer;
    bool north = start < end;
    int64_t first = north ? start : end, second = north ? end : start;
    if (first > stretches->listed &&
        !add_stretch(stretches, first, north ? daylight->summer : daylight->standard))
        return false;
    return second <= stretches->listed ||
           add_stretch(stretches, second, north ? daylight->standard : daylight->summer);
}

/* The time after the last transition: one offset, or changes every year for a whole cycle.  Sets
 * REPEATS of ZONE. */
static bool add_rule(struct stretches *stretches, struct text footer, struct zone *zone)
{
    struct daylight daylight;
    if (footer.length == 0)
        return true;
    if (!daylight_parse(footer, &daylight))
        return false;
    bool listed = stretches->listed != INT64_MIN;
    if (!daylight.changes) {
        if (listed)
            return add_stretch(stretches, stretches->listed, daylight.standard);
        stretches->offset[0] = (int64_t)daylight.standard * SECOND;
        return true;
    }

    int32_t first_year =
        listed ? date_to_civil(date_of_instant(stretches->listed * SECOND)).year : 0;
    for (int32_t i = 0; i < RULE_YEARS; i++)
        if (!add_year(stretches, &daylight, first_year + i))
            return false;
    int32_t repeats_year = first_year + CYCLE_YEARS + 2;
    zone->repeats = date_from_civil((struct civil){ repeats_year, 1, 1 }) * DAY_MICROSECONDS;
    return true;
}

static const int64_t *reached_clocks(struct arena *arena, const struct stretches *stretches)
{
    int64_t *reached = arena_array(arena, int64_t, stretches->count);
    reached[0] = INT64_MIN;
    for (uint32_t i = 1; i < stretches->count; i++) {
        int64_t latest = stretches->at[i] + stretches->offset[i - 1] - 1;
        reached[i] = latest > reached[i - 1] ? latest : reached[i - 1];
    }
    return reached;
}

static const struct zone *make_zone(struct arena *arena, const struct header *header,
                                    const unsigned char *block, struct text footer)
{
    unsigned time_size = header->version >= '2' ? 8 : 4;
    size_t capacity = (size_t)header->time_count + 1 + 2 * RULE_YEARS;
    struct stretches stretches = { arena_array(arena, int64_t, capacity),
                                   arena_array(arena, int64_t, capacity), 1, INT64_MIN };
    stretches.at[0] = INT64_MIN;
    struct zone *zone = arena_new(arena, struct zone);
    zone->repeats = INT64_MAX;
    if (!add_transitions(&stretches, header, block, time_size) ||
        !add_rule(&stretches, footer, zone))
        return NULL;
    zone->count = stretches.count;
    zone->at = stretches.at;
    zone->offset = stretches.offset;
    zone->reached = reached_clocks(arena, &stretches);
    return zone;
}

const struct zone *tzif_read(struct arena *arena, const unsigned char *bytes, size_t length)
{
    struct reader reader = { bytes, length };
    struct header header;
    if (!take_header(&reader, &header))
        return NULL;
    const unsigned char *block = take_block(&reader, &header, 4);
    if (block && header.version >= '2') { /* the first block is for readers of version 1 */
        if (!take_header(&reader, &header) || header.version < '2')
            return NULL;
        block = take_block(&reader, &header, 8);
    }
    if (!block || header.leap_count != 0 || header.type_count == 0 || header.type_count > TYPES_MAX)
        return NULL;
    struct text footer = { "", 0 };
    if (header.version >= '2' && !take_footer(&reader, &footer))
        return NULL;
    return make_zone(arena, &header, block, footer);
}
