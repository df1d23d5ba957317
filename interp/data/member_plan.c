/* member_plan.c - see member_plan.h.  Windows and factors are tried until no two spellings want the
 * same place; where that fails, a few that do are no harm. */
#include "interp/data/member_plan.h"

enum { TRIES = 32, BITS_MIN = 3, WINDOW_BYTES = 8 };

/* The spellings that fit a key, with their quotes. */
struct spellings {
    struct member_entry *entries;
    uint32_t count, shortest;
};

/* Whether TEXT stands in JSON as it is, and is short enough with its quote. */
static bool fits(struct text text)
{
    for (uint32_t i = 0; i < text.length; i++)
        if ((unsigned char)text.at[i] < ' ' || text.at[i] == '"' || text.at[i] == '\\')
            return false;
    return text.length < BLOCK_KEY_BYTES;
}

static struct spellings spellings_of(const struct shape_field *field, struct arena *arena)
{
    struct spellings all = { .shortest = BLOCK_KEY_BYTES };
    all.entries = arena_array(arena, struct member_entry, field->member_count);
    for (uint32_t i = 0; i < field->member_count; i++) {
        struct text text = field->members[i];
        if (!fits(text))
            continue;
        char quoted[BLOCK_KEY_BYTES] = { 0 };
        memcpy(quoted, text.at, text.length);
        quoted[text.length] = '"';
        all.entries[all.count++] =
            (struct member_entry){ block_key_of(quoted, text.length + 1), i };
        if (text.length + 1 < all.shortest)
            all.shortest = text.length + 1;
    }
    return all;
}

static void clear(struct member_plan *plan, uint64_t entries)
{
    for (uint64_t i = 0; i < entries; i++)
        plan->entries[i] = (struct member_entry){ .member = -1 };
}

/* Fills the cleared table; how many spellings did not get the first place that they wanted. */
static uint32_t place_all(struct member_plan *plan, const struct spellings *all)
{
    uint32_t moved = 0;
    for (uint32_t i = 0; i < all->count; i++) {
        uint64_t place = member_place(plan, all->entries[i].key.bytes);
        for (; plan->entries[place].member >= 0; place++)
            moved++;
        plan->entries[place] = all->entries[i];
    }
    return moved;
}

/* Tries the windows that all spellings fill, with some factors each, and keeps the best. */
static void choose(struct member_plan *plan, const struct spellings *all, uint64_t entries)
{
    struct member_plan best = *plan;
    uint32_t least = UINT32_MAX;
    uint32_t windows = all->shortest > WINDOW_BYTES ? all->shortest - WINDOW_BYTES + 1 : 1;
    for (uint32_t i = 0; i < windows * TRIES && least > 0; i++) {
        plan->window = i / TRIES;
        plan->factor += 0xd1b54a32d192ed02; /* even: the factor stays odd */
        clear(plan, entries);
        uint32_t moved = place_all(plan, all);
        if (moved < least) {
            least = moved;
            best = *plan;
        }
    }
    *plan = best;
    clear(plan, entries);
    place_all(plan, all);
}

const struct member_plan *member_plan(const struct shape_field *field, struct arena *arena)
{
    struct member_plan *plan = arena_new(arena, struct member_plan);
    struct spellings all = spellings_of(field, arena);
    uint32_t bits = BITS_MIN;
    while (UINT64_C(1) << bits < 2 * (uint64_t)all.count)
        bits++;
    uint64_t entries = (UINT64_C(1) << bits) + all.count + 1;
    plan->entries = arena_array(arena, struct member_entry, entries);
    plan->shift = 64 - bits;
    plan->mask = all.shortest >= WINDOW_BYTES ? UINT64_MAX : (UINT64_C(1) << 8 * all.shortest) - 1;
    plan->factor = 0x9e3779b97f4a7c15;
    choose(plan, &all, entries);
    return plan;
}
