/* ast_dump.c - the tree as S-expressions: one declaration a line, every word of it, no places.
 *
 * Two texts with the same dump mean the same: it shows all that the tree holds. */
#include "grammar/ast.h"

#include <string.h>

#include "grammar/utf8.h"

static void dump_escaped(const char *text, uint32_t length, FILE *out)
{
    for (uint32_t i = 0; i < length; i++)
        switch (text[i]) {
        case '"':
        case '\\':
            fprintf(out, "\\%c", text[i]);
            break;
        case '\n':
            fputs("\\n", out);
            break;
        default:
            fputc(text[i], out);
        }
}

static void dump_quoted(const char *text, uint32_t length, FILE *out)
{
    fputs(" \"", out);
    dump_escaped(text, length, out);
    fputc('"', out);
}

static void dump_text(struct literal text, FILE *out)
{
    if (text.text)
        dump_quoted(text.text, text.length, out);
}

static void dump_name(struct name name, FILE *out)
{
    if (name.text)
        fprintf(out, " %s", name.text);
}

static bool is_word(const char *text)
{
    size_t left = strlen(text);
    struct utf8_character next = utf8_decode(text, left);
    bool word = utf8_begins_name(next.code);
    for (; left && word; text += next.length, left -= next.length) {
        next = utf8_decode(text, left);
        word = utf8_continues_name(next.code);
    }
    return word;
}

/* A word, or a text that could not be one. */
static void dump_tag(struct name name, FILE *out)
{
    if (name.text && !is_word(name.text))
        dump_quoted(name.text, (uint32_t)strlen(name.text), out);
    else
        dump_name(name, out);
}

static void dump_names(const char *head, struct names_list names, FILE *out)
{
    if (!names.count)
        return;
    fprintf(out, " (%s", head);
    for (uint32_t i = 0; i < names.count; i++)
        dump_name(names.items[i], out);
    fputc(')', out);
}

static void dump_cites(struct cites cites, FILE *out)
{
    if (!cites.count)
        return;
    fputs(" (cites", out);
    for (uint32_t i = 0; i < cites.count; i++)
        dump_name(cites.items[i].name, out);
    fputc(')', out);
}

static void dump_days(struct days days, FILE *out)
{
    fprintf(out, " (%s..%s)", days.from.text ? days.from.text : "",
            days.to.text ? days.to.text : "");
}

/* ---- expressions ---- */

static const char *const expr_heads[] = {
    [EXPR_LIST] = "list",       [EXPR_FIELD] = ".",         [EXPR_INDEX] = "at",
    [EXPR_CALL] = "call",       [EXPR_OF] = "of",           [EXPR_ON] = "on",
    [EXPR_SPAN] = "span",       [EXPR_COUNT] = "count",     [EXPR_WHERE] = "where",
    [EXPR_ANY] = "any",         [EXPR_EVERY] = "every",     [EXPR_PRESENT] = "present",
    [EXPR_ABSENT] = "absent",   [EXPR_IN_RANGE] = "range",  [EXPR_NOT] = "not",
    [EXPR_NEGATE] = "negative", [EXPR_QUANTITY] = "amount",
};

static const char *const op_heads[] = {
    [OP_OR] = "or",      [OP_AND] = "and",       [OP_IS] = "is",     [OP_IS_NOT] = "is-not",
    [OP_LESS] = "<",     [OP_LESS_EQUAL] = "<=", [OP_GREATER] = ">", [OP_GREATER_EQUAL] = ">=",
    [OP_IN] = "in",      [OP_ELSE] = "else",     [OP_ADD] = "+",     [OP_SUBTRACT] = "-",
    [OP_MULTIPLY] = "*",
};

static const char *const fold_heads[] = {
    [FOLD_SUM] = "sum",         [FOLD_LATEST] = "latest", [FOLD_EARLIEST] = "earliest",
    [FOLD_HIGHEST] = "highest", [FOLD_LOWEST] = "lowest", [FOLD_ALL] = "all",
};

static const char *head_of(const struct expr *expr)
{
    if (expr->kind == EXPR_BINARY)
        return op_heads[expr->op];
    if (expr->kind == EXPR_FOLD)
        return fold_heads[expr->fold];
    return expr->kind == EXPR_IN_RANGE && expr->half_open ? "below" : expr_heads[expr->kind];
}

static void dump_expr(const struct expr *expr, FILE *out);

/* A head, then what there is of name, literal, operands and items, in the order of the text. */
static void dump_compound(const struct expr *expr, FILE *out)
{
    fprintf(out, "(%s", head_of(expr));
    if (expr->literal.text)
        fprintf(out, " %s", expr->literal.text);
    if (expr->kind != EXPR_FIELD)
        dump_name(expr->name, out);
    dump_expr(expr->first, out);
    if (expr->kind == EXPR_FIELD)
        dump_name(expr->name, out);
    if (expr->alias.text)
        fprintf(out, " (as %s)", expr->alias.text);
    dump_expr(expr->second, out);
    dump_expr(expr->third, out);
    for (const struct expr *item = expr->items; item; item = item->next)
        dump_expr(item, out);
    fputc(')', out);
}

static void dump_bare(const struct expr *expr, FILE *out)
{
    switch (expr->kind) {
    case EXPR_BAD:
        fputs("?", out);
        break;
    case EXPR_NAME:
        fputs(expr->name.text, out);
        break;
    case EXPR_INTEGER:
    case EXPR_DECIMAL:
    case EXPR_DATE:
    case EXPR_INSTANT:
    case EXPR_BOOL:
        fputs(expr->literal.text, out);
        break;
    case EXPR_TEXT:
        fputs("text", out);
        dump_text(expr->literal, out);
        break;
    default:
        dump_compound(expr, out);
    }
}

/* EXPR with a blank before it; nothing for NULL. */
static void dump_expr(const struct expr *expr, FILE *out)
{
    if (!expr)
        return;
    fputs(expr->parenthesised ? " (paren " : " ", out);
    dump_bare(expr, out);
    if (expr->parenthesised)
        fputc(')', out);
}

static void dump_clause_of(const char *head, const struct expr *expr, FILE *out)
{
    if (!expr)
        return;
    fprintf(out, " (%s", head);
    dump_expr(expr, out);
    fputc(')', out);
}

/* ---- parts of declarations ---- */

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

/* One line of doc comments, without the blanks around it. */
static void dump_doc_line(const char *line, const char *end, FILE *out)
{
    while (line < end && is_blank(*line))
        line++;
    while (line < end && is_blank(end[-1]))
        end--;
    dump_escaped(line, (uint32_t)(end - line), out);
}

static void dump_doc(const struct ast *ast, struct span doc, FILE *out)
{
    if (!doc.start)
        return;
    const char *line = ast->source->text + (doc.start - ast->source->base);
    const char *stop = line + (doc.end - doc.start);
    fputs(" (doc \"", out);
    for (const char *end; (end = memchr(line, '\n', (size_t)(stop - line))); line = end + 1) {
        dump_doc_line(line, end, out);
        fputs("\\n", out);
    }
    dump_doc_line(line, stop, out);
    fputs("\")", out);
}

static void dump_type(struct type_ref type, FILE *out)
{
    if (type.name.text)
        fprintf(out, " %s%s%s%s", type.list ? "[" : "", type.name.text, type.list ? "]" : "",
                type.optional ? "?" : "");
}

static void dump_bound(struct bound bound, FILE *out)
{
    fprintf(out, " %s%s", bound.negative ? "-" : "", bound.literal.text);
}

static void dump_field(const struct ast *ast, const struct field_decl *field, FILE *out)
{
    fprintf(out, " (%s", field->name.text);
    dump_doc(ast, field->doc, out);
    dump_type(field->type, out);
    if (field->low.literal.text) {
        fputs(" (range", out);
        dump_bound(field->low, out);
        dump_bound(field->high, out);
        fputc(')', out);
    }
    if (field->up_to.text)
        fprintf(out, " (up-to %s)", field->up_to.text);
    dump_text(field->spelling, out);
    fputc(')', out);
}

static void dump_fields(const struct ast *ast, const struct item *item, FILE *out)
{
    for (const struct field_decl *field = item->fields; field; field = field->next)
        dump_field(ast, field, out);
}

static void dump_labels(const char *head, const struct label *labels, FILE *out)
{
    fprintf(out, " (%s", head);
    for (const struct label *label = labels; label; label = label->next) {
        fprintf(out, " (%s", label->name.text);
        dump_type(label->type, out);
        fputc(')', out);
    }
    fputc(')', out);
}

static void dump_settings(const struct item *item, FILE *out)
{
    for (const struct setting *setting = item->settings; setting; setting = setting->next) {
        fprintf(out, " (%s", setting->name.text);
        dump_text(setting->text, out);
        for (uint32_t i = 0; i < setting->words.count; i++)
            dump_tag(setting->words.items[i], out);
        if (setting->days.span.start)
            dump_days(setting->days, out);
        dump_cites(setting->cites, out);
        fputc(')', out);
    }
}

static void dump_clauses(const struct item *item, FILE *out)
{
    for (const struct clause_decl *clause = item->clauses; clause; clause = clause->next) {
        fprintf(out, " (%s %s", clause->informational ? "info" : "clause", clause->name.text);
        dump_text(clause->statement, out);
        if (clause->disputed.text)
            fputs(" disputed", out);
        dump_text(clause->disputed, out);
        fputc(')', out);
    }
}

static void dump_members(const struct item *item, FILE *out)
{
    for (const struct member_decl *member = item->members; member; member = member->next) {
        fprintf(out, " (%s", member->name.text);
        dump_text(member->spelling, out);
        fputc(')', out);
    }
}

static void dump_cases(const struct item *item, FILE *out)
{
    for (const struct case_decl *decl = item->cases; decl; decl = decl->next)
        dump_labels(decl->name.text, decl->labels, out);
}

static void dump_versions(const struct item *item, FILE *out)
{
    for (const struct version_decl *version = item->versions; version; version = version->next) {
        fputs(" (version", out);
        dump_days(version->days, out);
        dump_expr(version->value, out);
        fputc(')', out);
    }
}

static void dump_outcome(const struct outcome_expr *outcome, FILE *out)
{
    if (!outcome->name.text)
        return;
    fprintf(out, " (then %s", outcome->name.text);
    for (const struct argument *argument = outcome->arguments; argument; argument = argument->next)
        dump_clause_of(argument->name.text, argument->value, out);
    fputc(')', out);
}

static void dump_steps(const struct ast *ast, const struct item *item, FILE *out)
{
    static const char *const heads[] = { "let", "rule", "otherwise" };
    for (const struct step *step = item->steps; step; step = step->next) {
        fprintf(out, " (%s", heads[step->kind]);
        dump_name(step->name, out);
        dump_doc(ast, step->doc, out);
        dump_cites(step->cites, out);
        dump_expr(step->value, out);
        dump_clause_of("when", step->condition, out);
        dump_outcome(&step->outcome, out);
        fputc(')', out);
    }
}

static void dump_texts(const struct item *item, FILE *out)
{
    for (const struct message_decl *message = item->messages; message; message = message->next) {
        fprintf(out, " (%s", message->name.text);
        dump_text(message->text, out);
        fputc(')', out);
    }
}

/* ---- declarations ---- */

/* What stands between the braces. */
static void dump_body(const struct ast *ast, const struct item *item, FILE *out)
{
    switch (item->kind) {
    case ITEM_USE:
    case ITEM_DEFINE:
        break;
    case ITEM_POLICY:
        dump_settings(item, out);
        break;
    case ITEM_SOURCE:
        dump_clauses(item, out);
        break;
    case ITEM_ENUM:
        dump_members(item, out);
        break;
    case ITEM_RECORD:
    case ITEM_INPUT:
    case ITEM_TABLE:
        dump_fields(ast, item, out);
        break;
    case ITEM_OUTCOME:
        dump_cases(item, out);
        break;
    case ITEM_PARAMETER:
        dump_versions(item, out);
        break;
    case ITEM_DECIDE:
        dump_steps(ast, item, out);
        break;
    case ITEM_MESSAGES:
        dump_texts(item, out);
        break;
    }
}

static void dump_each(const struct item *item, FILE *out)
{
    if (!item->path)
        return;
    fprintf(out, " (each %s", item->element.text);
    dump_expr(item->path, out);
    dump_clause_of("where", item->filter, out);
    fputc(')', out);
}

/* The words that stand before the body, each kind's own; the others are empty. */
static void dump_head(const struct item *item, FILE *out)
{
    static const char *const heads[] = { "use",       "policy", "source", "enum",
                                         "record",    "input",  "table",  "outcome",
                                         "parameter", "define", "decide", "messages" };
    fprintf(out, "(%s", heads[item->kind]);
    fputs(item->ordered ? " ordered" : item->all ? " all" : "", out);
    dump_name(item->name, out);
    dump_tag(item->language, out);
    dump_name(item->target, out);
    dump_text(item->text, out);
    if (item->revised.text)
        fprintf(out, " (revised %s)", item->revised.text);
    dump_names("key", item->keys, out);
    if (item->has_labels)
        dump_labels("given", item->labels, out);
    dump_type(item->type, out);
    dump_cites(item->cites, out);
    dump_expr(item->value, out);
    dump_each(item, out);
}

void ast_dump(const struct ast *ast, FILE *out)
{
    for (const struct item *item = ast->items; item; item = item->next) {
        dump_head(item, out);
        dump_doc(ast, item->doc, out);
        dump_body(ast, item, out);
        fputs(")\n", out);
    }
}
