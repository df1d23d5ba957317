/* diag.h - what is wrong with a text, collected and shown.
 *
 * Phases append; only the outermost caller prints.  A diagnostic is data, so that a test can
 * compare it, an editor underline it, and a program read it. */
#ifndef CERTPOL_GRAMMAR_DIAG_H
#define CERTPOL_GRAMMAR_DIAG_H

#include <stdbool.h>
#include <stdio.h>

#include "grammar/arena.h"
#include "grammar/source.h"

enum {
    DIAG_MAX = 200 /* diagnostics kept; more are counted */
};

enum diag_severity {
    DIAG_ERROR,
    DIAG_WARNING,
    DIAG_INFO /* no more than worth knowing */
};

struct diag {
    enum diag_severity severity;
    const char *code; /* stable, in kebab-case: "unknown-name" */
    struct span span;
    const char *message;       /* what is wrong, in the author's words */
    struct span other;         /* the other place, where two clash; nowhere if there is none */
    const char *other_message; /* what stands there */
    const char *hint;          /* the mend, or NULL */
    struct span mended;        /* where an editor may mend it, */
    const char *mend;          /* and what to put there instead; or NULL */
};

/* {.arena, .sources} collects; both are borrowed. */
struct diags {
    struct arena *arena; /* owns the messages */
    struct sources *sources;
    struct diag *items[DIAG_MAX]; /* in the order of their places */
    struct diag overflow;         /* what is handed out when the list is full */
    unsigned count, errors, dropped;
    unsigned infos; /* as errors, those dropped included */
};

/* Record a problem at SPAN.  CODE is a literal.  The result may be given to diag_hint and its like;
 * it is never NULL.  A second problem of the same code at the same place is dropped. */
__attribute__((format(printf, 4, 5))) struct diag *
diag_error(struct diags *diags, struct span span, const char *code, const char *format, ...);
__attribute__((format(printf, 4, 5))) struct diag *
diag_warning(struct diags *diags, struct span span, const char *code, const char *format, ...);
__attribute__((format(printf, 4, 5))) struct diag *
diag_info(struct diags *diags, struct span span, const char *code, const char *format, ...);

/* Take back diagnostic INDEX. */
void diag_take_back(struct diags *diags, unsigned index);

/* Say how to mend it. */
__attribute__((format(printf, 3, 4))) void diag_hint(struct diags *diags, struct diag *diag,
                                                     const char *format, ...);

/* The same where the place should have been NAME. */
void diag_meant(struct diags *diags, struct diag *diag, const char *name);

/* An editor may mend it: by putting this in SPAN's place.  People are shown the hint only. */
__attribute__((format(printf, 4, 5))) void diag_mend(struct diags *diags, struct diag *diag,
                                                     struct span span, const char *format, ...);

/* Show the other place too. */
__attribute__((format(printf, 4, 5))) void diag_other(struct diags *diags, struct diag *diag,
                                                      struct span other, const char *format, ...);

/* For people: "file:line:column: error: message [code]", the line, carets under the span (^ for the
 * place, ~ for the other one), the mend.  Long lines are windowed; COLOUR uses ANSI colours. */
void diag_print(const struct diags *diags, FILE *out, bool colour);

/* For programs: one JSON object a line, with file, line, column, end_line, end_column (1-based, in
 * characters), severity, code, message, and where there are: hint, other. */
void diag_print_json(const struct diags *diags, FILE *out);

/* For programs that collect the findings of many tools: one SARIF 2.1.0 document, of certpol
 * VERSION. MEANING gives what a code means in one line, or NULL. */
void diag_print_sarif(const struct diags *diags, const char *version,
                      const char *(*meaning)(const char *code), FILE *out);

#endif
