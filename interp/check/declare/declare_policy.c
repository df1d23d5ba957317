/* declare_policy.c - the lines of a policy's header. */
#include "interp/check/declare/declare.h"
#include "interp/check/language_tag.h"
#include "interp/check/refer.h"

/* The header at its reading. */
struct header {
    struct policy_check *within;
    struct checker *checker;
    struct policy *policy;
};

/* What a setting takes. */
enum setting_form { FORM_TEXT, FORM_WORD, FORM_WORDS, FORM_DAYS };

static void complain_form(struct header *header, const struct setting *setting, const char *mend)
{
    struct diags *diags = header->checker->diags;
    struct diag *diag = diag_error(diags, setting->span, "setting-form",
                                   "this is not how `%s` is set", setting->name.text);
    diag_hint(diags, diag, "write `%s`", mend);
}

static void set_title(struct header *header, const struct setting *setting)
{
    header->policy->title = setting->text.text;
}

static void set_effective(struct header *header, const struct setting *setting)
{
    struct policy *policy = header->policy;
    int64_t from, to;
    if (days_resolve(header->checker, &setting->days, &from, &to)) {
        policy->from = from;
        policy->to = to;
    }
    policy->cites = citations_resolve(header->within, &setting->cites);
}

/* ---- time zones ---- */

/* The zones of the larger places. */
static const char *const zones[] = {
    "UTC",
    "Africa/Cairo",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "Africa/Nairobi",
    "America/Argentina/Buenos_Aires",
    "America/Bogota",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/New_York",
    "America/Phoenix",
    "America/Sao_Paulo",
    "America/Toronto",
    "America/Vancouver",
    "Asia/Bangkok",
    "Asia/Dubai",
    "Asia/Ho_Chi_Minh",
    "Asia/Hong_Kong",
    "Asia/Jakarta",
    "Asia/Jerusalem",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Manila",
    "Asia/Riyadh",
    "Asia/Seoul",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Taipei",
    "Asia/Tehran",
    "Asia/Tokyo",
    "Australia/Melbourne",
    "Australia/Sydney",
    "Europe/Amsterdam",
    "Europe/Athens",
    "Europe/Berlin",
    "Europe/Brussels",
    "Europe/Dublin",
    "Europe/Istanbul",
    "Europe/Kyiv",
    "Europe/Lisbon",
    "Europe/London",
    "Europe/Madrid",
    "Europe/Moscow",
    "Europe/Paris",
    "Europe/Prague",
    "Europe/Rome",
    "Europe/Stockholm",
    "Europe/Vienna",
    "Europe/Warsaw",
    "Europe/Zurich",
    "Pacific/Auckland",
    "Pacific/Honolulu",
};

enum { ZONES = sizeof zones / sizeof *zones };

/* The zone that was meant, also by its city alone, or NULL. */
static const char *meant_zone(struct checker *checker, const char *name)
{
    const char *closest = meant(checker, name, zones, ZONES);
    for (int i = 0; i < ZONES && !closest; i++) {
        const char *city = strrchr(zones[i], '/');
        if (city && meant(checker, name, &(const char *){ city + 1 }, 1))
            closest = zones[i];
    }
    return closest;
}

static void set_timezone(struct header *header, const struct setting *setting)
{
    struct policy *policy = header->policy;
    struct checker *checker = header->checker;
    const struct zone *zone = zone_load(checker->arena, setting->text.text);
    if (zone) {
        policy->zone = zone;
        policy->zone_name = setting->text.text;
        return;
    }
    struct diag *diag = diag_error(checker->diags, setting->text.span, "unknown-timezone",
                                   "there is no time zone \"%s\"", setting->text.text);
    const char *closest = meant_zone(checker, setting->text.text);
    if (closest) {
        diag_hint(checker->diags, diag, "did you mean \"%s\"?", closest);
        diag_mend(checker->diags, diag, setting->text.span, "\"%s\"", closest);
    } else {
        diag_hint(checker->diags, diag,
                  "zones are called by the IANA's names, as \"Asia/Seoul\" or "
                  "\"UTC\"");
    }
}

/* ---- rounding and languages ---- */

static void set_rounding(struct header *header, const struct setting *setting)
{
    const struct name *word = &setting->words.items[0];
    if (strcmp(word->text, "down") == 0) {
        header->policy->rounding = ROUNDING_DOWN;
    } else if (strcmp(word->text, "up") == 0) {
        header->policy->rounding = ROUNDING_UP;
    } else {
        struct diag *diag = diag_error(header->checker->diags, word->span, "unknown-rounding",
                                       "rounding is `down` or `up`, not `%s`", word->text);
        diag_hint(header->checker->diags, diag,
                  "`down`: the month's last day; `up`: the next "
                  "month's first day");
        header->policy->rounding = ROUNDING_DOWN;
    }
}

static void complain_language(struct checker *checker, const struct name *language)
{
    struct diag *diag = diag_error(checker->diags, language->span, "bad-language",
                                   "\"%s\" is no language tag", language->text);
    diag_hint(checker->diags, diag,
              "languages are called by BCP 47, as a word or a text: en, zh_Hans, \"pt-BR\"");
}

/* The language at INDEX is in the list before it. */
static bool is_listed_before(struct checker *checker, const struct names_list *list, uint32_t index)
{
    const struct name *language = &list->items[index];
    for (uint32_t i = 0; i < index; i++) {
        if (!language_tag_equal(list->items[i].text, language->text))
            continue;
        struct diag *diag = diag_error(checker->diags, language->span, "given-twice",
                                       "language `%s` is given twice", language->text);
        diag_other(checker->diags, diag, list->items[i].span, "first here");
        diag_hint(checker->diags, diag, "leave one out");
        return true;
    }
    return false;
}

static void set_languages(struct header *header, const struct setting *setting)
{
    enum { LANGUAGES_MAX = 100 };
    struct checker *checker = header->checker;
    struct name single = { setting->text.text, setting->text.span };
    struct names_list list = setting->words;
    if (single.text)
        list = (struct names_list){ &single, 1 };
    if (list.count > LANGUAGES_MAX) {
        diag_error(checker->diags, setting->span, "too-many-languages",
                   "a policy has at most %d languages", LANGUAGES_MAX);
        list.count = LANGUAGES_MAX;
    }
    const char **languages = arena_array(checker->arena, const char *, list.count);
    for (uint32_t i = 0; i < list.count; i++) {
        if (is_listed_before(checker, &list, i))
            continue;
        const char *tag = language_tag_of(checker->arena, list.items[i].text);
        if (language_tag_is_sound(tag))
            languages[header->policy->language_count++] = tag;
        else
            complain_language(checker, &list.items[i]);
    }
    header->policy->languages = languages;
}

/* ---- the reader's language ---- */

static struct field *input_field(const struct header *header, const char *name)
{
    const struct record *input = header->checker->program->input;
    for (uint32_t i = 0; input && i < input->count; i++)
        if (strcmp(input->fields[i].name, name) == 0)
            return &input->fields[i];
    return NULL;
}

static void complain_reader(struct header *header, const struct name *word)
{
    struct checker *checker = header->checker;
    const struct record *input = checker->program->input;
    if (!input)
        return;
    const char **names = arena_array(checker->arena, const char *, input->count);
    for (uint32_t i = 0; i < input->count; i++)
        names[i] = input->fields[i].type.kind == TYPE_TEXT ? input->fields[i].name : NULL;
    struct diag *diag = diag_error(checker->diags, word->span, "unknown-field",
                                   "`%s` has no field `%s`", input->name, word->text);
    hint_meant(checker, diag, meant(checker, word->text, names, input->count),
               "`language` names the field of the record that holds the reader's language");
}

static void set_language(struct header *header, const struct setting *setting)
{
    struct checker *checker = header->checker;
    const struct name *word = &setting->words.items[0];
    struct field *field = input_field(header, word->text);
    offer_fields(checker, word->span, checker->program->input);
    if (!field) {
        complain_reader(header, word);
        return;
    }
    refer(checker, word->span, reference_of_field(field));
    if (field->type.kind == TYPE_TEXT) {
        field->used = true;
        header->policy->language = field;
        return;
    }
    if (field->type.kind == TYPE_UNKNOWN)
        return;
    struct diag *diag = diag_error(checker->diags, word->span, "language-type",
                                   "the reader's language is a text; `%s` is %s", word->text,
                                   type_name(checker, field->type));
    diag_other(checker->diags, diag, field->span, "declared here");
    diag_hint(checker->diags, diag, "name a field of type text, which holds \"ko\" or \"pt-BR\"");
}

static void usual_language(struct header *header)
{
    struct field *field = input_field(header, "language");
    if (!field || field->type.kind != TYPE_TEXT)
        return;
    field->used = true;
    header->policy->language = field;
}

/* ---- all lines ---- */

static const struct setting_kind {
    const char *name;
    enum setting_form form;
    void (*set)(struct header *header, const struct setting *setting);
    const char *example;
} kinds[] = {
    { "title", FORM_TEXT, set_title, "title \"Renewing a certification\"" },
    { "effective", FORM_DAYS, set_effective, "effective 2020-12-15 .." },
    { "timezone", FORM_TEXT, set_timezone, "timezone \"UTC\"" },
    { "rounding", FORM_WORD, set_rounding, "rounding down" },
    { "languages", FORM_WORDS, set_languages, "languages en, ko" },
    { "language", FORM_WORD, set_language, "language preferred_language" },
};

enum { KINDS = sizeof kinds / sizeof *kinds };

static const struct setting_kind *kind_of(const struct setting *setting)
{
    for (int i = 0; i < KINDS; i++)
        if (strcmp(kinds[i].name, setting->name.text) == 0)
            return &kinds[i];
    return NULL;
}

static bool has_form(const struct setting *setting, enum setting_form form)
{
    switch (form) {
    case FORM_TEXT:
        return setting->text.text && strlen(setting->text.text) == setting->text.length;
    case FORM_WORD:
        return setting->words.count == 1;
    case FORM_WORDS:
        return setting->words.count > 0 || (setting->text.text && setting->text.length);
    case FORM_DAYS:
        return setting->days.span.end > 0;
    }
    return false;
}

static void complain_setting(struct header *header, const struct setting *setting)
{
    struct checker *checker = header->checker;
    const char *names[KINDS];
    for (int i = 0; i < KINDS; i++)
        names[i] = kinds[i].name;
    struct diag *diag = diag_error(checker->diags, setting->name.span, "unknown-setting",
                                   "a policy has no setting `%s`", setting->name.text);
    hint_meant(checker, diag, meant(checker, setting->name.text, names, KINDS),
               "the settings are title, effective, timezone, rounding, languages, language");
}

static void declare_setting(struct header *header, struct places *names,
                            const struct setting *setting)
{
    const struct setting_kind *kind = kind_of(setting);
    if (!kind)
        complain_setting(header, setting);
    else if (!give_once(header->checker, names, setting->name, "setting"))
        return;
    else if (!has_form(setting, kind->form))
        complain_form(header, setting, kind->example);
    else
        kind->set(header, setting);
}

void declare_policy(struct policy_check *within)
{
    struct checker *checker = within->checker;
    struct policy *policy = within->policy;
    struct header header = { within, checker, policy };
    struct places names = { .arena = checker->arena };
    const struct setting *setting =
        within->module->policy ? within->module->policy->settings : NULL;
    for (; setting; setting = setting->next)
        if (setting->name.text)
            declare_setting(&header, &names, setting);
    if (!policy->zone)
        policy->zone = zone_load(checker->arena, "UTC");
    if (!policy->language)
        usual_language(&header);
}
