/* spelling.c - the hot half of writing: texts are scanned eight bytes at a time for what needs an
 * escape, and most need none. */
#include "interp/report/spelling.h"

#include "interp/value/calendar.h"
#include "interp/value/decimal.h"

static uint64_t every_byte(unsigned char byte)
{
    return UINT64_C(0x0101010101010101) * byte;
}

/* The high bit of each byte of WORD that is zero (and perhaps of those above the first one). */
static uint64_t zero_bytes(uint64_t word)
{
    return (word - every_byte(0x01)) & ~word & every_byte(0x80);
}

/* Whether one of the eight bytes is a quote, a backslash or a control character. */
static bool needs_escape(uint64_t word)
{
    uint64_t control = (word - every_byte(0x20)) & ~word & every_byte(0x80);
    return (control | zero_bytes(word ^ every_byte('"')) | zero_bytes(word ^ every_byte('\\'))) !=
           0;
}

static bool is_plain(unsigned char byte)
{
    return byte >= 0x20 && byte != '"' && byte != '\\';
}

/* Whether no byte of TEXT needs an escape; the last word may overlap the one before it. */
static bool is_all_plain(struct text text)
{
    uint64_t word;
    uint32_t at = 0;
    if (text.length < sizeof word) {
        while (at < text.length && is_plain((unsigned char)text.at[at]))
            at++;
        return at == text.length;
    }
    for (; at < text.length - sizeof word; at += (uint32_t)sizeof word) {
        memcpy(&word, text.at + at, sizeof word);
        if (needs_escape(word))
            return false;
    }
    memcpy(&word, text.at + text.length - sizeof word, sizeof word);
    return !needs_escape(word);
}

/* The letter that stands for BYTE behind a backslash, or 0. */
static char escape_letter(unsigned char byte)
{
    switch (byte) {
    case '\b':
        return 'b';
    case '\t':
        return 't';
    case '\n':
        return 'n';
    case '\f':
        return 'f';
    case '\r':
        return 'r';
    case '"':
    case '\\':
        return (char)byte;
    default:
        return 0;
    }
}

static void add_escape(struct buffer *out, unsigned char byte)
{
    static const char digits[] = "0123456789abcdef";
    char letter = escape_letter(byte);
    if (letter)
        buffer_add(out, (char[]){ '\\', letter }, 2);
    else
        buffer_add(out, (char[]){ '\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15] }, 6);
}

static void spell_escaped(struct buffer *out, struct text text)
{
    uint32_t done = 0;
    buffer_add(out, "\"", 1);
    for (uint32_t at = 0; at < text.length; at++) {
        if (is_plain((unsigned char)text.at[at]))
            continue;
        buffer_add(out, text.at + done, at - done);
        add_escape(out, (unsigned char)text.at[at]);
        done = at + 1;
    }
    buffer_add(out, text.at + done, text.length - done);
    buffer_add(out, "\"", 1);
}

static void spell_quoted(struct buffer *out, struct text text)
{
    if (!is_all_plain(text)) {
        spell_escaped(out, text);
        return;
    }
    char *room = buffer_room(out, (size_t)text.length + 2);
    *room = '"';
    if (text.length)
        memcpy(room + 1, text.at, text.length);
    room[text.length + 1] = '"';
    out->length += text.length + 2;
}

static bool cell_needs_quotes(struct text text)
{
    if (!text.length || text.at[0] == ' ' || text.at[text.length - 1] == ' ')
        return true;
    for (uint32_t i = 0; i < text.length; i++)
        if (strchr(",\"\r\n", text.at[i]) && text.at[i])
            return true;
    return false;
}

static void spell_cell(struct buffer *out, struct text text)
{
    if (!cell_needs_quotes(text)) {
        buffer_text(out, text);
        return;
    }
    buffer_add(out, "\"", 1);
    for (uint32_t i = 0; i < text.length; i++) {
        if (text.at[i] == '"')
            buffer_add(out, "\"", 1);
        buffer_add(out, text.at + i, 1);
    }
    buffer_add(out, "\"", 1);
}

void spell_text(struct buffer *out, enum form form, struct text text)
{
    if (form == FORM_PLAIN)
        buffer_text(out, text);
    else if (form == FORM_CSV)
        spell_cell(out, text);
    else
        spell_quoted(out, text);
}

void spell_word(struct buffer *out, struct text text)
{
    bool word = text.length > 0;
    for (uint32_t i = 0; i < text.length && word; i++) {
        unsigned char byte = (unsigned char)text.at[i];
        word = byte > ' ' && byte != 0x7F && !strchr("\":\\", byte);
    }
    if (word)
        buffer_text(out, text);
    else
        spell_quoted(out, text);
}

bool value_is_absent(const struct type *type, union value value)
{
    switch (type->kind) {
    case TYPE_TEXT:
        return !value.text.at;
    case TYPE_DECIMAL:
        return value.decimal == DECIMAL_ABSENT;
    case TYPE_PERIOD:
        return value.period.months == PERIOD_ABSENT;
    case TYPE_RECORD:
    case TYPE_OUTCOME:
        return !value.row;
    case TYPE_LIST:
        return false;
    default:
        return value.integer == INTEGER_ABSENT;
    }
}

static struct text absent_in(enum form form)
{
    static const char *const words[] = { "null", "", "absent", "" };
    return text_of(words[form]);
}

static void spell_list(struct buffer *out, enum form form, const struct type *element,
                       struct list list)
{
    buffer_add(out, "[", 1);
    for (uint32_t i = 0; i < list.count; i++) {
        const union value *at = list_at(list, i);
        bool is_row = element->kind == TYPE_RECORD || element->kind == TYPE_OUTCOME;
        if (i)
            buffer_add(out, ", ", form == FORM_JSON ? 1 : 2);
        spell_value(out, form, element, is_row ? (union value){ .row = at } : *at);
    }
    buffer_add(out, "]", 1);
}

/* A list in a cell is JSON, quoted as any text. */
static void spell_list_cell(struct buffer *out, const struct type *element, struct list list)
{
    struct buffer json = { 0 };
    spell_list(&json, FORM_JSON, element, list);
    spell_cell(out, (struct text){ json.at, (uint32_t)json.length });
    buffer_free(&json);
}

static void spell_member(struct buffer *out, enum form form, const struct member *member)
{
    if (form == FORM_LINES)
        buffer_string(out, member->name);
    else
        spell_text(out, form, text_of(member->spelling));
}

static void spell_row(struct buffer *out, enum form form, const struct record *record,
                      const union value *row)
{
    struct buffer key = { 0 };
    spell_key(&key, record, row);
    spell_text(out, form, (struct text){ key.at, (uint32_t)key.length });
    buffer_free(&key);
}

/* What FORMAT writes of NUMBER, between quotes where JSON needs them. */
static void spell_calendar(struct buffer *out, enum form form, int64_t number,
                           size_t (*format)(int64_t, char *))
{
    char *start = buffer_room(out, CALENDAR_TEXT + 2), *at = start;
    if (form == FORM_JSON)
        *at++ = '"';
    at += format(number, at);
    if (form == FORM_JSON)
        *at++ = '"';
    out->length += (size_t)(at - start);
}

static void spell_period(struct buffer *out, enum form form, struct period period)
{
    char text[CALENDAR_TEXT];
    size_t length = period_format(period, text);
    const char *quote = form == FORM_JSON ? "\"" : "";
    buffer_string(out, quote);
    buffer_add(out, text, length);
    buffer_string(out, quote);
}

void spell_value(struct buffer *out, enum form form, const struct type *type, union value value)
{
    if (value_is_absent(type, value)) {
        buffer_text(out, absent_in(form));
        return;
    }
    switch (type->kind) {
    case TYPE_TEXT:
        spell_text(out, form, value.text);
        break;
    case TYPE_INTEGER:
        out->length += integer_format(value.integer, buffer_room(out, DECIMAL_TEXT));
        break;
    case TYPE_DECIMAL:
        out->length += decimal_format(value.decimal, type->places, buffer_room(out, DECIMAL_TEXT));
        break;
    case TYPE_BOOL:
        buffer_string(out, value.integer ? "true" : "false");
        break;
    case TYPE_DATE:
        spell_calendar(out, form, value.integer, date_format);
        break;
    case TYPE_INSTANT:
        spell_calendar(out, form, value.integer, instant_format);
        break;
    case TYPE_DURATION:
        spell_calendar(out, form, value.integer, duration_format);
        break;
    case TYPE_PERIOD:
        spell_period(out, form, value.period);
        break;
    case TYPE_ENUM:
        spell_member(out, form, &type->enumeration->members[value.integer]);
        break;
    case TYPE_RECORD:
        spell_row(out, form, type->record, value.row);
        break;
    case TYPE_LIST:
        if (form == FORM_CSV)
            spell_list_cell(out, type->element, value.list);
        else
            spell_list(out, form, type->element, value.list);
        break;
    case TYPE_UNKNOWN:
    case TYPE_OUTCOME:
        break;
    }
}

void spell_key(struct buffer *out, const struct record *record, const union value *row)
{
    for (uint32_t i = 0; i < record->key_count; i++) {
        const struct field *field = &record->fields[record->keys[i]];
        if (i)
            buffer_add(out, "/", 1);
        spell_value(out, FORM_PLAIN, &field->type, row[field->slot]);
    }
}
