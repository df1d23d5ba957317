/* certpol_session.h - the inside of a session, for the parts of libcertpol that tell of it. */
#ifndef CERTPOL_SESSION_H
#define CERTPOL_SESSION_H

#include "interp/certpol_inside.h"
#include "interp/data/reader.h"
#include "interp/report/writer.h"

/* A decision as told, and what it was made from. */
struct told {
    struct certpol_decision decision;
    struct decided decided;
    struct certpol_explanation *explanation; /* once it was asked for */
};

struct certpol_session {
    const certpol_policy *policy;
    struct arena arena;      /* owns the layout */
    struct arena paths;      /* owns the walk */
    const struct plan *plan; /* the policy's, or its own, which explains */
    struct session *evaluation;
    int64_t as_of;
    struct reader *reader;
    struct writer *writer;
    struct speech *speech; /* opened with the first message */
    const struct layout *layout;
    struct coverage *coverage; /* what can be reached, once it was asked for; or NULL */
    struct walk walk;
    uint64_t records;
    struct buffer text; /* the record's, padded for the reader */

    struct arena record; /* owns what follows, until the next record */
    struct told **told;
    size_t count, capacity;
    const union value *row;
    struct buffer scratch;
};

enum certpol_type public_type(enum type_kind kind);

/* The language that a reader of POLICY's decisions wants: LANGUAGE, or where that is NULL the
 * record's own. */
struct text reader_language(const certpol_session *session, const struct policy *policy,
                            const char *language);

#endif
