/* generate.c - whole cases: files, versions of policies, records, and now and then a slip. */
#include "tests/oracle/generate.h"

#include "tests/oracle/model.h"

enum { RECORDS_A_CASE = 20 };

static struct scrap *add_file(struct given *given, struct maker *maker, const char *path,
                              bool policy)
{
    struct scrap *text = scrap_list(maker->arena, "");
    given->files[given->file_count++] = (struct given_file){ path, text, policy };
    return text;
}

/* ---- zones ---- */

static void choose_zone(struct maker *maker)
{
    static const char *const zones[] = { "UTC",
                                         "Asia/Seoul",
                                         "America/New_York",
                                         "America/Sao_Paulo",
                                         "Africa/Cairo",
                                         "Pacific/Apia",
                                         "Europe/London",
                                         "Australia/Lord_Howe",
                                         "Asia/Kathmandu",
                                         "America/Scoresbysund" };
    maker->zone_name = zones[chance(maker, 30) ? 0 : below(maker, 10)];
    maker->zone = zone_load(maker->arena, maker->zone_name);
    if (!maker->zone) {
        maker->zone_name = "UTC";
        maker->zone = zone_load(maker->arena, "UTC");
    }
    maker->rounding = chance(maker, 12)   ? ROUNDING_NONE
                      : chance(maker, 65) ? ROUNDING_DOWN
                                          : ROUNDING_UP;
}

/* ---- policies ---- */

static const char *rounding_text(enum rounding rounding)
{
    static const char *const texts[] = { "", "  rounding down\n", "  rounding up\n" };
    return texts[rounding];
}

static void add_header(struct maker *maker, struct scrap *file, const char *name, const char *days)
{
    bool zone = strcmp(maker->zone_name, "UTC") != 0 || chance(maker, 50);
    scrap_add(file,
              scrap_leaf(maker->arena,
                         arena_format(maker->arena, "policy %s {\n%s%s%s%s%s}\n", name, days,
                                      zone ? "  timezone \"" : "", zone ? maker->zone_name : "",
                                      zone ? "\"\n" : "", rounding_text(maker->rounding))));
}

static void forget_policy(struct maker *maker)
{
    maker->parameter_count = maker->define_count = 0;
    maker->outcome_count = maker->decision_count = 0;
    maker->variable_count = maker->fact_count = 0;
}

static void add_policy(struct maker *maker, struct scrap *file)
{
    forget_policy(maker);
    scope_bind(maker, (struct variable){ .type = { TYPE_RECORD, (uint8_t)maker->input, false },
                                         .bare = true });
    generate_outcomes(maker, file);
    generate_parameters(maker, file);
    generate_defines(maker, file);
    generate_decisions(maker, file);
}

static void use_schema(struct maker *maker, struct scrap *file)
{
    scrap_add(file, scrap_leaf(maker->arena, "use \"schema.pol\"\n"));
}

/* Versions of one policy behind each other, or a policy that is in force for some days only. */
static void add_versions(struct maker *maker, struct given *given)
{
    int64_t day = near_day(maker);
    uint32_t count = 1 + below(maker, 2);
    const char *days =
        arena_format(maker->arena, "  effective .. %s\n", day_text(maker->arena, day));
    for (uint32_t i = 0; i < count; i++) {
        const char *path = arena_format(maker->arena, "version%u.pol", i);
        struct scrap *file = add_file(given, maker, path, true);
        if (i > 0 && chance(maker, 6))
            choose_zone(maker);
        add_header(maker, file, "sample", days);
        use_schema(maker, file);
        add_policy(maker, file);
        days = arena_format(maker->arena, "  effective %s ..\n",
                            day_text(maker->arena, day + 1 + (int64_t)below(maker, 2)));
    }
}

static void add_tables(struct maker *maker, struct given *given)
{
    for (uint32_t i = 0; i < maker->record_count; i++) {
        struct model_record *table = &maker->records[i];
        if (!table->table || given->file_count == GIVEN_FILES)
            continue;
        struct scrap *file = add_file(given, maker, table->file, false);
        scrap_add(file, scrap_leaf(maker->arena, csv_line(maker, table, NULL)));
        for (uint32_t k = 0; k < table->row_count; k++) {
            struct scrap *row = scrap_leaf(maker->arena, csv_line(maker, table, table->rows[k]));
            row->droppable = true;
            scrap_add(file, row);
        }
    }
}

static void add_policies(struct maker *maker, struct given *given)
{
    uint32_t kind = below(maker, 10);
    if (kind < 4) {
        struct scrap *file = add_file(given, maker, "sample.pol", true);
        add_header(maker, file, "sample", "");
        generate_schema(maker, file);
        add_policy(maker, file);
        return;
    }
    generate_schema(maker, add_file(given, maker, "schema.pol", false));
    if (kind < 7) {
        add_versions(maker, given);
        return;
    }
    for (uint32_t i = 0; i < 2; i++) {
        struct scrap *file = add_file(given, maker, i ? "other.pol" : "sample.pol", true);
        if (i > 0)
            choose_zone(maker);
        add_header(maker, file, i ? "other" : "sample", "");
        use_schema(maker, file);
        add_policy(maker, file);
    }
}

/* ---- slips ---- */

static uint32_t count_leaves(const struct scrap *scrap)
{
    uint32_t count = scrap->text ? 1 : 0;
    for (const struct scrap *part = scrap->first; part; part = part->next)
        count += count_leaves(part);
    return count;
}

static struct scrap *leaf_at(struct scrap *scrap, uint32_t *index)
{
    if (scrap->text && (*index)-- == 0)
        return scrap;
    for (struct scrap *part = scrap->first; part; part = part->next) {
        struct scrap *found = leaf_at(part, index);
        if (found)
            return found;
    }
    return NULL;
}

/* A word stands where another one should, or is missing. */
static void slip(struct maker *maker, struct given *given)
{
    static const char *const words[] = { "is",    "where",    "today",  "now",   "(",        "}",
                                         "then",  "2 months", "absent", "count", "sum",      "1.5",
                                         "\"a\"", "any",      "",       "",      "[]",       "- 1",
                                         "else",  "..",       "of",     "not",   "let x = y" };
    struct scrap *file = given->files[below(maker, given->file_count)].text;
    uint32_t leaves = count_leaves(file);
    uint32_t at = below(maker, leaves), from = below(maker, leaves);
    struct scrap *leaf = leaf_at(file, &at);
    const struct scrap *other = leaf_at(file, &from);
    leaf->text =
        chance(maker, 50) ? words[below(maker, sizeof words / sizeof *words)] : other->text;
    given->ill = true;
}

/* ---- records ---- */

static void add_record(struct maker *maker, struct given *given, bool flat)
{
    const struct model_record *input = &maker->records[maker->input];
    struct given_record *record = &given->records[given->record_count++];
    struct datum *datum = random_row(maker, input);
    record->datum = datum;
    record->csv = flat ? csv_line(maker, input, datum) : NULL;
    record->spoiled = chance(maker, 6);
    for (int i = 0; i < 3; i++)
        record->now[i] = random_now(maker, datum);
    if (record->spoiled)
        spoil_datum(maker, datum);
    record->json = json_scrap(maker, datum);
}

struct given *generate(struct arena *arena, uint64_t seed, uint64_t index)
{
    struct maker *maker = arena_new(arena, struct maker);
    struct given *given = arena_new(arena, struct given);
    maker->arena = arena;
    maker->random = random_stream(seed, index);
    choose_zone(maker);
    pools_begin(maker);
    add_policies(maker, given);
    add_tables(maker, given);
    bool flat = record_is_flat(&maker->records[maker->input]);
    given->csv_header = flat ? csv_line(maker, &maker->records[maker->input], NULL) : NULL;
    given->records = arena_array(arena, struct given_record, RECORDS_A_CASE);
    for (int i = 0; i < RECORDS_A_CASE; i++)
        add_record(maker, given, flat);
    if (chance(maker, 12))
        slip(maker, given);
    return given;
}
