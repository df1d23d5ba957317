/* member_plan.c - see member_plan.h.  Factors are tried until no two spellings want the same place, but
 * a few that do are no harm. */
#include "interp/data/member_plan.h"

enum { TRIES = 64, BITS_MIN = 3 };

/* A spelling with room behind it, so that eight bytes can be read. */
static struct member_entry entry_of(struct text text, uint32_t member, struct arena *arena)
{
    char *copy = arena_alloc(arena, text.length + 8);
    memcpy(copy, text.at, text.length);
    struct member_entry entry = { .text = { copy, text.length }, .member = member };
    entry.head = member_head(entry.text);
    entry.tail = member_tail(entry.text, entry.head);
    return entry;
}

/* Fills the table; how many spellings did not get the first place that they wanted. */
static uint32_t place_all(struct member_plan *plan, const struct member_entry *entries,
                          uint32_t count)
{
    uint32_t moved = 0;
    memset(plan->entries, 0, (plan->mask + 1) * sizeof *plan->entries);
    for (uint32_t i = 0; i < count; i++) {
        const struct member_entry *entry = &entries[i];
        uint32_t place = member_place(plan, entry->head, entry->tail, entry->text.length);
        for (; plan->entries[place].text.at; place = (place + 1) & plan->mask)
            moved++;
        plan->entries[place] = *entry;
    }
    return moved;
}

const struct member_plan *member_plan(const struct shape_field *field, struct arena *arena)
{
    struct member_plan *plan = arena_new(arena, struct member_plan);
    uint32_t count = field->member_count, bits = BITS_MIN;
    struct member_entry *entries = arena_array(arena, struct member_entry, count);
    for (uint32_t i = 0; i < count; i++)
        entries[i] = entry_of(field->members[i], i, arena);
    while (UINT32_C(1) << bits < 2 * count)
        bits++;
    plan->shift = 64 - bits;
    plan->mask = (UINT32_C(1) << bits) - 1;
    plan->entries = arena_array(arena, struct member_entry, UINT64_C(1) << bits);
    plan->factor = 0x9e3779b97f4a7c15;
    for (int i = 0; place_all(plan, entries, count) && i < TRIES; i++)
        plan->factor += 0xd1b54a32d192ed02; /* even: the factor stays odd */
    return plan;
}
