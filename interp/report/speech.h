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

/* Append MESSAGE of POLICY as UTF-8, filled from ROW, the outcome's row. */
void speech_say(struct speech *speech, struct buffer *out, const struct policy *policy,
                const struct message *message, const union value *row);

#endif
