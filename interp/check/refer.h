/* refer.h - the checker's side of reference.h; nobody outside check/ includes it. */
#ifndef CERTPOL_CHECK_REFER_H
#define CERTPOL_CHECK_REFER_H

#include "interp/check/checker.h"
#include "interp/check/reference.h"

/* ---- things as references, without the place of the word (refer.c) ---- */

struct reference reference_of_symbol(struct checker *checker, const struct symbol *symbol);
struct reference reference_of_field(const struct field *field);
struct reference reference_of_member(const struct enumeration *enumeration,
                                     const struct member *member);
struct reference reference_of_case(const struct outcome *outcome,
                                   const struct outcome_case *outcome_case);
struct reference reference_of_payload(const struct outcome_case *of, const struct payload *payload);
struct reference reference_of_rule(const struct decision *decision, const struct rule *rule,
                                   struct span declared);
struct reference reference_of_clause(const struct clause *clause);

/* WHAT it is: "let", "argument", "element". */
struct reference reference_of_local(const struct local *local, const char *what);

struct reference reference_of_built_in(const char *name, struct type type);

/* The word at SPAN is REFERENCE; one without a name is none. */
void refer(struct checker *checker, struct span span, struct reference reference);

/* CITED, a clause as written at its span: its source, and CLAUSE where that is not NULL. */
void refer_clause(struct checker *checker, const struct name *cited, const struct symbol *source,
                  const struct clause *clause);

/* Every declaration that a policy sees.  After all phases (refer_declarations.c). */
void refer_declarations(struct checker *checker);

/* ---- what could stand there (offer.c) ---- */

/* Is the word that an editor asks about in WORD? */
bool is_probed(const struct checker *checker, struct span word);

/* REFERENCE could stand there. */
void offer(const struct checker *checker, struct reference reference);

/* Each offers all of its kind if WORD is the one asked about. */
void offer_symbols(struct policy_check *within, struct span word,
                   bool (*fits)(const struct symbol *));
void offer_fields(struct checker *checker, struct span word, const struct record *record);
void offer_members(struct checker *checker, struct span word,
                   const struct enumeration *enumeration);
void offer_cases(struct checker *checker, struct span word, const struct outcome *outcome);
void offer_payloads(struct checker *checker, struct span word, const struct outcome_case *of);
void offer_clauses(struct policy_check *within, struct span word);

/* The parts of SYMBOL that messages are for: a decision's rules, an enumeration's members. */
void offer_parts(struct checker *checker, struct span word, const struct symbol *symbol);

/* Give each rule of SYMBOL's decision to TAKE. */
void each_rule(struct checker *checker, const struct symbol *symbol,
               void (*take)(struct checker *, struct reference));

#endif
