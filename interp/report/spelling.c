/* spelling.c - the hot half of writing: texts are looked through for what needs an escape while
 * they are copied, many bytes at a time; most need none. */
#include "interp/report/spelling.h"

#include "interp/value/calendar.h"
#include "interp/value/decimal.h"

enum { BLOCK = 16 };

/* Bytes that are compared together: all bits of those are set for which it holds. */
typedef unsigned char block __attribute__((vector_size(BLOCK)));

static bool is_plain(unsigned char byte)
{
    return byte >= 0x20 && byte != '"' && byte != '\\';
}

static inline block stops_in(block bytes)
{
    return (block)(bytes < 0x20) | (block)(bytes == '"') | (block)(bytes == '\\');
}

static inline bool has_stops(block stops)
{
    uint64_t halves[2];
    memcpy(halves, &stops, sizeof stops);
    return (halves[0] | halves[1]) != 0;
}

/* Copies a block; which of its bytes need an escape. */
static inline block copy_block(char *to, const char *from)
{
    block bytes;
    memcpy(&bytes, from, BLOCK);
    memcpy(to, &bytes, BLOCK);
    return stops_in(bytes);
}

/* The same for eight to sixteen bytes: the first eight and the last eight of them. */
static inline block copy_halves(char *to, struct text text)
{
    uint64_t halves[2];
    uint32_t second = text.length - BLOCK / 2;
    memcpy(&halves[0], text.at, sizeof halves[0]);
    memcpy(&halves[1], text.at + second, sizeof halves[1]);
    memcpy(to, &halves[0], sizeof halves[0]);
    memcpy(to + second, &halves[1], sizeof halves[1]);
    block bytes;
    memcpy(&bytes, halves, BLOCK);
    return stops_in(bytes);
}

/* The same for four to eight bytes. */
static inline block copy_quarters(char *to, struct text text)
{
    uint32_t quarters[4], second = text.length - BLOCK / 4;
    memcpy(&quarters[0], text.at, sizeof quarters[0]);
    memcpy(&quarters[1], text.at + second, sizeof quarters[1]);
    memcpy(to, &quarters[0], sizeof quarters[0]);
    memcpy(to + second, &quarters[1], sizeof quarters[1]);
    quarters[2] = quarters[3] = quarters[0];
    block bytes;
    memcpy(&bytes, quarters, BLOCK);
    return stops_in(bytes);
}

static inline bool copy_bytes(char *to, struct text text)
{
    bool plain = true;
    for (uint32_t at = 0; at < text.length; at++) {
        to[at] = text.at[at];
        plain = plain && is_plain((unsigned char)text.at[at]);
    }
    return plain;
}

/* Copies TEXT; whether no byte of it needs an escape.  The last block may overlap the ones before.
 */
static inline bool copy_plain(char *to, struct text text)
{
    if (text.length < BLOCK / 4)
        return copy_bytes(to, text);
    if (text.length < BLOCK / 2)
        return !has_stops(copy_quarters(to, text));
    if (text.length < BLOCK)
        return !has_stops(copy_halves(to, text));
    uint32_t last = text.length - BLOCK, second = last < BLOCK ? last : BLOCK;
    block stops = copy_block(to, text.at) | copy_block(to + second, text.at + second) |
                  copy_block(to + last, text.at + last);
    for (uint32_t at = 2 * BLOCK; at < last; at += BLOCK)
        stops |= copy_block(to + at, text.at + at);
    return !has_stops(stops);
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

void spell_quoted(struct buffer *out, struct text text)
{
    char *room = buffer_room(out, (size_t)text.length + 2);
    if (!copy_plain(room + 1, text)) {
        spell_escaped(out, text);
        return;
    }
    room[0] = room[text.length + 1] = '"';
    out->length += (size_t)text.length + 2;
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

/* The text of a VALUE that is there. */
static inline size_t format_short(char *to, const struct type *type, union value value)
{
    switch (type->kind) {
    case TYPE_DATE:
        return date_format(value.integer, to);
    case TYPE_INSTANT:
        return instant_format(value.integer, to);
    case TYPE_DURATION:
        return duration_format(value.integer, to);
    case TYPE_PERIOD:
        return period_format(value.period, to);
    case TYPE_DECIMAL:
        return decimal_format(value.decimal, type->places, to);
    default:
        return integer_format(value.integer, to);
    }
}

static inline bool is_number(const struct type *type)
{
    return type->kind == TYPE_INTEGER || type->kind == TYPE_DECIMAL;
}

char *spell_short(char *to, enum form form, const struct type *type, union value value)
{
    if (value_is_absent(type, value)) {
        struct text absent = absent_in(form);
        memcpy(to, absent.at, absent.length);
        return to + absent.length;
    }
    bool quoted = form == FORM_JSON && !is_number(type);
    *to = '"';
    to += quoted;
    to += format_short(to, type, value);
    *to = '"';
    return to + quoted;
}

void spell_value(struct buffer *out, enum form form, const struct type *type, union value value)
{
    if (is_short(type)) {
        char *room = buffer_room(out, SHORT_TEXT);
        out->length += (size_t)(spell_short(room, form, type, value) - room);
        return;
    }
    if (value_is_absent(type, value)) {
        buffer_text(out, absent_in(form));
        return;
    }
    switch (type->kind) {
    case TYPE_TEXT:
        spell_text(out, form, value.text);
        break;
    case TYPE_BOOL:
        buffer_string(out, value.integer ? "true" : "false");
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
    default:
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
