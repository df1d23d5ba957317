/* refer.h - the checker's side of reference.h: what it meets, as references; nobody outside check/ includes it.
 *
 * Each refer_… remembers that the word at SPAN means what is given; each offer_… tells all that may
 * stand in the place of the probed word, if that is WORD. */
#ifndef CERTPOL_CHECK_REFER_H
#define CERTPOL_CHECK_REFER_H

#include "interp/check/checker.h"
#include "interp/check/reference.h"

void refer_symbol(struct checker *checker, struct span span, const struct symbol *symbol);
void refer_field(struct checker *checker, struct span span, const struct field *field,
                 struct type type);
void refer_member(struct checker *checker, struct span span, const struct enumeration *enumeration,
                  const struct member *member);
void refer_case(struct checker *checker, struct span span, const struct outcome *outcome,
                const struct outcome_case *outcome_case);
void refer_payload(struct checker *checker, struct span span, const struct outcome_case *of,
                   const struct payload *payload);
void refer_rule(struct checker *checker, struct span span, const struct decision *decision,
                const struct rule *rule, struct span declared);
void refer_local(struct checker *checker, struct span span, const struct local *local,
                 const char *what);
void refer_built_in(struct checker *checker, struct span span, const char *name, struct type type);

/* CITED, a clause as written at its span: its source, and the clause itself. */
void refer_clause(struct checker *checker, const struct name *cited, const struct symbol *source,
                  const struct clause *clause);

void offer_symbols(struct policy_check *within, struct span word,
                   bool (*fits)(const struct symbol *));
void offer_fields(struct checker *checker, struct span word, const struct record *record);
void offer_members(struct checker *checker, struct span word, const struct enumeration *enumeration);
void offer_cases(struct checker *checker, struct span word, const struct outcome *outcome);
void offer_payloads(struct checker *checker, struct span word, const struct outcome_case *of);
void offer_built_in(struct checker *checker, struct span word, const char *name, struct type type);
void offer_local(struct checker *checker, struct span word, const struct local *local,
                 const char *what);
void offer_clauses(struct policy_check *within, struct span word);

/* The parts of SYMBOL that messages are for: a decision's rules, an enumeration's members. */
void offer_parts(struct checker *checker, struct span word, const struct symbol *symbol);

/* Every declaration that a policy sees, as a reference to itself.  After all phases. */
void refer_declarations(struct checker *checker);

#endif
