/* voice.h - dates, times, numbers and lists as one language writes them, by ICU. */
#ifndef CERTPOL_REPORT_VOICE_H
#define CERTPOL_REPORT_VOICE_H

#include "interp/check/program.h"
#include "interp/report/buffer.h"
#include "interp/report/icu.h"

enum quantity {
    QUANTITY_YEARS,
    QUANTITY_MONTHS,
    QUANTITY_DAYS,
    QUANTITY_HOURS,
    QUANTITY_MINUTES,
    QUANTITY_SECONDS,
    QUANTITY_COUNT
};

/* Formats are opened when first used; {.icu, .language} begins.  Both are borrowed. */
struct voice {
    const struct icu *icu;
    const char *language; /* BCP 47 */
    UDateFormat *date;
    UDateFormat *instants[2]; /* to the minute, to the second */
    int64_t offsets[2];       /* the offset from UTC that each of them writes */
    UNumberFormat *number;
    UNumberFormatter *quantities[QUANTITY_COUNT];
    UListFormatter *list, *series; /* a, b and c; 1 hour, 30 minutes */
};

void voice_free(struct voice *voice);

/* Append, as UTF-8: "September 15, 2021"; "15 September 2021 at 09:00 UTC", by the wall clock of
 * ZONE. */
void voice_date(struct voice *voice, struct buffer *out, int64_t date);
void voice_instant(struct voice *voice, struct buffer *out, int64_t instant,
                   const struct zone *zone);

/* NUMBER as decimal_format and integer_format write it. */
void voice_number(struct voice *voice, struct buffer *out, struct text number);

/* "1 year, 6 months"; "24 hours". */
void voice_period(struct voice *voice, struct buffer *out, struct period period);
void voice_duration(struct voice *voice, struct buffer *out, int64_t duration);

/* COUNT texts, joined. */
void voice_list(struct voice *voice, struct buffer *out, const struct text *items, uint32_t count);

#endif
