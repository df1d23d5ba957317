/* lookup.c - open addressing over row numbers; keys are compared in place. */
#include "interp/eval/lookup.h"

static inline uint64_t mix(uint64_t hash, uint64_t word)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)(hash ^ word ^ 0x9e3779b97f4a7c15u) * 0xd1342543de82ef95u;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Up to seven bytes, told apart from all others of that length. */
static uint64_t short_text(struct text text)
{
    uint32_t head = 0, tail = 0;
    if (text.length >= sizeof head) {
        memcpy(&head, text.at, sizeof head);
        memcpy(&tail, text.at + text.length - sizeof tail, sizeof tail);
    }
    for (uint32_t at = 0; at < text.length && text.length < sizeof head; at++)
        head = head << 8 | (unsigned char)text.at[at];
    return (uint64_t)tail << 32 | head;
}

static inline uint64_t hash_text(uint64_t hash, struct text text)
{
    uint64_t word;
    if (!text.at)
        return hash;
    hash ^= text.length;
    if (text.length < sizeof word)
        return mix(hash, short_text(text));
    for (uint32_t at = 0; at + sizeof word < text.length; at += (uint32_t)sizeof word) {
        memcpy(&word, text.at + at, sizeof word);
        hash = mix(hash, word);
    }
    memcpy(&word, text.at + text.length - sizeof word, sizeof word);
    return mix(hash, word);
}

uint64_t value_hash(uint64_t hash, enum kind kind, const union value *value)
{
    switch (kind) {
    case KIND_TEXT:
        return hash_text(hash, value->text);
    case KIND_DECIMAL:
        return mix(mix(hash, (uint64_t)value->decimal), (uint64_t)(value->decimal >> 64));
    case KIND_PERIOD:
        return mix(mix(hash, (uint32_t)value->period.months), (uint32_t)value->period.days);
    default:
        return mix(hash, (uint64_t)value->integer);
    }
}

bool value_equal(enum kind kind, const union value *a, const union value *b)
{
    switch (kind) {
    case KIND_TEXT:
        return text_same(a->text, b->text);
    case KIND_DECIMAL:
        return a->decimal == b->decimal;
    case KIND_PERIOD:
        return a->period.months == b->period.months && a->period.days == b->period.days;
    case KIND_ROW:
        return a->row == b->row;
    default:
        return a->integer == b->integer;
    }
}

bool list_holds(struct list list, enum kind kind, const union value *value)
{
    for (uint32_t i = 0; i < list.count; i++)
        if (value_equal(kind, list_at(list, i), value))
            return true;
    return false;
}

static uint64_t hash_row(const struct index *index, const union value *row)
{
    uint64_t hash = 0;
    for (uint32_t i = 0; i < index->column_count; i++)
        hash = value_hash(hash, index->columns[i].kind, &row[index->columns[i].slot]);
    return hash;
}

static bool rows_have_same_key(const struct index *index, const union value *a,
                               const union value *b)
{
    for (uint32_t i = 0; i < index->column_count; i++) {
        uint32_t slot = index->columns[i].slot;
        if (!value_equal(index->columns[i].kind, &a[slot], &b[slot]))
            return false;
    }
    return true;
}

/* Where row NUMBER's key is, or would be; also where another row has it. */
static uint32_t bucket_of(const struct index *index, uint32_t number)
{
    const union value *row = list_at(index->list, number);
    uint32_t at = (uint32_t)hash_row(index, row) & index->mask;
    while (index->buckets[at] &&
           !rows_have_same_key(index, list_at(index->list, index->buckets[at] - 1), row))
        at = (at + 1) & index->mask;
    return at;
}

static void index_add(struct index *index, uint32_t number)
{
    uint32_t at = bucket_of(index, number);
    if (!index->buckets[at])
        index->buckets[at] = number + 1;
}

struct index index_new(struct arena *arena, struct list list, const struct key_column *columns,
                       uint32_t count)
{
    uint32_t size = 4;
    while (size / 2 <= list.count)
        size *= 2;
    struct index index = { .list = list,
                           .columns = columns,
                           .column_count = count,
                           .buckets = arena_array(arena, uint32_t, size),
                           .mask = size - 1 };
    for (uint32_t i = 0; i < list.count; i++)
        index_add(&index, i);
    return index;
}

const struct list *index_groups(struct arena *arena, const struct index *index)
{
    uint32_t count = index->list.count;
    struct list *groups = arena_array(arena, struct list, count);
    const union value **rows = arena_array(arena, const union value *, count);
    for (uint32_t i = 0; i < count; i++)
        groups[index->buckets[bucket_of(index, i)] - 1].count++;
    for (uint32_t i = 0, start = 0; i < count; i++) {
        groups[i].at = rows + start;
        start += groups[i].count;
        groups[i].count = 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        struct list *group = &groups[index->buckets[bucket_of(index, i)] - 1];
        ((const union value **)(uintptr_t)group->at)[group->count++] = list_at(index->list, i);
    }
    return groups;
}

static bool row_has_key(const struct index *index, const union value *row, const union value *key)
{
    for (uint32_t i = 0; i < index->column_count; i++)
        if (!value_equal(index->columns[i].kind, &row[index->columns[i].slot], &key[i]))
            return false;
    return true;
}

/* Of an index of one column of texts, which most are. */
static const union value *find_text(const struct index *index, struct text key)
{
    uint32_t slot = index->columns[0].slot;
    for (uint32_t at = (uint32_t)hash_text(0, key) & index->mask;; at = (at + 1) & index->mask) {
        if (!index->buckets[at])
            return NULL;
        const union value *row = list_at(index->list, index->buckets[at] - 1);
        if (text_same(row[slot].text, key))
            return row;
    }
}

const union value *index_find(const struct index *index, const union value *key)
{
    uint64_t hash = 0;
    if (index->column_count == 1 && index->columns[0].kind == KIND_TEXT)
        return find_text(index, key->text);
    for (uint32_t i = 0; i < index->column_count; i++)
        hash = value_hash(hash, index->columns[i].kind, &key[i]);
    for (uint32_t at = (uint32_t)hash & index->mask;; at = (at + 1) & index->mask) {
        if (!index->buckets[at])
            return NULL;
        const union value *row = list_at(index->list, index->buckets[at] - 1);
        if (row_has_key(index, row, key))
            return row;
    }
}
