/* lookup.c - open addressing over row numbers; keys are compared in place. */
#include "interp/eval/lookup.h"

static inline uint64_t mix(uint64_t hash, uint64_t word)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)(hash ^ word ^ 0x9e3779b97f4a7c15u) * 0xd1342543de82ef95u;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t mix_pair(uint64_t hash, uint64_t first, uint64_t second)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)(hash ^ first ^ 0x9e3779b97f4a7c15u) * (second ^ 0xd1342543de82ef95u);
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t hash_text(uint64_t hash, struct text text)
{
    enum { WORD = sizeof(uint64_t), PAIR = 2 * WORD };
    if (!text.at)
        return hash;
    hash ^= text.length;
    if (text.length < WORD)
        return mix(hash, short_text(text));
    const char *end = text.at + text.length;
    if (text.length < PAIR)
        return mix_pair(hash, word_load(text.at), word_load(end - WORD));
    for (const char *at = text.at; at + PAIR < end; at += PAIR)
        hash = mix_pair(hash, word_load(at), word_load(at + WORD));
    return mix_pair(hash, word_load(end - PAIR), word_load(end - WORD));
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

/* The half of HASH that its place in the index does not depend on. */
static uint32_t mark_of(uint64_t hash)
{
    return (uint32_t)(hash >> 32);
}

/* Where row NUMBER's key, of HASH, is, or would be; also where another row has it. */
static struct bucket *bucket_of(const struct index *index, uint32_t number, uint64_t hash)
{
    const union value *row = list_at(index->list, number);
    for (uint32_t at = (uint32_t)hash & index->mask;; at = (at + 1) & index->mask) {
        struct bucket *bucket = &index->buckets[at];
        bool other = bucket->hash != mark_of(hash);
        if (!bucket->row ||
            (!other && rows_have_same_key(index, list_at(index->list, bucket->row - 1), row)))
            return bucket;
    }
}

static void index_add(struct index *index, uint32_t number)
{
    uint64_t hash = hash_row(index, list_at(index->list, number));
    struct bucket *bucket = bucket_of(index, number, hash);
    if (!bucket->row)
        *bucket = (struct bucket){ number + 1, mark_of(hash) };
}

/* The number of the first row with the key of row NUMBER. */
static uint32_t first_like(const struct index *index, uint32_t number)
{
    uint64_t hash = hash_row(index, list_at(index->list, number));
    return bucket_of(index, number, hash)->row - 1;
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
                           .buckets = arena_array(arena, struct bucket, size),
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
        groups[first_like(index, i)].count++;
    for (uint32_t i = 0, start = 0; i < count; i++) {
        groups[i].at = rows + start;
        start += groups[i].count;
        groups[i].count = 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        struct list *group = &groups[first_like(index, i)];
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
static uint32_t find_text(const struct index *index, struct text key)
{
    uint32_t slot = index->columns[0].slot;
    uint64_t hash = hash_text(0, key);
    for (uint32_t at = (uint32_t)hash & index->mask;; at = (at + 1) & index->mask) {
        struct bucket bucket = index->buckets[at];
        if (!bucket.row || (bucket.hash == mark_of(hash) &&
                            text_same(list_at(index->list, bucket.row - 1)[slot].text, key)))
            return bucket.row;
    }
}

/* Of any other index. */
static __attribute__((noinline)) uint32_t find(const struct index *index, const union value *key)
{
    uint64_t hash = 0;
    for (uint32_t i = 0; i < index->column_count; i++)
        hash = value_hash(hash, index->columns[i].kind, &key[i]);
    for (uint32_t at = (uint32_t)hash & index->mask;; at = (at + 1) & index->mask) {
        struct bucket bucket = index->buckets[at];
        if (!bucket.row || (bucket.hash == mark_of(hash) &&
                            row_has_key(index, list_at(index->list, bucket.row - 1), key)))
            return bucket.row;
    }
}

uint32_t index_number(const struct index *index, const union value *key)
{
    if (index->column_count == 1 && index->columns[0].kind == KIND_TEXT)
        return find_text(index, key->text);
    return find(index, key);
}
