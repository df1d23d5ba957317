/* ast_build.h - how the parser makes nodes: one constructor, one action.
 *
 * Constructors read words through their spans.  They know places and limits, nothing of tokens'
 * order: what may follow what is the grammar's business. */
#ifndef CERTPOL_GRAMMAR_AST_BUILD_H
#define CERTPOL_GRAMMAR_AST_BUILD_H

#include "grammar/ast.h"
#include "grammar/token.h"

/* What constructors need. */
struct builder {
    const struct source *source;
    const struct tokens *tokens;
    struct ast_context *context;
};

/* A list of nodes of one type, linked by their `next`.  {0} is empty. */
struct chain {
    const void *first;
    void *tail; /* the `next` of the last node */
};

/* CHAIN with NODE at its end, whose `next` is at NEXT. */
struct chain chain_add(struct chain chain, const void *node, void *next);

/* What a list expression says: any LIST as ALIAS where … */
struct listed {
    const struct expr *list;
    struct name alias;
};

/* What a reader lets through: a range, or the length of a list. */
struct limit {
    struct bound low, high;
    struct literal up_to;
    struct span span;
};

/* for each ELEMENT in PATH where FILTER */
struct each {
    struct name element;
    const struct expr *path, *filter;
};

/* ---- words ---- */

struct name name_at(const struct builder *builder, struct span span);

/* A text where a word could stand, as a name: its escapes decoded, its span with the quotes. */
struct name name_of_text(const struct builder *builder, struct literal text);

/* A clause's name: its parts without what stands between them. */
struct name clause_name(const struct builder *builder, struct span span);

/* LIST with one more; it grows in place where it can. */
struct names_list names_add(const struct builder *builder, struct names_list list,
                            struct name name);

/* A list of two. */
struct names_list names_pair(const struct builder *builder, struct name first, struct name second);

/* CITES with the clause at SPAN. */
struct cites cites_add(const struct builder *builder, struct cites cites, struct span span);

/* ---- literals ---- */

/* As written, but for a day or an instant whose slip the scanner has reported: that one is mended,
 * so that nobody complains again. */
struct literal literal_at(const struct builder *builder, struct span span);

/* A text without its quotes, its escapes decoded. */
struct literal literal_text(const struct builder *builder, struct span span);

/* How many bytes the escape at TEXT takes, a backslash first, and in CODE the character that it
 * stands for; 0 if it means nothing. */
size_t escape_length(const char *text, size_t left, uint32_t *code);

/* ---- expressions ---- */

/* EXPR as a node at SPAN.  Too deep a tree is reported, once, and EXPR_BAD. */
struct expr *expr_new(const struct builder *builder, struct span span, struct expr expr);

/* A node that has a literal: EXPR_INTEGER, … */
struct expr *expr_literal(const struct builder *builder, enum expr_kind kind, struct span span);

/* A number with its unit. */
struct expr *expr_quantity(const struct builder *builder, struct span number, struct name unit);

struct expr *expr_name(const struct builder *builder, struct name name);

/* EXPR, which wears parentheses. */
struct expr *expr_parenthesised(struct expr *expr);

/* What to hand to expr_new, by shape. */
struct expr unary(enum expr_kind kind, const struct expr *first);
struct expr binary(enum expr_op op, const struct expr *first, const struct expr *second);
struct expr named(enum expr_kind kind, struct name name, const struct expr *first);
struct expr filter(enum expr_kind kind, struct listed listed, const struct expr *condition);
struct expr folded(enum expr_fold fold, const struct expr *part, const struct expr *list);
struct expr spanned(struct name name, const struct expr *from, const struct expr *to);
struct expr in_range(const struct expr *value, const struct expr *from, const struct expr *to,
                     bool half_open);
struct expr listing(struct chain items);
struct expr calling(struct name name, struct chain items);
struct expr indexing(const struct expr *list, struct chain items);

/* ---- parts of declarations ---- */

struct bound bound_new(const struct builder *builder, enum expr_kind kind, struct span span);

/* BOUND with a minus before it. */
struct bound bound_negative(struct bound bound);

struct field_decl *field_new(const struct builder *builder, struct label label, struct limit limit,
                             struct literal spelling);
struct chain labels_add(const struct builder *builder, struct chain labels, struct label label);
struct member_decl *member_new(const struct builder *builder, struct name name,
                               struct literal spelling);
struct case_decl *case_new(const struct builder *builder, struct name name, struct chain labels);
struct version_decl *version_new(const struct builder *builder, struct days days,
                                 const struct expr *value);
struct clause_decl *clause_new(const struct builder *builder, struct span name,
                               struct literal statement, struct literal disputed);
struct clause_decl *clause_informational(const struct builder *builder, struct span name,
                                         struct literal statement, struct literal disputed);
struct setting *setting_text(const struct builder *builder, struct name name, struct literal text);
struct setting *setting_words(const struct builder *builder, struct name name,
                              struct names_list words, struct span span);
struct setting *setting_days(const struct builder *builder, struct name name, struct days days,
                             struct cites cites);
struct argument *argument_new(const struct builder *builder, struct name name,
                              const struct expr *value);
struct message_decl *message_new(const struct builder *builder, struct name name,
                                 struct literal text);

/* ---- steps ---- */

/* STEP as a node at SPAN, with the doc comments directly above it. */
struct step *step_new(const struct builder *builder, struct span span, struct step step);

struct step step_let(struct name name, const struct expr *value);
struct step step_rule(struct name name, struct cites cites, const struct expr *condition,
                      struct outcome_expr outcome);
struct step step_otherwise(struct name name, struct cites cites, struct outcome_expr outcome);

/* ---- declarations ---- */

/* ITEM as a node at SPAN, with the doc comments directly above it. */
struct item *item_new(const struct builder *builder, struct span span, struct item item);

struct item item_use(struct literal path);
struct item item_policy(struct name name, struct chain settings);
struct item item_source(struct name name, struct literal title, struct literal revised,
                        struct chain clauses);
struct item item_enum(struct name name, bool ordered, struct chain members);
struct item item_record(struct name name, struct names_list keys, struct chain fields);
struct item item_input(const struct builder *builder, struct name name, struct name key,
                       struct chain fields);
struct item item_table(struct name name, struct literal path, struct names_list keys,
                       struct chain fields);
struct item item_outcome(struct name name, struct chain cases);
struct item item_parameter(struct name name, struct type_ref type, struct cites cites,
                           const struct expr *value);
struct item item_versions(struct name name, struct type_ref type, struct cites cites,
                          struct chain versions);
struct item item_fact(struct name name, struct type_ref type, const struct expr *value);
struct item item_formula(struct name name, struct chain labels, struct type_ref type,
                         const struct expr *value);
struct item item_decide(struct name name, struct name outcome, struct each each,
                        struct chain steps);
struct item item_decide_all(struct name name, struct name outcome, struct each each,
                            struct chain steps);
struct item item_messages(struct name language, struct name target, struct chain texts);

#endif
