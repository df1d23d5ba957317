/* certpol.h - the public interface of libcertpol.
 *
 * Load policies once, make a session a thread, evaluate records one by one or whole files at once.
 * Nothing here keeps global state, writes to standard streams or ends the process, but for one
 * thing: where memory is exhausted, the process ends with a message (certpol_exhausted).
 *
 * On x86-64 a policy runs as machine code, in memory that is first written and then executable,
 * never both.  Where the system refuses that, it decides the same, more slowly.
 *
 * Texts are UTF-8.  Instants are microseconds since 1970-01-01T00:00:00Z.  Pointers that are passed
 * in are borrowed for the call unless said otherwise; pointers that are handed out belong to the
 * object that they came from. */
#ifndef CERTPOL_H
#define CERTPOL_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef struct certpol_policy certpol_policy;   /* policy files: loaded, checked and compiled */
typedef struct certpol_report certpol_report;   /* what is wrong with policy files */
typedef struct certpol_session certpol_session; /* one thread's evaluation of records */

/* A text of LENGTH bytes with a NUL behind it; it may hold NULs itself.  AT is NULL where there is
 * none. */
struct certpol_text {
    const char *at;
    size_t length;
};

enum {
    CERTPOL_PROBLEM = 512,    /* bytes that a problem's text needs at most, its NUL included */
    CERTPOL_INSTANT_TEXT = 48 /* likewise an instant's */
};

/* The version of the library: "0.1.0". */
const char *certpol_version(void);

/* What is called where memory is exhausted: says so on standard error and aborts.  A program that
 * has to end in another way, but end, defines this function itself. */
_Noreturn void certpol_exhausted(void);

/* ---- reports ---- */

/* An empty report, to be released with certpol_report_free. */
certpol_report *certpol_report_new(void);

/* Release REPORT, which may be NULL. */
void certpol_report_free(certpol_report *report);

/* How many errors and warnings there are; what is merely worth knowing is neither.  Only so many of
 * them are kept, but all are counted. */
size_t certpol_report_errors(const certpol_report *report);
size_t certpol_report_warnings(const certpol_report *report);

/* Whether one of the files that were to be loaded could not be read at all. */
bool certpol_report_unreadable(const certpol_report *report);

/* One problem.  Lines and columns count from 1, columns in characters; the end is behind the last
 * one. */
struct certpol_problem {
    bool is_error; /* else a warning, or merely worth knowing */
    bool is_warning;
    const char *code; /* stable: "unknown-name" */
    const char *file; /* NULL where it is about no file */
    unsigned line, column, end_line, end_column;
    const char *message;
    const char *hint; /* how to mend it, or NULL */
};

/* The INDEXth problem that is kept, in the order of the text.  False where there is none. */
bool certpol_report_problem(const certpol_report *report, size_t index,
                            struct certpol_problem *problem);

/* Write all problems to OUT, for people (with the line and a mark under the place; in colours if
 * COLOUR), or for programs (one JSON object a line). */
void certpol_report_print(const certpol_report *report, FILE *out, bool colour);
void certpol_report_print_json(const certpol_report *report, FILE *out);

/* Write all problems to OUT as one document of the Static Analysis Results Interchange Format,
 * SARIF 2.1.0 (OASIS), also where there are none. */
void certpol_report_print_sarif(const certpol_report *report, FILE *out);

/* A kind of warning.  A comment in a policy, `# allow CODE: reason`, takes one back. */
struct certpol_lint {
    const char *code;    /* stable: "unused-let" */
    const char *meaning; /* in one line */
    bool pedantic;       /* told only where that is asked for */
};

/* The INDEXth kind of warning, by its code.  False where there is none. */
bool certpol_lint(size_t index, struct certpol_lint *lint);

/* ---- layout ---- */

/* The policy file that is the LENGTH bytes at TEXT in the one canonical layout; NAME appears in
 * messages, and what the file uses is not looked at.  Without a text where it has errors of syntax,
 * which REPORT then lists; what REPORT held before is forgotten.  The result belongs to REPORT;
 * TEXT may be released after the call. */
struct certpol_text certpol_format(const char *name, const char *text, size_t length,
                                   certpol_report *report);

/* ---- policies ---- */

/* {0} is the usual. */
struct certpol_load_options {
    uint64_t max_steps; /* what a record may cost at worst; 0: 100,000,000 */
    bool allow_outside; /* what policies use, tables too, may lie outside of their own folders */
    bool lints;         /* warn of what is odd although it is sound: certpol_lint lists the kinds */
    bool pedantic;      /* tell also what is merely worth knowing */
};

/* Load the COUNT policy files at PATHS ("-" is standard input) and all that they use, tables too.
 *
 * Returns a policy to be released with certpol_policy_free, or NULL where there are errors.  REPORT
 * lists errors and warnings; what it held before is forgotten.  The report of a policy that was
 * loaded refers to it and must not be read after the policy is released.
 *
 * A policy never changes and may be used by any number of sessions and threads at once. */
certpol_policy *certpol_policy_load(const char *const *paths, size_t count,
                                    struct certpol_load_options options, certpol_report *report);

/* The same for one policy file that is the LENGTH bytes at TEXT; NAME appears in messages, and what
 * the policy uses is looked for as if it were the path of a file.  TEXT may be released after the
 * call. */
certpol_policy *certpol_policy_load_text(const char *name, const char *text, size_t length,
                                         struct certpol_load_options options,
                                         certpol_report *report);

/* Release POLICY, which may be NULL.  Its sessions must be released before. */
void certpol_policy_free(certpol_policy *policy);

/* What a record costs at worst, all policies together, in steps: evaluations of a part of an
 * expression. */
uint64_t certpol_policy_steps(const certpol_policy *policy);

/* The version of the time zone database: "2025b". */
const char *certpol_policy_zones(const certpol_policy *policy);

/* One policy of the files. */
struct certpol_policy_info {
    const char *name;
    const char *title; /* or NULL */
    uint64_t steps;    /* at worst, a record */
    size_t decisions;
    const char *const *languages; /* of its messages, BCP 47 */
    size_t language_count;
};

/* The INDEXth policy that decides anything, in the order of the files.  False where there is none.
 */
bool certpol_policy_info(const certpol_policy *policy, size_t index,
                         struct certpol_policy_info *info);

struct certpol_decision_info {
    const char *policy, *name;
    bool all;                    /* any number of outcomes, not exactly one */
    bool each;                   /* about each element of a list, not the record */
    const char *const *outcomes; /* names, in the order declared */
    size_t outcome_count;
};

/* The INDEXth decision of all policies.  False where there is none. */
bool certpol_decision_info(const certpol_policy *policy, size_t index,
                           struct certpol_decision_info *info);

/* Whether a reader who wants LANGUAGE (a BCP 47 tag; ko-KR finds ko) gets messages of some policy
 * in it. */
bool certpol_policy_speaks(const certpol_policy *policy, const char *language);

/* ---- sources: what policies rest on ---- */

/* A clause of a document. */
struct certpol_clause {
    const char *id;        /* renewal.req.1 */
    const char *statement; /* in one line */
    const char *disputed;  /* how its published texts disagree, or NULL */
    bool informational;    /* demands nothing; else it is normative */
    const char *document;  /* renewal */
    const char *title;     /* of the document */
    const char *revised;   /* likewise, 2021-07-31, or NULL */
    const char *file;
    unsigned line;
};

/* The INDEXth clause of all documents that the policies use: first the document that each policy
 * uses first, then its second one, and so on.  False where there is none. */
bool certpol_clause(const certpol_policy *policy, size_t index, struct certpol_clause *clause);

/* What may cite clauses. */
enum certpol_citer_kind { CERTPOL_EFFECTIVE, CERTPOL_PARAMETER, CERTPOL_RULE };

struct certpol_citer {
    enum certpol_citer_kind kind;
    const char *policy;
    const char *decision;     /* of a rule; else NULL */
    const char *name;         /* the rule's or the parameter's; NULL for `effective` */
    const char *const *cites; /* clauses, by their ids */
    size_t cite_count;        /* 0: it rests on nothing */
    const char *file;
    unsigned line;
};

/* The INDEXth of all that may cite, policy by policy: its `effective`, its parameters, its rules.
 * False where there is none. */
bool certpol_citer(const certpol_policy *policy, size_t index, struct certpol_citer *citer);

/* ---- time ---- */

/* The present instant. */
int64_t certpol_now(void);

/* The instant that TEXT says: an instant (2021-03-01T09:00:00Z), or a date (2021-03-01), which is
 * its start in POLICY's time zone.  False, with PROBLEM (CERTPOL_PROBLEM bytes) for people, where
 * it is neither, not in the years 1800 to 2999, or a date that begins at different instants in the
 * zones of several policies. */
bool certpol_as_of(const certpol_policy *policy, const char *text, int64_t *instant, char *problem);

/* Write INSTANT to TEXT (CERTPOL_INSTANT_TEXT bytes): 2021-03-01T09:00:00Z. */
void certpol_instant_text(int64_t instant, char *text);

/* ---- sessions: one record at a time ---- */

struct certpol_session_options {
    int64_t as_of; /* what `now` is, in the years 1800 to 2999 */
    bool strict;   /* unknown fields reject a record */
    bool explains; /* it can explain its decisions, which are the same, and is slower */
    bool covers;   /* instead it counts which rules and conditions its records reach, likewise */
};

/* A session of POLICY, to be released with certpol_session_free.  NULL where POLICY decides nothing
 * or the as-of instant is out of its years.  A session belongs to one thread at a time; its memory
 * does not grow with the number of records. */
certpol_session *certpol_session_new(const certpol_policy *policy,
                                     struct certpol_session_options options);

/* Release SESSION, which may be NULL. */
void certpol_session_free(certpol_session *session);

/* From here on evaluate as of AS_OF.  False, and nothing changes, where it is not in the years 1800
 * to 2999. */
bool certpol_session_as_of(certpol_session *session, int64_t as_of);

/* Why a record was not decided. */
struct certpol_rejection {
    const char *file;           /* of a run; NULL in a session */
    uint64_t line;              /* from 1, of what is wrong */
    unsigned column;            /* from 1, in characters */
    const char *path;           /* certifications[2].expires; empty for the record itself */
    const char *message;        /* 2021-02-30 is not a date */
    struct certpol_text record; /* of a run: the record's original text, without a NUL behind it */
};

/* Evaluate the record that the LENGTH bytes at JSON are.  False, with REJECTION filled, where it is
 * rejected; it then has no decisions.  Decisions and rejection are valid until the next call or the
 * end of the session. */
bool certpol_evaluate(certpol_session *session, const char *json, size_t length,
                      struct certpol_rejection *rejection);

enum certpol_type {
    CERTPOL_TEXT,
    CERTPOL_INTEGER,
    CERTPOL_DECIMAL,
    CERTPOL_BOOL,
    CERTPOL_DATE,
    CERTPOL_INSTANT,
    CERTPOL_PERIOD,
    CERTPOL_DURATION,
    CERTPOL_ENUM,
    CERTPOL_RECORD,
    CERTPOL_LIST
};

/* A field of an outcome. */
struct certpol_value {
    const char *name;
    enum certpol_type type;
    bool absent;
    int64_t number; /* INTEGER; BOOL (0, 1); DATE (days since 1970-01-01); INSTANT; DURATION
                       (microseconds); ENUM (its member's index); else 0 */
    struct certpol_text
        text; /* as data spell it: 2021-02-28, PT24H; a record as its key; a list as JSON */
};

struct certpol_outcome {
    const char *name;
    const struct certpol_value *with; /* its fields, in the order declared */
    size_t with_count;
    const char *rule;         /* that gave it */
    const char *const *cites; /* the clauses that the rule cites: renewal.req.1 */
    size_t cite_count;
    struct certpol_text text; /* not_yet(opens: 2021-02-28), as golden examples write it */
};

struct certpol_decision {
    const char *policy;
    struct certpol_text record; /* the record's key */
    const char *decision;
    struct certpol_text
        subject;   /* the element's key; none where the decision is about the record */
    bool all;      /* any number of outcomes, else exactly one */
    bool in_force; /* else the policy has no version for the as-of instant, and there is no outcome
                    */
    const struct certpol_outcome *outcomes;
    size_t outcome_count;
    struct certpol_text line; /* renew az-104: not_yet(opens: 2021-02-28) by too_early */
};

/* The key of the record evaluated last, as text; none where it was rejected.  Valid until the next
 * call. */
struct certpol_text certpol_record_key(const certpol_session *session);

/* The INDEXth decision of the record evaluated last, in the order of policies, decisions and
 * elements.  NULL where there is none. */
const struct certpol_decision *certpol_decision(const certpol_session *session, size_t index);

/* Where the rule that gave outcome OUTCOME of decision DECISION stands.  False where there is no
 * such outcome. */
bool certpol_rule_place(const certpol_session *session, size_t decision, size_t outcome,
                        const char **file, unsigned *line);

/* What outcome OUTCOME of decision DECISION says to people in LANGUAGE (a BCP 47 tag; NULL: the
 * record's own), or, where there is no message in it, in the first language of the policy.  MESSAGE
 * has no text where the rule has no message, and is valid as long as the decision.  False, with
 * PROBLEM (CERTPOL_PROBLEM bytes), where messages cannot be formatted on this machine. */
bool certpol_message(certpol_session *session, size_t decision, size_t outcome,
                     const char *language, struct certpol_text *message, char *problem);

/* ---- explanations: why this outcome, and not another ---- */

enum certpol_look_kind {
    CERTPOL_LOOK_ALL,  /* `and`: PARTS are the conditions that it joins */
    CERTPOL_LOOK_SOME, /* `or`, likewise */
    CERTPOL_LOOK_NOT,  /* PARTS has the one condition */
    CERTPOL_LOOK_TEST, /* a comparison, a presence, a membership: PARTS are the values in it but for
                          literals */
    CERTPOL_LOOK_ANY,  /* PARTS has the list; ELEMENT is one that fits, or if none does the nearest
                        */
    CERTPOL_LOOK_EVERY, /* likewise; ELEMENT is one that does not fit */
    CERTPOL_LOOK_VALUE  /* PARTS are the values that it was computed from; also a condition with a
                           name.  Of a filtered  list: ELEMENT is the nearest where none fits */
};

/* A condition or a value, as it was found. */
struct certpol_look {
    enum certpol_look_kind kind;
    const char *text; /* the policy's own: today < opens */
    bool condition;   /* it is true or false, and HOLDS says which */
    bool holds;
    bool aside; /* the decision had no need of it any more; it was looked at for the explanation */
    /* it could not be read: this is absent, or another case; else NULL */
    const struct certpol_look *missing;
    struct certpol_value value; /* of VALUE; its name is NULL.  An outcome is CERTPOL_TEXT:
                                   not_yet(opens: 2021-02-28) */
    const char *means;          /* of a let, a define or a formula: what it stands for; else NULL */
    bool told_before;           /* PARTS of the same name stand further up, and not here */
    const char *decision; /* of what a decision gave: its name, which explains it; else NULL */
    struct certpol_text subject;
    uint64_t elements;   /* of a list that was gone through: those that were looked at */
    const char *element; /* its key, or its number from 1: az-104, #2; or NULL */
    const struct certpol_look *asked; /* the condition as it was of ELEMENT; or NULL */
    const struct certpol_look *parts;
    size_t part_count;
    bool cut;          /* more was looked at than is kept */
    const void *found; /* the library's own */
};

enum certpol_fate {
    CERTPOL_FAILED,  /* its condition does not hold */
    CERTPOL_APPLIES, /* it decided, or in `decide all` added its outcome */
    CERTPOL_ALSO,    /* below the one that decided: it would have applied, too */
    CERTPOL_NEITHER, /* below the one that decided: it would not have applied */
    CERTPOL_UNASKED  /* below the one that decided: it rests on what that one settled */
};

/* A rule, and how it fared. */
struct certpol_rule {
    const char *name;
    const char *file;
    unsigned line;
    enum certpol_fate fate;
    bool otherwise;
    const struct certpol_look *condition; /* NULL where it has none, and where it is UNASKED */
    const struct certpol_look *missing;   /* of UNASKED: what is absent, or another case */
    const char *outcome;                  /* the case that it gives */
    struct certpol_text gives;            /* with its fields; none where they were not computed */
    const struct certpol_look *values;    /* what stands in those fields, but for literals */
    size_t value_count;
    const struct certpol_clause *cites;
    size_t cite_count;
};

struct certpol_explanation {
    const struct certpol_decision *decision;
    const struct certpol_look *filter; /* `for each ... where`, or NULL */
    /* all of the decision, in order; none where it is not in force */
    const struct certpol_rule *rules;
    size_t rule_count;
    /* where it is not in force: the policy's days, as it writes them; else NULL */
    const char *effective;
    const struct certpol_clause *cites; /* and the clauses that say so */
    size_t cite_count;
};

/* Why decision INDEX of the record is as it is: what was looked at while it was decided.  NULL
 * where there is no such decision, or the session does not explain.  Valid as long as the decision.
 */
const struct certpol_explanation *certpol_explanation(certpol_session *session, size_t index);

enum certpol_explanation_format { CERTPOL_EXPLAIN_TEXT, CERTPOL_EXPLAIN_JSON };

struct certpol_explain_options {
    const char *language; /* en, ko or zh; else, and where NULL, the record's own, if it is one of
                             these, or en */
    enum certpol_explanation_format format;
    const char *why_not; /* an outcome: say what stands between the record and it; or NULL */
};

/* The explanation of decision INDEX for people, or as a JSON object, with a line end behind it.
 * TEXT has none where certpol_explanation gives NULL, and is valid as long as the decision.  False,
 * with PROBLEM (CERTPOL_PROBLEM bytes), where values cannot be formatted on this machine, or the
 * decision has no outcome WHY_NOT. */
bool certpol_explain(certpol_session *session, size_t index,
                     const struct certpol_explain_options *options, struct certpol_text *text,
                     char *problem);

/* ---- coverage: what records have reached ---- */

enum certpol_point_kind {
    CERTPOL_POINT_RULE,     /* a rule, or `otherwise` */
    CERTPOL_POINT_CASE,     /* a case that some rule of the decision gives */
    CERTPOL_POINT_CONDITION /* one that is neither `and`, `or` nor `not`, wherever it stands */
};

/* What records can reach. */
struct certpol_point {
    enum certpol_point_kind kind;
    const char *policy;
    const char *decision; /* in which it is; NULL where it is in a define */
    const char *name;     /* of the rule, the case, the define; of a decision's condition NULL */
    const char *text;     /* of a condition: the policy's own, on one line; else NULL */
    const char *file;
    unsigned line, column, end_line,
        end_column; /* of the rule's or the case's name, the condition */
    uint64_t yes;   /* how often the rule applied, the case was given, the condition was true */
    uint64_t no;    /* how often the condition was false */
};

/* The INDEXth point of all policies: of each its defines' conditions, then decision by decision the
 * rules, the cases, the conditions.  Counts are those of SESSION, which covers, since it was made.
 * False where there is none. */
bool certpol_point(certpol_session *session, size_t index, struct certpol_point *point);

/* ---- runs: many records ---- */

enum certpol_format {
    CERTPOL_JSONL, /* a line a decision */
    CERTPOL_CSV,   /* a row an outcome, with a header */
    CERTPOL_LINES  /* for people, under a heading a record; golden examples are written so */
};

enum { CERTPOL_RECORD_BYTES_MAX = 1 << 30 /* a larger bound of a record is taken as this */ };

enum certpol_input {
    CERTPOL_INPUT_AUTO, /* by the file's ending, else by its first line */
    CERTPOL_INPUT_JSONL,
    CERTPOL_INPUT_JSON,
    CERTPOL_INPUT_CSV
};

/* {.as_of} alone decides standard input and writes JSON Lines. */
struct certpol_run_options {
    const char *const *records; /* files; "-" is standard input; none: standard input */
    size_t record_count;
    enum certpol_input input;
    size_t max_record_bytes; /* a longer record is rejected; 0: 64 MiB */
    uint32_t max_list; /* a record with a longer list is rejected, whatever the schema says; 0: by
                          the schema alone */
    int64_t as_of;
    bool strict;
    const char *const
        *decisions; /* write only those of these names, `policy.decision` too; none: all */
    size_t decision_count;
    enum certpol_format format;
    const char *messages; /* NULL: none; "record": in the record's language; else a BCP 47 tag */
    unsigned threads;     /* 0 or 1: the caller's alone.  The output is the same with any number */
    const volatile sig_atomic_t *stop; /* the run ends soon after this is set; or NULL */
};

/* Where the results of a run go.  All are called by one thread at a time, in the order of the
 * input, with whole lines.  False ends the run. */
struct certpol_sink {
    void *context;
    bool (*write)(void *context, const char *bytes, size_t length);
    bool (*reject)(void *context,
                   const struct certpol_rejection *rejection); /* NULL: rejects are only counted */
    void (*progress)(void *context, uint64_t bytes,
                     uint64_t total); /* bytes read; TOTAL is 0 where unknown; or NULL */
    bool (*begin)(void *context);     /* once, before all others: nothing but records will be opened
                                         from here on; or NULL */
};

/* How often an outcome was given.  OUTCOME "not_in_force" counts decisions without a version, and
 * NULL those of `decide all` with no outcome. */
struct certpol_count {
    const char *policy, *decision, *outcome;
    uint64_t count;
};

struct certpol_summary {
    uint64_t records, rejected;   /* rejected records are among the records */
    uint64_t unknown_fields;      /* that were ignored */
    struct certpol_count *counts; /* decisions in order, their outcomes as declared, zeros too */
    size_t count_count;
};

enum certpol_result {
    CERTPOL_DONE,
    CERTPOL_UNREADABLE,  /* a file of records; what came before it was written */
    CERTPOL_UNWRITABLE,  /* a function of the sink returned false */
    CERTPOL_INTERRUPTED, /* by STOP */
    CERTPOL_UNABLE       /* messages cannot be formatted here, or POLICY decides nothing */
};

/* Evaluate all records.  SUMMARY is filled in any case, and is released with certpol_summary_free;
 * its names belong to POLICY.  PROBLEM (CERTPOL_PROBLEM bytes) says what happened where the result
 * is UNREADABLE or UNABLE. */
enum certpol_result certpol_run(const certpol_policy *policy,
                                const struct certpol_run_options *options,
                                const struct certpol_sink *sink, struct certpol_summary *summary,
                                char *problem);

void certpol_summary_free(struct certpol_summary *summary);

#endif
