/* judge.c - see judge.h. */
#include "tests/oracle/judge.h"

#include "interp/data/reader.h"
#include "interp/eval/machine.h"
#include "interp/eval/native.h"
#include "interp/report/spelling.h"
#include "tests/oracle/model.h"
#include "tests/oracle/oracle.h"
#include "tests/oracle/ways.h"

struct court {
    enum manner manner;
    const struct given *given;
    const struct program *program;
    const struct plan *plan;
    struct session *session;
    struct reader *reader;
    struct ways *ways;
    struct oracle oracle;
    struct tally *tally;
    struct difference *difference;
    bool changed;
};

const char *verdict_text(enum verdict verdict)
{
    static const char *const texts[] = {
        [VERDICT_AGREED] = "they agree",
        [VERDICT_REFUSED] = "the policy is refused",
        [VERDICT_READER] = "the reader is wrong about the record",
        [VERDICT_WAYS] = "the ways of reading differ",
        [VERDICT_DECISION] = "product and oracle decide differently",
        [VERDICT_PROMISE] = "the policy fails",
        [VERDICT_STEPS] = "more steps than announced",
        [VERDICT_PROGRAM] = "the program's ways differ",
        [VERDICT_CRASHED] = "crashed or hung",
    };
    return texts[verdict];
}

struct text scrap_text(struct arena *arena, const struct scrap *scrap)
{
    struct buffer out = { 0 };
    scrap_write(scrap, &out);
    char *text = arena_alloc(arena, out.length + READER_PADDING);
    if (out.length)
        memcpy(text, out.at, out.length);
    struct text result = { text, (uint32_t)out.length };
    buffer_free(&out);
    return result;
}

/* ---- decisions ---- */

static void tell_value(struct court *court, struct type type, union value value)
{
    struct buffer *out = &court->difference->text;
    if (type.kind != TYPE_LIST && oracle_absent(type, value))
        buffer_string(out, "absent");
    else
        spell_value(out, type.kind == TYPE_LIST ? FORM_JSON : FORM_PLAIN, &type, value);
}

static void tell_outcome(struct court *court, const struct decision *decision,
                         const union value *row)
{
    struct buffer *out = &court->difference->text;
    const struct outcome_case *given = &decision->outcome->cases[row[OUTCOME_CASE].integer];
    buffer_format(out, "%s(", given->name);
    for (uint32_t i = 0; i < given->count; i++) {
        buffer_format(out, "%s%s: ", i ? ", " : "", given->payload[i].name);
        tell_value(court, given->payload[i].type, row[given->payload[i].slot]);
    }
    buffer_format(out, ") by %s", decision->rules[row[OUTCOME_RULE].integer]->name);
}

static void tell_result(struct court *court, const struct decision *decision, bool given,
                        union value result)
{
    struct buffer *out = &court->difference->text;
    if (!given) {
        buffer_string(out, "none\n");
        return;
    }
    if (!decision->all) {
        tell_outcome(court, decision, result.row);
    } else {
        for (uint32_t i = 0; i < result.list.count; i++) {
            buffer_string(out, i ? ", " : "[");
            tell_outcome(court, decision, list_at(result.list, i));
        }
        buffer_string(out, result.list.count ? "]" : "[]");
    }
    buffer_string(out, "\n");
}

static bool same_outcome(const struct decision *decision, const union value *a,
                         const union value *b)
{
    if (a[OUTCOME_CASE].integer != b[OUTCOME_CASE].integer ||
        a[OUTCOME_RULE].integer != b[OUTCOME_RULE].integer)
        return false;
    const struct outcome_case *given = &decision->outcome->cases[a[OUTCOME_CASE].integer];
    for (uint32_t i = 0; i < given->count; i++) {
        uint32_t slot = given->payload[i].slot;
        if (!oracle_same(given->payload[i].type, a[slot], b[slot]))
            return false;
    }
    return true;
}

static bool same_result(const struct decision *decision, union value a, union value b)
{
    if (!decision->all)
        return same_outcome(decision, a.row, b.row);
    for (uint32_t i = 0; i < a.list.count && a.list.count == b.list.count; i++)
        if (!same_outcome(decision, list_at(a.list, i), list_at(b.list, i)))
            return false;
    return a.list.count == b.list.count;
}

static enum verdict judge_element(struct court *court, const struct decision *decision,
                                  uint32_t index, const union value *row)
{
    union value seen = { 0 }, due = { 0 };
    bool given = session_decide(court->session, decision, index, &seen);
    bool owed = oracle_decide(&court->oracle, decision, row, &due);
    court->tally->decisions++;
    if (given)
        court->tally->outcomes += decision->all ? seen.list.count : 1;
    if (court->oracle.broken) {
        buffer_format(&court->difference->text, "%s: a %d at %u..%u is not what it should be\n",
                      decision->name, court->oracle.broken->kind, court->oracle.broken->span.start,
                      court->oracle.broken->span.end);
        return VERDICT_PROMISE;
    }
    if (given == owed && (!given || same_result(decision, seen, due)))
        return VERDICT_AGREED;
    buffer_format(&court->difference->text, "%s, element %u\nproduct: ", decision->name, index);
    tell_result(court, decision, given, seen);
    buffer_string(&court->difference->text, "oracle:  ");
    tell_result(court, decision, owed, due);
    return VERDICT_DECISION;
}

static enum verdict judge_decision(struct court *court, const struct decision *decision)
{
    if (!decision->element)
        return judge_element(court, decision, 0, NULL);
    struct list seen = session_elements(court->session, decision);
    struct list due = oracle_elements(&court->oracle, decision);
    if (seen.count != due.count) {
        buffer_format(&court->difference->text, "%s: product %u elements, oracle %u\n",
                      decision->name, seen.count, due.count);
        return VERDICT_DECISION;
    }
    enum verdict verdict = VERDICT_AGREED;
    for (uint32_t i = 0; i < due.count && verdict == VERDICT_AGREED; i++)
        verdict = judge_element(court, decision, i, list_at(due, i));
    return verdict;
}

static bool is_wanted(enum manner manner, const struct decision *decision)
{
    return manner != MANNER_WANTED || decision->index % 2 == 0;
}

/* Decisions may be asked for in any order. */
static enum verdict judge_policy(struct court *court, const struct policy *policy, bool backwards)
{
    bool in_force = oracle_in_force(&court->oracle, policy);
    if (session_in_force(court->session, policy) != in_force) {
        buffer_format(&court->difference->text, "%s is %sin force for the oracle\n", policy->name,
                      in_force ? "" : "not ");
        return VERDICT_DECISION;
    }
    enum verdict verdict = VERDICT_AGREED;
    uint32_t count = in_force ? policy->decision_count : 0;
    for (uint32_t i = 0; i < count && verdict == VERDICT_AGREED; i++) {
        const struct decision *decision = policy->decisions[backwards ? count - 1 - i : i];
        if (is_wanted(court->manner, decision))
            verdict = judge_decision(court, decision);
    }
    return verdict;
}

static enum verdict judge_steps(struct court *court, uint64_t seen)
{
    uint64_t announced = court->program->steps_at_worst;
    if (court->oracle.steps <= announced && seen <= announced)
        return VERDICT_AGREED;
    buffer_format(&court->difference->text, "announced %llu, oracle %llu, product %llu\n",
                  (unsigned long long)announced, (unsigned long long)court->oracle.steps,
                  (unsigned long long)seen);
    return VERDICT_STEPS;
}

static enum verdict judge_now(struct court *court, const union value *row, int64_t now)
{
    enum verdict verdict = VERDICT_AGREED;
    uint64_t before = session_steps(court->session);
    arena_reset(court->oracle.arena);
    oracle_begin(&court->oracle, row, now);
    session_as_of(court->session, now);
    session_begin(court->session, row);
    court->tally->evaluations++;
    for (uint32_t i = 0; i < court->program->policy_count && verdict == VERDICT_AGREED; i++)
        verdict = judge_policy(court, court->program->policies[i], now & 1);
    if (verdict == VERDICT_AGREED)
        verdict = judge_steps(court, session_steps(court->session) - before);
    return verdict;
}

/* ---- records ---- */

static enum verdict judge_reading(struct court *court, const struct given_record *record,
                                  const union value *row, const struct reject *reject)
{
    struct type input = { .kind = TYPE_RECORD, .record = court->program->input };
    struct buffer *out = &court->difference->text;
    if (!row && record->spoiled)
        court->tally->rejected++;
    if (court->changed || (!row && record->spoiled))
        return VERDICT_AGREED;
    if (!row)
        buffer_format(out, "rejected: %s: %s\n", reject->path, reject->message);
    else if (record->spoiled)
        buffer_string(out, "a spoiled record was accepted\n");
    else if (!datum_matches(record->datum, input, (union value){ .row = row }))
        buffer_string(out, "the record was misread\n");
    else
        return VERDICT_AGREED;
    return VERDICT_READER;
}

static enum verdict judge_record(struct court *court, struct arena *arena, int index,
                                 struct judged which)
{
    const struct given_record *record = &court->given->records[index];
    struct text json = scrap_text(arena, record->json);
    struct reject reject = { 0 };
    reader_reset(court->reader);
    const union value *row = reader_json(court->reader, json.at, json.length, &reject);
    enum verdict verdict = judge_reading(court, record, row, &reject);
    court->difference->record = index;
    if (verdict == VERDICT_AGREED &&
        !ways_agree(court->ways, json.at, json.length, &court->difference->text,
                    &court->tally->readings, &court->tally->unread))
        return VERDICT_WAYS;
    if (!row || verdict != VERDICT_AGREED)
        return verdict;
    court->tally->pairs++;
    for (int i = 0; i < 3 && verdict == VERDICT_AGREED; i++) {
        court->difference->now = i;
        if (which.now < 0 || which.now == i)
            verdict = judge_now(court, row, record->now[i]);
    }
    return verdict;
}

static enum verdict judge_records(struct court *court, struct arena *arena, struct judged which)
{
    enum verdict verdict = VERDICT_AGREED;
    for (uint32_t i = 0; i < court->given->record_count && verdict == VERDICT_AGREED; i++)
        if (which.record < 0 || which.record == (int)i)
            verdict = judge_record(court, arena, (int)i, which);
    return verdict;
}

/* ---- policies ---- */

struct load *load_given(struct arena *arena, const struct given *given,
                        const struct program **program)
{
    struct load_text texts[GIVEN_FILES];
    const char *paths[GIVEN_FILES];
    uint32_t count = 0;
    for (uint32_t i = 0; i < given->file_count; i++) {
        struct text text = scrap_text(arena, given->files[i].text);
        texts[i] = (struct load_text){ given->files[i].path, text.at, text.length };
        if (given->files[i].policy)
            paths[count++] = given->files[i].path;
    }
    struct load_options options = { .texts = texts, .text_count = given->file_count };
    struct load *load = load_files(paths, count, options);
    *program = check(load, (struct check_options){ 0 });
    return load;
}

static const struct plan *plan_wanted(struct arena *arena, const struct program *program)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < program->policy_count; i++)
        count += program->policies[i]->decision_count;
    const struct decision **wanted = arena_array(arena, const struct decision *, count);
    count = 0;
    for (uint32_t i = 0; i < program->policy_count; i++) {
        const struct policy *policy = program->policies[i];
        for (uint32_t k = 0; k < policy->decision_count; k++)
            if (is_wanted(MANNER_WANTED, policy->decisions[k]))
                wanted[count++] = policy->decisions[k];
    }
    return compile_wanted(program, wanted, count, arena);
}

static const struct plan *plan_in(struct arena *arena, const struct program *program,
                                  enum manner manner)
{
    switch (manner) {
    case MANNER_EXPLAINING:
        return compile_explaining(program, arena);
    case MANNER_ONE_BY_ONE:
        return compile_without_switches(program, arena);
    case MANNER_WANTED:
        return plan_wanted(arena, program);
    default:
        return compile(program, arena);
    }
}

static void open_session(struct court *court, struct arena *arena, enum manner manner)
{
    court->plan = plan_in(arena, court->program, manner);
    if (manner == MANNER_NATIVE)
        native_make(court->plan);
    court->session = session_new(court->plan);
    if (manner == MANNER_COUNTING)
        session_count_steps(court->session);
}

static void close_session(struct court *court)
{
    session_free(court->session);
    native_free(court->plan);
}

static enum verdict judge_program_in(struct arena *arena, const struct given *given,
                                     struct judged which, struct court *court)
{
    struct arena scratch = { 0 };
    const struct program *program = court->program;
    court->manner = which.manner;
    open_session(court, arena, which.manner);
    court->reader = reader_new(program->input->shape, (struct reader_options){ .strict = false });
    court->ways = ways_new(program->input->shape);
    court->oracle.arena = &scratch;
    enum verdict verdict = judge_records(court, arena, which);
    close_session(court);
    reader_free(court->reader);
    ways_free(court->ways);
    arena_free(&scratch);
    if (verdict == VERDICT_AGREED && which.program)
        verdict = judge_program(arena, given, program, which.path, court->tally, court->difference);
    return verdict;
}

static void tell_complaints(const struct load *load, struct buffer *out)
{
    for (unsigned i = 0; i < load->diags.count; i++) {
        const struct diag *diag = load->diags.items[i];
        if (diag->severity != DIAG_WARNING)
            buffer_format(out, "%s: %.*s: %s\n", diag->code,
                          (int)(diag->span.end - diag->span.start),
                          sources_text(&load->sources, diag->span), diag->message);
    }
}

enum verdict judge(struct arena *arena, const struct given *given, struct judged which,
                   struct tally *tally, struct difference *difference)
{
    struct court court = { .given = given,
                           .tally = tally,
                           .difference = difference,
                           .changed = which.changed || given->ill };
    enum verdict verdict = VERDICT_REFUSED;
    difference->record = difference->now = -1;
    difference->text.length = 0;
    struct load *load = load_given(arena, given, &court.program);
    tally->cases++;
    tally->ill += given->ill;
    if (load->diags.errors > 0)
        tell_complaints(load, &difference->text);
    else if (court.program->input)
        verdict = judge_program_in(arena, given, which, &court);
    tally->refused += verdict == VERDICT_REFUSED && !given->ill;
    tally->ill_accepted += verdict == VERDICT_AGREED && given->ill;
    load_free(load);
    return verdict;
}
