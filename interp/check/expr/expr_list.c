/* expr_list.c - lists: literals, look-ups, filters, folds, and conditions over all elements. */
#include "interp/check/expr/expr.h"

/* ---- literals ---- */

/* The type of the items: EXPECTED's element, or what the first item is; decimals take the most
 * places. */
static struct type item_type(const struct node **items, uint32_t count)
{
    struct type type = items[0]->type;
    for (uint32_t i = 1; i < count; i++)
        if (items[i]->type.kind == TYPE_DECIMAL &&
            (type.kind == TYPE_INTEGER ||
             (type.kind == TYPE_DECIMAL && type.places < items[i]->type.places)))
            type = items[i]->type;
    return type;
}

const struct node *check_list(struct frame *frame, const struct expr *expr, struct type expected)
{
    struct type element = expected.kind == TYPE_LIST ? *expected.element : type_plain(TYPE_UNKNOWN);
    uint32_t count = 0;
    for (const struct expr *item = expr->items; item; item = item->next)
        count++;
    if (count == 0 && element.kind == TYPE_UNKNOWN) {
        struct diag *diag = diag_error(frame->checker->diags, expr->span, "empty-list",
                                       "nothing says what this empty list would hold");
        diag_hint(frame->checker->diags, diag, "write its elements, or use a list with a type");
        return node_bad(frame, expr->span);
    }
    const struct node **items = arena_array(frame->checker->arena, const struct node *, count + 1);
    uint32_t i = 0;
    for (const struct expr *item = expr->items; item; item = item->next, i++) {
        struct type hint = i > 0 && element.kind == TYPE_UNKNOWN ? items[0]->type : element;
        items[i] = check_use(frame, check_expr(frame, item, hint), USE_VALUE);
        if (node_is_bad(items[i]))
            return node_bad(frame, expr->span);
    }
    if (element.kind == TYPE_UNKNOWN)
        element = item_type(items, count);
    for (i = 0; i < count; i++) {
        items[i] = check_type(frame, items[i], element);
        if (node_is_bad(items[i]))
            return node_bad(frame, expr->span);
    }
    struct node *node = node_new(frame, NODE_LIST, type_list_of(frame, element), expr->span);
    return node_list(frame, node, items, count);
}

/* ---- look-ups ---- */

static const struct node *complain_keys(struct frame *frame, const struct expr *expr,
                                        const struct record *record)
{
    const char *keys = "";
    for (uint32_t i = 0; i < record->key_count; i++)
        keys = arena_format(frame->checker->arena, "%s%s`%s`", keys, i ? ", " : "",
                            record->fields[record->keys[i]].name);
    struct diag *diag;
    if (record->key_count)
        diag = diag_error(frame->checker->diags, expr->span, "wrong-key", "%s is looked up by %s",
                          record->name, keys);
    else
        diag = diag_error(frame->checker->diags, expr->span, "no-key",
                          "%s has no key to look it up by", record->name);
    diag_other(frame->checker->diags, diag, record->span, "declared here");
    return node_bad(frame, expr->span);
}

const struct node *check_index(struct frame *frame, const struct expr *expr)
{
    const struct node *list = check_as(frame, expr->first, type_plain(TYPE_UNKNOWN), USE_VALUE);
    if (node_is_bad(list))
        return list;
    if (list->type.kind != TYPE_LIST || list->type.element->kind != TYPE_RECORD) {
        diag_error(frame->checker->diags, expr->first->span, "not-a-list",
                   "this is %s; only tables and lists of records with a key are looked up in",
                   type_name(frame->checker, list->type));
        return node_bad(frame, expr->span);
    }
    const struct record *record = list->type.element->record;
    const struct node **items =
        arena_array(frame->checker->arena, const struct node *, record->key_count + 1);
    uint32_t count = 0;
    for (const struct expr *item = expr->items; item; item = item->next) {
        if (count == record->key_count)
            return complain_keys(frame, expr, record);
        struct field *key = &record->fields[record->keys[count]];
        key->used = true;
        items[count] = check_as(frame, item, key->type, USE_VALUE);
        if (node_is_bad(items[count++]))
            return node_bad(frame, expr->span);
    }
    if (count < record->key_count || count == 0)
        return complain_keys(frame, expr, record);
    struct type row = { .kind = TYPE_RECORD, .optional = true, .record = record };
    struct node *node =
        node_new(frame, list->kind == NODE_TABLE ? NODE_LOOKUP : NODE_INDEX, row, expr->span);
    if (list->kind == NODE_TABLE)
        node->table = list->table;
    else
        node->first = list;
    node_list(frame, node, items, count);
    if (fact_present(frame, node))
        node->type.optional = false;
    return node;
}

/* ---- elements ---- */

static const struct node *check_list_operand(struct frame *frame, const struct expr *expr)
{
    const struct node *list = check_as(frame, expr, type_plain(TYPE_UNKNOWN), USE_VALUE);
    if (node_is_bad(list) || list->type.kind == TYPE_LIST)
        return list;
    diag_error(frame->checker->diags, expr->span, "not-a-list", "this is %s, not a list",
               type_name(frame->checker, list->type));
    return node_bad(frame, expr->span);
}

/* Bind the element of LIST, called ALIAS or nothing; what is known of LIST's elements is known of
 * it. */
static struct binding *bind_element(struct frame *frame, const struct node *list, struct name alias)
{
    struct type type = *list->type.element;
    struct span span = alias.text ? alias.span : list->span;
    struct binding *binding = frame_bind(frame, BINDING_ELEMENT, alias.text, type, span);
    binding->list = list;
    if (!alias.text && type.kind == TYPE_RECORD)
        frame_bare(frame, binding);
    facts_of_elements(frame, list, binding->local);
    return binding;
}

static bool has_bad(const struct node *node)
{
    if (!node)
        return false;
    for (uint32_t i = 0; i < node->count; i++)
        if (has_bad(node->items[i]))
            return true;
    return node_is_bad(node) || has_bad(node->first) || has_bad(node->second) ||
           has_bad(node->third);
}

void check_mentions(struct frame *frame, const struct node *condition, const struct local *element)
{
    if (condition->kind == NODE_AND) {
        check_mentions(frame, condition->first, element);
        check_mentions(frame, condition->second, element);
        return;
    }
    if (node_mentions(condition, element) || has_bad(condition))
        return;
    struct diag *diag = diag_error(frame->checker->diags, condition->span, "not-about-element",
                                   "this part of the filter says nothing about its element");
    diag_hint(frame->checker->diags, diag,
              "put it outside the filter, or name the element: `xs as t where t.…`");
}

const struct node *check_filter(struct frame *frame, const struct expr *expr)
{
    const struct node *list = check_list_operand(frame, expr->first);
    if (node_is_bad(list))
        return list;
    struct mark mark = frame_mark(frame);
    struct binding *element = bind_element(frame, list, expr->alias);
    struct flow flow;
    const struct node *condition = check_condition(frame, expr->second, &flow);
    check_mentions(frame, condition, element->local);
    element->facts = flow.yes;
    frame_return(frame, mark);
    struct node *node = node_new(frame, NODE_WHERE, list->type, expr->span);
    node->first = list;
    node->second = condition;
    node->local = element->local;
    return node;
}

const struct node *check_quantifier(struct frame *frame, const struct expr *expr, struct flow *flow)
{
    const struct node *list = check_list_operand(frame, expr->first);
    if (node_is_bad(list))
        return list;
    struct mark mark = frame_mark(frame);
    struct binding *element = bind_element(frame, list, expr->alias);
    struct flow inner;
    const struct node *condition = check_condition(frame, expr->second, &inner);
    bool any = expr->kind == EXPR_ANY;
    if (any)
        check_mentions(frame, condition, element->local);
    frame_return(frame, mark);
    struct node *node =
        node_new(frame, any ? NODE_ANY : NODE_EVERY, type_plain(TYPE_BOOL), expr->span);
    node->first = list;
    node->second = condition;
    node->local = element->local;
    struct fact some = { .kind = FACT_NOT_EMPTY, .place = list };
    fact_add(frame, any ? &flow->yes : &flow->no, some);
    return node;
}

/* ---- folds ---- */

const struct node *check_count(struct frame *frame, const struct expr *expr)
{
    const struct node *list = check_list_operand(frame, expr->first);
    if (node_is_bad(list))
        return list;
    struct node *node = node_new(frame, NODE_COUNT, type_plain(TYPE_INTEGER), expr->span);
    node->first = list;
    return node;
}

static bool is_path(const struct expr *part)
{
    return !part->parenthesised && (part->kind == EXPR_NAME || part->kind == EXPR_FIELD);
}

/* A part such as `ended` or `address.city`: fields of the element and nothing else. */
static const struct node *part_path(struct frame *frame, const struct expr *part,
                                    const struct binding *element)
{
    const struct node *row;
    if (part->kind == EXPR_FIELD) {
        row = part_path(frame, part->first, element);
    } else {
        struct node *local = node_new(frame, NODE_LOCAL, element->local->type, part->span);
        local->local = element->local;
        row = local;
    }
    return node_field(frame, row, part->name);
}

static const struct node *check_part(struct frame *frame, const struct expr *part,
                                     const struct binding *element)
{
    const struct node *node = is_path(part) ? part_path(frame, part, element)
                                            : check_expr(frame, part, type_plain(TYPE_UNKNOWN));
    if (!node_is_bad(node) && node->type.optional) {
        struct diag *diag =
            diag_error(frame->checker->diags, part->span, "may-be-absent",
                       "%s may be absent in some elements", quoted(frame, part->span));
        diag_hint(frame->checker->diags, diag, "filter first: `… of (xs where %.*s is present)`",
                  (int)(part->span.end - part->span.start),
                  sources_text(&frame->checker->load->sources, part->span));
        return node_bad(frame, part->span);
    }
    return check_use(frame, node, USE_VALUE);
}

/* What a fold is called and takes. */
struct fold {
    const char *name;
    enum node_kind kind;
    bool clock, number, text; /* days and instants; numbers, durations, ordered members; anything */
    const char *takes;
};

static const struct fold folds[] = {
    [FOLD_SUM] = { "sum", NODE_SUM, false, true, false, "numbers or durations" },
    [FOLD_LATEST] = { "latest", NODE_HIGHEST, true, false, false, "days or instants" },
    [FOLD_EARLIEST] = { "earliest", NODE_LOWEST, true, false, false, "days or instants" },
    [FOLD_HIGHEST] = { "highest", NODE_HIGHEST, false, true, false,
                       "numbers, durations or ordered members" },
    [FOLD_LOWEST] = { "lowest", NODE_LOWEST, false, true, false,
                      "numbers, durations or ordered members" },
    [FOLD_ALL] = { "all", NODE_ALL, true, true, true, "anything" },
};

static bool fold_takes(const struct fold *fold, struct type type)
{
    bool clock = type.kind == TYPE_DATE || type.kind == TYPE_INSTANT;
    bool number = type_is_ordered(type) && !clock;
    if (fold->kind == NODE_SUM)
        number = number && type.kind != TYPE_ENUM;
    return fold->text || (fold->clock && clock) || (fold->number && number);
}

static const struct node *complain_fold(struct frame *frame, const struct expr *expr,
                                        const struct node *part)
{
    const struct fold *fold = &folds[expr->fold];
    struct diag *diag =
        diag_error(frame->checker->diags, part->span, "wrong-type", "`%s` is of %s; this is %s",
                   fold->name, fold->takes, type_name(frame->checker, part->type));
    const char *mend = NULL;
    if (fold->clock && part->type.kind != TYPE_TEXT)
        mend = fold->kind == NODE_HIGHEST ? "highest" : "lowest";
    else if (fold->number && (part->type.kind == TYPE_DATE || part->type.kind == TYPE_INSTANT) &&
             fold->kind != NODE_SUM)
        mend = fold->kind == NODE_HIGHEST ? "latest" : "earliest";
    if (mend) {
        uint32_t start = expr->span.start;
        struct span word = { start, start + (uint32_t)strlen(fold->name) };
        diag_hint(frame->checker->diags, diag, "say `%s`", mend);
        diag_mend(frame->checker->diags, diag, word, "%s", mend);
    }
    return node_bad(frame, expr->span);
}

/* A field is asked of the elements of LIST, which are plain values. */
static const struct node *complain_plain(struct frame *frame, const struct expr *expr,
                                         const struct node *list)
{
    struct diags *diags = frame->checker->diags;
    const char *element = type_name(frame->checker, *list->type.element);
    const char *name = folds[expr->fold].name;
    struct diag *diag =
        diag_error(diags, expr->first->span, "no-fields",
                   "`%s` takes a field of each element; these are %s and have none", name, element);
    if (expr->fold == FOLD_ALL)
        diag_hint(diags, diag, "the list itself is all of them: leave out `all %s of`",
                  expr->first->name.text);
    else if (fold_takes(&folds[expr->fold], *list->type.element))
        diag_hint(diags, diag, "make them records with such a field: `record Item { %s: %s }`",
                  expr->first->name.text, element);
    else
        diag_hint(diags, diag, "`%s` is of %s", name, folds[expr->fold].takes);
    return node_bad(frame, expr->span);
}

static struct type fold_type(struct frame *frame, const struct fold *fold, const struct node *list,
                             struct type part)
{
    if (fold->kind == NODE_ALL)
        return part.kind == TYPE_LIST ? part : type_list_of(frame, part);
    part.optional = fold->kind != NODE_SUM && !fact_not_empty(frame, list);
    return part;
}

const struct node *check_fold(struct frame *frame, const struct expr *expr)
{
    const struct fold *fold = &folds[expr->fold];
    const struct node *list = check_list_operand(frame, expr->second);
    if (node_is_bad(list))
        return list;
    enum type_kind kind = list->type.element->kind;
    if (is_path(expr->first) && kind != TYPE_RECORD && kind != TYPE_OUTCOME)
        return complain_plain(frame, expr, list);
    struct mark mark = frame_mark(frame);
    struct binding *element = bind_element(frame, list, (struct name){ .text = NULL });
    const struct node *part = check_part(frame, expr->first, element);
    frame_return(frame, mark);
    if (node_is_bad(part))
        return part;
    if (!fold_takes(fold, part->type))
        return complain_fold(frame, expr, part);
    struct node *node =
        node_new(frame, fold->kind, fold_type(frame, fold, list, part->type), expr->span);
    node->first = list;
    node->second = part;
    node->local = element->local;
    return node;
}
