/* declare_outcome.c - outcomes: their cases, and where a case's payload stands in the outcome's
 * row. */
#include "interp/check/declare/declare.h"

/* Labels that have their slots already. */
struct layout {
    struct places first;     /* the first label of each name, by number */
    struct payload **labels; /* all, in order */
    uint32_t *same_name;     /* the next label of the same name, by number; 0: none */
    uint32_t count;
};

static bool fits_payload(struct type type)
{
    if (type.kind == TYPE_LIST)
        type = *type.element;
    return type.kind != TYPE_RECORD;
}

static struct type payload_type(struct policy_check *within, const struct label *label)
{
    struct checker *checker = within->checker;
    struct type type = type_resolve(within, &label->type);
    if (fits_payload(type))
        return type;
    struct diag *diag = diag_error(checker->diags, label->type.span, "payload-type",
                                   "an outcome cannot carry %s", type_name(checker, type));
    diag_hint(checker->diags, diag, "carry what is to be shown of it, as its key: `%s: %s`",
              label->name.text, label->type.list ? "[text]" : "text");
    return (struct type){ .kind = TYPE_UNKNOWN };
}

/* The slot that a label of the same name and type has, or 0. */
static uint32_t shared_slot(const struct layout *layout, const struct payload *payload)
{
    const struct place_of *first = places_find(&layout->first, payload->name);
    if (!first)
        return 0;
    uint32_t number = first->number;
    do {
        if (type_equal(layout->labels[number]->type, payload->type))
            return layout->labels[number]->slot;
        number = layout->same_name[number];
    } while (number);
    return 0;
}

/* Remember PAYLOAD, whose slot is new, behind those of its name. */
static void remember(struct layout *layout, struct payload *payload)
{
    uint32_t number = layout->count++;
    layout->labels[number] = payload;
    const struct place_of *first =
        places_add(&layout->first, (struct place_of){ payload->name, payload->span, number });
    if (!first)
        return;
    uint32_t last = first->number;
    while (layout->same_name[last])
        last = layout->same_name[last];
    layout->same_name[last] = number;
}

static void lay_out(struct outcome *outcome, struct layout *layout, struct payload *payload)
{
    payload->slot = shared_slot(layout, payload);
    if (payload->slot)
        return;
    payload->slot = outcome->slots++;
    remember(layout, payload);
}

static uint32_t label_count(const struct label *label)
{
    uint32_t count = 0;
    for (; label; label = label->next)
        count++;
    return count;
}

static void declare_payload(struct policy_check *within, const struct case_decl *decl,
                            struct outcome_case *into)
{
    struct checker *checker = within->checker;
    struct places names = { .arena = checker->arena };
    into->payload = arena_array(checker->arena, struct payload, label_count(decl->labels));
    for (const struct label *label = decl->labels; label; label = label->next)
        if (declare_once(checker, &names, label->name, "label"))
            into->payload[into->count++] = (struct payload){
                .name = label->name.text,
                .type = payload_type(within, label),
                .span = label->name.span,
            };
}

static void complain_size(struct checker *checker, struct span span, const char *what,
                          unsigned most)
{
    struct diag *diag = diag_error(checker->diags, span, "outcome-too-large",
                                   "an outcome has at most %u %s", most, what);
    diag_hint(checker->diags, diag, "let one case carry an enumeration: `refused(why: Reason)`");
}

static uint32_t case_count(const struct item *item)
{
    uint32_t count = 0;
    for (const struct case_decl *decl = item->cases; decl && count < CASES_MAX; decl = decl->next)
        count++;
    return count;
}

static void declare_cases(struct policy_check *within, const struct item *item,
                          struct outcome *outcome)
{
    struct checker *checker = within->checker;
    struct places names = { .arena = checker->arena };
    outcome->cases = arena_array(checker->arena, struct outcome_case, case_count(item));
    for (const struct case_decl *decl = item->cases; decl; decl = decl->next) {
        if (!declare_once(checker, &names, decl->name, "case"))
            continue;
        if (outcome->count == CASES_MAX) {
            complain_size(checker, decl->name.span, "cases", CASES_MAX);
            return;
        }
        struct outcome_case *into = &outcome->cases[outcome->count++];
        *into = (struct outcome_case){ .name = decl->name.text, .span = decl->name.span };
        warn_reserved(checker, decl->name, "case");
        declare_payload(within, decl, into);
    }
}

static uint32_t payload_count(const struct outcome *outcome)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < outcome->count; i++)
        count += outcome->cases[i].count;
    return count;
}

static void lay_out_cases(struct checker *checker, struct outcome *outcome)
{
    uint32_t count = payload_count(outcome);
    if (count > PAYLOADS_MAX) {
        complain_size(checker, outcome->span, "labels", PAYLOADS_MAX);
        return;
    }
    struct layout layout = { .first = { .arena = checker->arena },
                             .labels = arena_array(checker->arena, struct payload *, count),
                             .same_name = arena_array(checker->arena, uint32_t, count) };
    for (uint32_t i = 0; i < outcome->count; i++)
        for (uint32_t j = 0; j < outcome->cases[i].count; j++)
            lay_out(outcome, &layout, &outcome->cases[i].payload[j]);
}

void declare_outcome(struct policy_check *within, struct symbol *symbol)
{
    struct checker *checker = within->checker;
    const struct item *item = symbol->item;
    symbol->outcome->slots = OUTCOME_PAYLOAD;
    declare_cases(within, item, symbol->outcome);
    lay_out_cases(checker, symbol->outcome);
    if (item->cases || checker->load->incomplete)
        return;
    struct diag *diag = diag_error(checker->diags, item->name.span, "no-cases",
                                   "outcome `%s` has no cases", item->name.text);
    diag_hint(checker->diags, diag, "list them: `outcome %s { granted  refused(until: date) }`",
              item->name.text);
}
