/* speech.h - messages to people: texts whose holes are filled as their language writes values.
 *
 * One thread's.  Opens ICU when the first one speaks. */
#ifndef CERTPOL_REPORT_SPEECH_H
#define CERTPOL_REPORT_SPEECH_H

#include "interp/check/program.h"
#include "interp/report/buffer.h"

struct speech;

/* A speech, to be released with speech_free; NULL where ICU cannot be used, with PROBLEM, a text of
 * PROBLEM_SIZE bytes, for people. */
struct speech *speech_new(char *problem, size_t problem_size);
void speech_free(struct speech *speech);

/* A value outside of a message. */
struct saying {
    const char *language;        /* BCP 47; one pointer a language */
    const struct policy *policy; /* whose zone and members' names are meant */
    const struct type *type;
    union value value;
};

/* Append what SAYING says as UTF-8; nothing where it is absent. */
void speech_value(struct speech *speech, struct buffer *out, const struct saying *saying);

/* Append MESSAGE of POLICY as UTF-8, filled from ROW, the outcome's row. */
void speech_say(struct speech *speech, struct buffer *out, const struct policy *policy,
                const struct message *message, const union value *row);

#endif
