/* format_entry.c - the lines of a block: their columns, and where they go on. */
#include "grammar/layout.h"

enum {
    CITES_STEP = 4 /* what a rule cites is further in than its parts */
};

/* ---- entries ---- */

uint32_t entry_begin(struct walk *walk, enum entry_kind kind)
{
    struct layout *layout = walk->layout;
    uint32_t count = layout->entry_count++;
    layout->entries = layout_room(layout, layout->entries, count, sizeof(struct entry));
    layout->entries[count] = (struct entry){
        .kind = kind, .first = walk->next, .block = walk->block, .previous = walk->previous
    };
    layout->blocks[walk->block].entries++;
    walk->previous = count;
    want_gap(walk, GAP_ENTRY);
    walk->wanted.owner = count;
    return count;
}

/* The row of ENTRY ends here. */
static void row_end(struct walk *walk, uint32_t entry)
{
    walk->layout->entries[entry].row_last = walk->next - 1;
}

void entry_end(struct walk *walk, uint32_t entry)
{
    struct entry *ended = &walk->layout->entries[entry];
    ended->last = walk->next - 1;
    if (!ended->row_last)
        ended->row_last = ended->last;
}

static void want_part(struct walk *walk)
{
    want_gap(walk, GAP_PART);
    walk->wanted.owner = walk->block;
}

/* ---- parts ---- */

/* A literal or a name, which ends at PLACE, in column CELL; nothing where there is none. */
static void take_cell(struct walk *walk, struct span span, unsigned cell)
{
    if (!span.end)
        return;
    want_cell(walk, cell);
    take_to(walk, span.end);
}

void walk_names(struct walk *walk, struct names_list names)
{
    struct fill fill = fill_begin(walk);
    for (uint32_t i = 0; i < names.count; i++) {
        if (i)
            fill_comma(walk, &fill);
        take_to(walk, names.items[i].span.end);
    }
    fill_end(walk, &fill);
}

void walk_cites(struct walk *walk, struct cites cites)
{
    if (!cites.count)
        return;
    take(walk);
    struct fill fill = fill_begin(walk);
    for (uint32_t i = 0; i < cites.count; i++) {
        if (i)
            fill_comma(walk, &fill);
        take_to(walk, cites.items[i].name.span.end);
    }
    fill_end(walk, &fill);
}

void walk_labels(struct walk *walk, const struct label *labels)
{
    want_gap(walk, GAP_NONE);
    take(walk);
    struct fill fill = fill_begin(walk);
    for (const struct label *label = labels; label; label = label->next) {
        take_to(walk, label->type.span.end);
        if (label->next)
            fill_comma(walk, &fill);
    }
    fill_end(walk, &fill);
    take(walk);
}

void walk_value(struct walk *walk, const struct expr *value, uint32_t group)
{
    walk->nest += STEP_WIDTH;
    take(walk);
    want_soft(walk, group);
    walk->nest += STEP_WIDTH;
    walk_expr(walk, value);
    walk->nest -= 2 * STEP_WIDTH;
}

/* A filtered list that does not fit stays there, and is broken before `where`. */
static void walk_filtered(struct walk *walk, const struct expr *value)
{
    walk->nest += STEP_WIDTH;
    take(walk);
    walk_expr(walk, value);
    walk->nest -= STEP_WIDTH;
}

/* ---- entries ---- */

static void walk_setting(struct walk *walk, const struct setting *setting)
{
    uint32_t entry = entry_begin(walk, ENTRY_ROW);
    take(walk);
    want_cell(walk, 1);
    if (setting->words.count)
        walk_names(walk, setting->words);
    else if (setting->text.text)
        take(walk);
    else
        take_to(walk, setting->days.span.end);
    if (setting->cites.count) {
        want_cell(walk, 2);
        walk_cites(walk, setting->cites);
    }
    entry_end(walk, entry);
}

static void walk_clause(struct walk *walk, const struct clause_decl *clause)
{
    uint32_t entry = entry_begin(walk, ENTRY_ROW);
    take_to(walk, clause->name.span.end);
    take_cell(walk, clause->statement.span, 1);
    row_end(walk, entry);
    if (clause->disputed.text) {
        walk->nest += STEP_WIDTH;
        want_part(walk);
        take_to(walk, clause->disputed.span.end);
        walk->nest -= STEP_WIDTH;
    }
    entry_end(walk, entry);
}

/* A word and what data or people call it. */
static void walk_word(struct walk *walk, struct literal text)
{
    uint32_t entry = entry_begin(walk, ENTRY_ROW);
    take(walk);
    take_cell(walk, text.span, 1);
    entry_end(walk, entry);
}

/* A sign stands directly before its number. */
static void walk_bound(struct walk *walk, struct bound bound)
{
    if (bound.negative) {
        take(walk);
        want_gap(walk, GAP_NONE);
    }
    take(walk);
}

static void walk_limit(struct walk *walk, const struct field_decl *field)
{
    if (!field->low.literal.text) {
        take_cell(walk, field->up_to.span, 2);
        return;
    }
    want_cell(walk, 2);
    walk_bound(walk, field->low);
    take(walk);
    walk_bound(walk, field->high);
}

static void walk_field(struct walk *walk, const struct field_decl *field)
{
    uint32_t entry = entry_begin(walk, ENTRY_ROW);
    take(walk);
    take(walk);
    take_cell(walk, field->type.span, 1);
    walk_limit(walk, field);
    take_cell(walk, field->spelling.span, 3);
    entry_end(walk, entry);
}

static void walk_case(struct walk *walk, const struct case_decl *decl)
{
    uint32_t entry = entry_begin(walk, ENTRY_ROW);
    take(walk);
    if (decl->labels)
        walk_labels(walk, decl->labels);
    entry_end(walk, entry);
}

static void walk_version(struct walk *walk, const struct version_decl *version)
{
    uint32_t entry = entry_begin(walk, ENTRY_ROW);
    take_to(walk, version->days.span.end);
    want_cell(walk, 1);
    take(walk);
    walk_expr(walk, version->value);
    entry_end(walk, entry);
}

/* ---- steps ---- */

static void walk_let(struct walk *walk, const struct step *step)
{
    uint32_t entry = entry_begin(walk, ENTRY_LET);
    uint32_t group = group_begin(walk);
    take(walk);
    take(walk);
    want_cell(walk, 1);
    if (step->value->kind == EXPR_WHERE && !step->value->parenthesised)
        walk_filtered(walk, step->value);
    else
        walk_value(walk, step->value, group);
    group_end(walk, group);
    entry_end(walk, entry);
}

static void walk_outcome(struct walk *walk, const struct outcome_expr *outcome)
{
    take(walk);
    if (!outcome->arguments)
        return;
    want_gap(walk, GAP_NONE);
    take(walk);
    struct fill fill = fill_begin(walk);
    for (const struct argument *next = outcome->arguments; next; next = next->next) {
        take(walk);
        take(walk);
        walk_expr(walk, next->value);
        if (next->next)
            fill_comma(walk, &fill);
    }
    fill_end(walk, &fill);
    take(walk);
}

/* `when` or `then` in column CELL, or on a line of its own; what follows it is further in. */
static void begin_part(struct walk *walk, unsigned cell)
{
    walk->nest = 2 * STEP_WIDTH;
    want_part(walk);
    want_cell(walk, cell);
    take(walk);
    walk->nest = 3 * STEP_WIDTH;
}

static void walk_rule(struct walk *walk, const struct step *step)
{
    uint32_t entry = entry_begin(walk, ENTRY_RULE);
    take(walk);
    take(walk);
    if (step->cites.count) {
        want_cell(walk, 1);
        walk->nest += CITES_STEP;
        walk_cites(walk, step->cites);
    }
    row_end(walk, entry);
    if (step->condition) {
        begin_part(walk, 2);
        walk_expr(walk, step->condition);
    }
    begin_part(walk, 3);
    walk_outcome(walk, &step->outcome);
    entry_end(walk, entry);
    walk->nest = STEP_WIDTH;
}

static void walk_step(struct walk *walk, const struct step *step)
{
    if (step->kind == STEP_LET)
        walk_let(walk, step);
    else
        walk_rule(walk, step);
}

/* ---- declarations ---- */

void walk_entries(struct walk *walk, const struct item *item)
{
    switch (item->kind) {
    case ITEM_POLICY:
        for (const struct setting *each = item->settings; each; each = each->next)
            walk_setting(walk, each);
        break;
    case ITEM_SOURCE:
        for (const struct clause_decl *each = item->clauses; each; each = each->next)
            walk_clause(walk, each);
        break;
    case ITEM_ENUM:
        for (const struct member_decl *each = item->members; each; each = each->next)
            walk_word(walk, each->spelling);
        break;
    case ITEM_RECORD:
    case ITEM_INPUT:
    case ITEM_TABLE:
        for (const struct field_decl *each = item->fields; each; each = each->next)
            walk_field(walk, each);
        break;
    case ITEM_OUTCOME:
        for (const struct case_decl *each = item->cases; each; each = each->next)
            walk_case(walk, each);
        break;
    case ITEM_PARAMETER:
        for (const struct version_decl *each = item->versions; each; each = each->next)
            walk_version(walk, each);
        break;
    case ITEM_DECIDE:
        for (const struct step *each = item->steps; each; each = each->next)
            walk_step(walk, each);
        break;
    case ITEM_MESSAGES:
        for (const struct message_decl *each = item->messages; each; each = each->next)
            walk_word(walk, each->text);
        break;
    case ITEM_USE:
    case ITEM_DEFINE:
        break;
    }
}
