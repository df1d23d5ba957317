/* nesting.c - records within records: never within themselves, and not too deep.
 *
 * Readers and rows follow the records' nesting, so it must end. */
#include "interp/check/declare/declare.h"

/* A record on the way down, and the field by which the next one is reached. */
struct step_down {
    const struct record *record;
    const struct field *field;
};

struct walk {
    struct checker *checker;
    struct places visited; /* records that are done, by name; `number` is how deep they are */
    struct step_down path[RECORD_DEPTH_MAX];
    uint32_t depth;
};

static const struct record *record_in(const struct field *field)
{
    struct type type = field->type.kind == TYPE_LIST ? *field->type.element : field->type;
    return type.kind == TYPE_RECORD ? type.record : NULL;
}

/* RECORD, step FIRST of the path, is reached again. */
static void complain_cycle(struct walk *walk, const struct record *record, uint32_t first)
{
    struct checker *checker = walk->checker;
    const char *chain = "";
    for (uint32_t i = first; i < walk->depth; i++)
        chain = arena_format(checker->arena, "%s%s.%s -> ", chain, walk->path[i].record->name,
                             walk->path[i].field->name);
    const struct step_down *last = &walk->path[walk->depth - 1];
    struct diag *diag =
        diag_error(checker->diags, last->field->span, "record-cycle",
                   "`%s` would hold itself: %s%s", record->name, chain, record->name);
    diag_other(checker->diags, diag, record->span, "declared here");
    diag_hint(checker->diags, diag, "hold the key of the other record instead, as `%s: %s`",
              last->field->name, last->field->type.kind == TYPE_LIST ? "[text]" : "text");
}

static void complain_depth(struct walk *walk, const struct record *record)
{
    struct checker *checker = walk->checker;
    struct diag *diag =
        diag_error(checker->diags, record->span, "records-too-deep",
                   "more than %d records would lie within each other here", RECORD_DEPTH_MAX);
    diag_hint(checker->diags, diag, "flatten the records between");
}

/* Is RECORD on the path?  Then that is told. */
static bool is_open(struct walk *walk, const struct record *record)
{
    for (uint32_t i = 0; i < walk->depth; i++)
        if (walk->path[i].record == record) {
            complain_cycle(walk, record, i);
            return true;
        }
    return false;
}

/* How many records lie within each other from RECORD on; 0 where that was complained about. */
static uint32_t visit(struct walk *walk, const struct record *record)
{
    uint32_t deepest = 0;
    const struct place_of *visited = places_find(&walk->visited, record->name);
    if (visited)
        return visited->number;
    if (is_open(walk, record))
        return 0;
    struct step_down *step = &walk->path[walk->depth];
    bool full = walk->depth++ == RECORD_DEPTH_MAX - 1;
    for (uint32_t i = 0; i < record->count && deepest < RECORD_DEPTH_MAX; i++) {
        const struct record *within = record_in(&record->fields[i]);
        *step = (struct step_down){ record, &record->fields[i] };
        uint32_t depth = !within || within->table ? 0
                         : full                   ? RECORD_DEPTH_MAX
                                                  : visit(walk, within);
        deepest = depth > deepest ? depth : deepest;
    }
    walk->depth--;
    if (deepest == RECORD_DEPTH_MAX)
        complain_depth(walk, record);
    uint32_t depth = deepest < RECORD_DEPTH_MAX ? deepest + 1 : 0;
    places_add(&walk->visited, (struct place_of){ record->name, record->span, depth });
    return depth;
}

void check_nesting(struct policy_check *within)
{
    struct checker *checker = within->checker;
    struct walk walk = { .checker = checker, .visited = { .arena = checker->arena } };
    for (uint32_t i = 0; i < within->scope.count; i++) {
        const struct symbol *symbol = within->scope.items[i];
        if (symbol->kind == SYMBOL_RECORD || symbol->kind == SYMBOL_INPUT)
            visit(&walk, symbol->record);
    }
}
