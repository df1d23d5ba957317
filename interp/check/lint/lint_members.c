/* lint_members.c - enumerations of which the rules ask for most members, one by one, and
 * `otherwise` takes the last one or two without a word. */
#include "interp/check/lint/lint_conditions.h"

enum { ASKED_MAX = 16, LEFT_MAX = 2 };

/* A value of an enumeration, and the members that the rules ask it for. */
struct asked {
    uint32_t term;
    const struct node *node;
    uint64_t one_by_one; /* a rule is for this member alone */
    uint64_t named;      /* a rule names it, in any way */
};

struct questions {
    const struct judging *judging;
    struct asked items[ASKED_MAX];
    uint32_t count;
};

static struct asked *asked_of(struct questions *questions, const struct node *node)
{
    uint32_t term = term_of(questions->judging->knowledge, node);
    for (uint32_t i = 0; i < questions->count; i++)
        if (questions->items[i].term == term)
            return &questions->items[i];
    if (questions->count == ASKED_MAX)
        return NULL;
    struct asked *asked = &questions->items[questions->count++];
    *asked = (struct asked){ .term = term, .node = node };
    return asked;
}

static uint64_t member_bit(const struct node *node)
{
    bool small = node->kind == NODE_CONSTANT && node->type.kind == TYPE_ENUM &&
                 node->constant.integer >= 0 && node->constant.integer < 64;
    return small ? (uint64_t)1 << node->constant.integer : 0;
}

static uint64_t list_bits(const struct node *list)
{
    uint64_t bits = 0;
    for (uint32_t i = 0; list->kind == NODE_LIST && i < list->count; i++)
        bits |= member_bit(list->items[i]);
    bool constants = list->kind == NODE_CONSTANT && list->type.kind == TYPE_LIST;
    for (uint32_t i = 0; constants && i < list->constant.list.count; i++) {
        int64_t member = list_at(list->constant.list, i)->integer;
        bits |= member >= 0 && member < 64 ? (uint64_t)1 << member : 0;
    }
    return bits;
}

/* ALONE: NODE is all that the rule asks. */
static void read_question(struct questions *questions, const struct node *node, bool alone)
{
    bool equal = node->kind == NODE_EQUAL;
    if (!equal && node->kind != NODE_NOT_EQUAL && node->kind != NODE_IN_LIST)
        return;
    if (node->first->type.kind != TYPE_ENUM)
        return;
    uint64_t bits = node->kind == NODE_IN_LIST ? list_bits(node->second) : member_bit(node->second);
    struct asked *asked = bits ? asked_of(questions, node->first) : NULL;
    if (!asked)
        return;
    asked->named |= bits;
    if (equal && alone)
        asked->one_by_one |= bits;
}

static void read_condition(struct questions *questions, const struct node *node, bool alone)
{
    switch (node->kind) {
    case NODE_AND:
    case NODE_OR:
        read_condition(questions, node->first, false);
        read_condition(questions, node->second, false);
        break;
    case NODE_NOT:
        read_condition(questions, node->first, false);
        break;
    default:
        read_question(questions, node, alone);
    }
}

/* ---- what is left ---- */

/* Is MEMBER one of the words of NAME, or several? */
static bool has_words(const char *name, const char *member)
{
    size_t length = strlen(member);
    for (const char *at = name; (at = strstr(at, member)); at++)
        if ((at == name || at[-1] == '_') && (!at[length] || at[length] == '_'))
            return true;
    return false;
}

/* Does `otherwise` say by its own name, or by what it gives, that it is for MEMBER? */
static bool says(const struct judging *judging, const struct rule *otherwise, const char *member)
{
    const struct outcome *outcome = judging->decision->outcome;
    return has_words(otherwise->name, member) ||
           has_words(outcome->cases[otherwise->outcome_case].name, member);
}

static const char *left_text(const struct judging *judging, const struct enumeration *of,
                             uint64_t left)
{
    struct arena *arena = judging->knowledge->within->checker->arena;
    const char *text = NULL;
    for (uint32_t i = 0; i < of->count; i++)
        if (left >> i & 1)
            text = text ? arena_format(arena, "%s and `%s`", text, of->members[i].name)
                        : arena_format(arena, "`%s`", of->members[i].name);
    return text;
}

static void tell_left(const struct judging *judging, const struct rule *otherwise,
                      const struct asked *asked, uint64_t left)
{
    struct checker *checker = judging->knowledge->within->checker;
    const struct enumeration *of = asked->node->type.enumeration;
    struct span name = rule_name(judging, otherwise->index);
    if (!lint_judges(checker, name))
        return;
    const char *value = lint_text(checker, asked->node->span);
    struct diag *diag = diag_warning(checker->diags, name, "swallowed-member",
                                     "`otherwise` takes %s of %s too, and no rule asks for that",
                                     left_text(judging, of, left), of->name);
    diag_other(checker->diags, diag, asked->node->span, "rules ask %s for the other members",
               value);
    diag_hint(checker->diags, diag, "give it a rule of its own, or name `%s` after it",
              otherwise->name);
}

static void judge_asked(const struct judging *judging, const struct rule *otherwise,
                        const struct asked *asked)
{
    const struct enumeration *of = asked->node->type.enumeration;
    if (of->count > 64)
        return;
    uint64_t all = domain_now(judging->knowledge, asked->term)->mask;
    uint64_t left = all & ~asked->named;
    int single = __builtin_popcountll(asked->one_by_one), rest = __builtin_popcountll(left);
    if (single < 2 || 2 * (uint32_t)single < of->count || rest < 1 || rest > LEFT_MAX)
        return;
    for (uint32_t i = 0; i < of->count; i++)
        if ((left >> i & 1) && says(judging, otherwise, of->members[i].name))
            left &= ~((uint64_t)1 << i);
    if (left)
        tell_left(judging, otherwise, asked, left);
}

void judge_members(const struct judging *judging, const struct rule *otherwise)
{
    const struct decision *decision = judging->decision;
    struct questions questions = { .judging = judging };
    for (uint32_t i = 0; i < decision->rule_count; i++)
        if (decision->rules[i]->condition)
            read_condition(&questions, decision->rules[i]->condition, true);
    for (uint32_t i = 0; i < questions.count; i++)
        judge_asked(judging, otherwise, &questions.items[i]);
}
