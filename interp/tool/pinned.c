/* pinned.c - evaluates the case once more, explaining. */
#include "interp/tool/pinned.h"

#include <stdlib.h>
#include <string.h>

#include "interp/tool/memory.h"

/* How many bytes A, of LENGTH bytes, and B begin with in common. */
static size_t common(const char *a, size_t length, const char *b)
{
    size_t same = 0;
    while (same < length && b[same] && a[same] == b[same])
        same++;
    return same;
}

static char *nearest_line(const char *text, const char *wanted)
{
    const char *nearest = text;
    size_t nearest_length = 0, best = 0;
    for (const char *at = text; *at;) {
        at += strspn(at, " ");
        size_t length = strcspn(at, "\n"), same = common(at, length, wanted);
        bool exact = same == length && !wanted[same];
        if (same > best || exact) {
            best = exact ? (size_t)-1 : same;
            nearest = at;
            nearest_length = length;
        }
        at += length + (at[length] == '\n');
    }
    return in_memory(strndup(nearest, nearest_length));
}

static char *line_of(certpol_session *session, const struct golden_case *tested, size_t index,
                     const struct certpol_explain_options *options, const char *wanted)
{
    struct certpol_rejection rejection;
    struct certpol_text text = { 0 };
    char problem[CERTPOL_PROBLEM];
    if (!certpol_evaluate(session, tested->record, strlen(tested->record), &rejection) ||
        !certpol_explain(session, index, options, &text, problem) || !text.at)
        return NULL;
    return nearest_line(text.at, wanted);
}

char *pinned_line(const certpol_policy *policy, const struct golden_case *tested, size_t index,
                  const char *language, const char *wanted)
{
    struct certpol_session_options how = { .explains = true };
    struct certpol_explain_options options = { .language = language };
    char problem[CERTPOL_PROBLEM];
    if (!certpol_as_of(policy, tested->as_of, &how.as_of, problem))
        return NULL;
    certpol_session *session = certpol_session_new(policy, how);
    char *line = session ? line_of(session, tested, index, &options, wanted) : NULL;
    certpol_session_free(session);
    return line;
}
