/* certpol_session.c - libcertpol: one record at a time, its decisions as data. */
#include <stdlib.h>

#include "interp/certpol_session.h"
#include "interp/eval/cover.h"
#include "interp/report/language.h"
#include "interp/report/lines.h"

/* The policy's plan, or one that does more, in ARENA. */
static const struct plan *plan_for(const certpol_policy *policy,
                                   const struct certpol_session_options *options,
                                   struct arena *arena)
{
    if (options->explains)
        return compile_explaining(policy->program, arena);
    return options->covers ? compile_covering(policy->program, arena) : policy->plan;
}

certpol_session *certpol_session_new(const certpol_policy *policy,
                                     struct certpol_session_options options)
{
    if (!policy->plan)
        return NULL;
    certpol_session *session = calloc(1, sizeof *session);
    if (!session)
        arena_exhausted();
    session->policy = policy;
    session->plan = plan_for(policy, &options, &session->arena);
    session->evaluation = session_new(session->plan);
    session->reader = reader_new(policy->program->input->shape,
                                 (struct reader_options){ .strict = options.strict });
    session->layout = layout_new(policy->program, (struct layout_options){ .form = LAYOUT_LINES },
                                 &session->arena);
    session->writer = writer_new(session->layout, NULL, 0);
    if (certpol_session_as_of(session, options.as_of))
        return session;
    certpol_session_free(session);
    return NULL;
}

void certpol_session_free(certpol_session *session)
{
    if (!session)
        return;
    session_free(session->evaluation);
    reader_free(session->reader);
    writer_free(session->writer);
    speech_free(session->speech);
    buffer_free(&session->text);
    buffer_free(&session->scratch);
    arena_free(&session->record);
    arena_free(&session->paths);
    arena_free(&session->arena);
    free(session);
}

bool certpol_session_as_of(certpol_session *session, int64_t as_of)
{
    if (as_of < AS_OF_MIN || as_of > AS_OF_MAX)
        return false;
    session->as_of = as_of;
    session_as_of(session->evaluation, as_of);
    arena_reset(&session->paths);
    session->walk = walk_new(session->layout, session->evaluation, &session->paths);
    return true;
}

/* ---- decisions as data ---- */

/* What stands in the scratch buffer, kept as long as the record. */
static struct certpol_text keep(certpol_session *session)
{
    struct buffer *scratch = &session->scratch;
    struct certpol_text kept = { arena_copy(&session->record, scratch->at, scratch->length),
                                 scratch->length };
    scratch->length = 0;
    return kept;
}

enum certpol_type public_type(enum type_kind kind)
{
    switch (kind) {
    case TYPE_INTEGER:
        return CERTPOL_INTEGER;
    case TYPE_DECIMAL:
        return CERTPOL_DECIMAL;
    case TYPE_BOOL:
        return CERTPOL_BOOL;
    case TYPE_DATE:
        return CERTPOL_DATE;
    case TYPE_INSTANT:
        return CERTPOL_INSTANT;
    case TYPE_PERIOD:
        return CERTPOL_PERIOD;
    case TYPE_DURATION:
        return CERTPOL_DURATION;
    case TYPE_ENUM:
        return CERTPOL_ENUM;
    case TYPE_RECORD:
        return CERTPOL_RECORD;
    case TYPE_LIST:
        return CERTPOL_LIST;
    default:
        return CERTPOL_TEXT;
    }
}

static bool is_one_integer(enum type_kind kind)
{
    return kind == TYPE_INTEGER || kind == TYPE_BOOL || kind == TYPE_DATE || kind == TYPE_INSTANT ||
           kind == TYPE_DURATION || kind == TYPE_ENUM;
}

static struct certpol_value tell_value(certpol_session *session, const struct payload *payload,
                                       const union value *row)
{
    const struct type *type = &payload->type;
    union value value = row[payload->slot];
    struct certpol_value told = { .name = payload->name,
                                  .type = public_type(type->kind),
                                  .absent = value_is_absent(type, value) };
    if (!told.absent && is_one_integer(type->kind))
        told.number = value.integer;
    spell_value(&session->scratch, type->kind == TYPE_LIST ? FORM_JSON : FORM_PLAIN, type, value);
    told.text = keep(session);
    return told;
}

static const struct rule *rule_of(const struct decided *decided, size_t outcome)
{
    const union value *row = decided_row(decided, (uint32_t)outcome);
    return decided->decision->rules[row[OUTCOME_RULE].integer];
}

static const char *const *tell_cites(certpol_session *session, const struct rule *rule)
{
    const char **cites = arena_array(&session->record, const char *, rule->cites.count);
    for (uint32_t i = 0; i < rule->cites.count; i++)
        cites[i] = rule->cites.items[i]->id;
    return cites;
}

static struct certpol_outcome tell_outcome(certpol_session *session, const struct decided *decided,
                                           uint32_t index)
{
    const union value *row = decided_row(decided, index);
    const struct rule *rule = rule_of(decided, index);
    const struct outcome_case *given = case_of(decided->decision, rule);
    struct certpol_value *with = arena_array(&session->record, struct certpol_value, given->count);
    for (uint32_t i = 0; i < given->count; i++)
        with[i] = tell_value(session, &given->payload[i], row);
    writer_outcome(session->writer, &session->scratch, decided, row);
    return (struct certpol_outcome){
        given->name,       with,         given->count, rule->name, tell_cites(session, rule),
        rule->cites.count, keep(session)
    };
}

static struct certpol_text tell_line(certpol_session *session, const struct decided *decided)
{
    struct buffer tabbed = { 0 };
    writer_decided(session->writer, &tabbed, decided);
    lines_join(&session->scratch, (struct text){ tabbed.at, (uint32_t)tabbed.length });
    buffer_free(&tabbed);
    if (session->scratch.length)
        session->scratch.length--; /* the line's end */
    return keep(session);
}

static struct certpol_decision tell_decision(certpol_session *session,
                                             const struct decided *decided)
{
    struct text key = writer_key(session->writer);
    uint32_t count = decided_count(decided);
    struct certpol_outcome *outcomes = arena_array(&session->record, struct certpol_outcome, count);
    for (uint32_t i = 0; i < count; i++)
        outcomes[i] = tell_outcome(session, decided, i);
    struct certpol_decision told = {
        .policy = decided->decision->policy->name,
        .record = { arena_copy(&session->record, key.at, key.length), key.length },
        .decision = decided->decision->name,
        .all = decided->decision->all,
        .in_force = decided->in_force,
        .outcomes = outcomes,
        .outcome_count = count,
        .line = tell_line(session, decided),
    };
    if (decided->element) {
        decided_subject(decided, &session->scratch);
        told.subject = keep(session);
    }
    return told;
}

static void tell(void *context, const struct decided *decided)
{
    certpol_session *session = context;
    if (session->count == session->capacity) {
        size_t capacity = session->capacity ? 2 * session->capacity : 8;
        session->told =
            arena_grow(&session->record, session->told, session->capacity * sizeof *session->told,
                       capacity * sizeof *session->told);
        session->capacity = capacity;
    }
    struct told *told = arena_new(&session->record, struct told);
    told->decision = tell_decision(session, decided);
    told->decided = *decided;
    session->told[session->count++] = told;
}

/* ---- one record ---- */

static void forget_record(certpol_session *session)
{
    reader_reset(session->reader);
    arena_reset(&session->record);
    session->told = NULL;
    session->count = session->capacity = 0;
}

static void locate(const char *text, size_t offset, struct certpol_rejection *rejection)
{
    rejection->line = rejection->column = 1;
    for (size_t i = 0; i < offset; i++) {
        if (text[i] == '\n') {
            rejection->line++;
            rejection->column = 1;
        } else if (((unsigned char)text[i] & 0xC0) != 0x80) {
            rejection->column++;
        }
    }
}

bool certpol_evaluate(certpol_session *session, const char *json, size_t length,
                      struct certpol_rejection *rejection)
{
    struct reject why = { 0 };
    forget_record(session);
    session->text.length = 0;
    buffer_room(&session->text, length + READER_PADDING);
    buffer_add(&session->text, json, length);
    memset(session->text.at + length, 0, READER_PADDING);
    session->row = reader_json(session->reader, session->text.at, length, &why);
    if (!session->row) {
        *rejection =
            (struct certpol_rejection){ .path = why.path ? why.path : "", .message = why.message };
        locate(session->text.at, why.offset < length ? why.offset : length, rejection);
        return false;
    }
    writer_begin(session->writer, session->row, ++session->records);
    walk_record(&session->walk, session->row, tell, session);
    return true;
}

struct certpol_text certpol_record_key(const certpol_session *session)
{
    if (!session->row)
        return (struct certpol_text){ 0 };
    struct text key = writer_key(session->writer);
    return (struct certpol_text){ key.at, key.length };
}

const struct certpol_decision *certpol_decision(const certpol_session *session, size_t index)
{
    return index < session->count ? &session->told[index]->decision : NULL;
}

bool certpol_rule_place(const certpol_session *session, size_t decision, size_t outcome,
                        const char **file, unsigned *line)
{
    if (decision >= session->count || outcome >= session->told[decision]->decision.outcome_count)
        return false;
    const struct rule *rule = rule_of(&session->told[decision]->decided, outcome);
    struct place place = sources_place(&session->policy->load->sources, rule->span.start);
    if (!place.source)
        return false;
    *file = place.source->name;
    *line = place.line;
    return true;
}

/* ---- messages ---- */

struct text reader_language(const certpol_session *session, const struct policy *policy,
                            const char *language)
{
    struct text wanted = { 0 };
    if (language)
        wanted = text_of(language);
    else if (policy->language)
        wanted = session->row[policy->language->slot].text;
    return wanted;
}

static const struct message *choose_message(const certpol_session *session,
                                            const struct decided *decided, const struct rule *rule,
                                            const char *language)
{
    const struct policy *policy = decided->decision->policy;
    struct text wanted = reader_language(session, policy, language);
    const struct message *message = message_in(rule->messages, language_of(policy, wanted));
    return message ? message : rule->messages;
}

bool certpol_message(certpol_session *session, size_t decision, size_t outcome,
                     const char *language, struct certpol_text *message, char *problem)
{
    *message = (struct certpol_text){ 0 };
    if (decision >= session->count || outcome >= session->told[decision]->decision.outcome_count)
        return true;
    const struct decided *decided = &session->told[decision]->decided;
    const struct message *chosen =
        choose_message(session, decided, rule_of(decided, outcome), language);
    if (!chosen)
        return true;
    if (!session->speech)
        session->speech = speech_new(problem, CERTPOL_PROBLEM);
    if (!session->speech)
        return false;
    speech_say(session->speech, &session->scratch, decided->decision->policy, chosen,
               decided_row(decided, (uint32_t)outcome));
    *message = keep(session);
    return true;
}
