/* split_json.c - the elements of a JSON array, found by its brackets, commas and strings alone.
 *
 * What an element is worth is the reader's to say.  Where the array itself is broken a record says
 * so, and cutting goes on at the next thing that looks like an element. */
#include <string.h>

#include "interp/data/brackets.h"
#include "interp/data/json_block.h"
#include "interp/data/split.h"

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

/* Moves to the next byte that is not blank; false where there is none yet. */
static bool skip_blanks(struct split *split, const struct stretch *stretch)
{
    size_t at = split->at;
    while (at < stretch->length && is_blank(stretch->text[at]))
        at++;
    split_pass(split, stretch, at);
    return at < stretch->length;
}

/* The bytes up to END are no record: PROBLEM says why. */
static bool take_problem(struct split *split, const struct stretch *stretch, size_t end,
                         struct input_record *record, const char *problem)
{
    split_take(split, stretch, end, record);
    record->problem = problem;
    if (record->length > SPLIT_KEPT_BYTES)
        record->length = SPLIT_KEPT_BYTES;
    return true;
}

/* The file ends where it should not. */
static bool take_end(struct split *split, const struct stretch *stretch,
                     struct input_record *record)
{
    const char *problem = split->json == SPLIT_BEFORE ? "the file is empty: no array, no object"
                          : split->json == SPLIT_WITHIN
                              ? "the file ends within this record"
                              : "the file ends before the array does: ']' is missing";
    split->json = SPLIT_DONE;
    return take_problem(split, stretch, stretch->length, record, problem);
}

/* Behind the byte at AT, which is not plain, of a string. */
static void pass_special(struct split *split, char byte)
{
    split->nest.escaped = byte == '\\';
    split->nest.in_string = byte != '"';
    split->at++;
}

/* Behind the string that the bytes from AT on are in; false where it goes on. */
static bool pass_string(struct split *split, const struct stretch *stretch)
{
    while (split->at < stretch->length) {
        if (split->nest.escaped) {
            split->nest.escaped = false;
            split->at++;
            continue;
        }
        split->at += block_plain(stretch->text + split->at);
        if (split->at >= stretch->length)
            break;
        pass_special(split, stretch->text[split->at]);
        if (!split->nest.in_string)
            return true;
    }
    split->at = stretch->length;
    return false;
}

/* Moves to the next byte that may matter outside strings. */
static void pass_plain(struct split *split, const struct stretch *stretch)
{
    static const bool matters[256] = {
        ['"'] = true, ['{'] = true, ['['] = true, ['}'] = true, [']'] = true, [','] = true,
    };
    size_t at = split->at;
    while (at < stretch->length && !matters[(unsigned char)stretch->text[at]])
        at++;
    split->at = at;
}

/* Looks at one byte outside strings; true where the element ends before or with it, which is at
 * *END. */
static bool element_ends(struct split *split, const struct stretch *stretch, size_t *end)
{
    *end = split->at;
    switch (stretch->text[split->at]) {
    case '"':
        split->nest.in_string = true;
        break;
    case '{':
    case '[':
        split->nest.depth++;
        break;
    case '}':
    case ']':
        if (split->nest.depth == 0 && split->in_array)
            return stretch->text[split->at] == ']';
        if (split->nest.depth == 1)
            *end = split->at + 1;
        return split->nest.depth > 0 && --split->nest.depth == 0;
    case ',':
        return split->nest.depth == 0 && split->in_array;
    default:
        break;
    }
    return false;
}

/* The same as find_end, byte by byte. */
static bool find_end_by_bytes(struct split *split, const struct stretch *stretch, size_t *end)
{
    while (split->at < stretch->length) {
        if (split->nest.in_string && !pass_string(split, stretch))
            return false;
        pass_plain(split, stretch);
        if (split->at == stretch->length)
            return false;
        if (element_ends(split, stretch, end))
            return true;
        split->at++;
    }
    return false;
}

/* Where the element at hand ends; false where that is still to come. */
static bool find_end(struct split *split, const struct stretch *stretch, size_t *end)
{
    for (;;) {
        split->at +=
            brackets_pass(stretch->text + split->at, stretch->length - split->at, &split->nest);
        struct stretch piece = *stretch;
        if (piece.length - split->at > BRACKETS_BYTES)
            piece.length = split->at + BRACKETS_BYTES;
        if (find_end_by_bytes(split, &piece, end))
            return true;
        if (split->at == stretch->length)
            return false;
    }
}

static bool within(struct split *split, const struct stretch *stretch, struct input_record *record)
{
    size_t end;
    bool found = find_end(split, stretch, &end);
    bool plain =
        split->nest.depth == 0 && !split->nest.in_string; /* a number that the file ends with */
    if (!found && !stretch->last)
        return false;
    if (!found && !plain)
        return take_end(split, stretch, record);
    end = found ? end : stretch->length;
    split->json = split->in_array ? SPLIT_BEHIND : SPLIT_AFTER;
    size_t cut = end;
    while (cut > split->begin && is_blank(stretch->text[cut - 1]))
        cut--;
    return split_take(split, stretch, cut, record);
}

static void begin_element(struct split *split)
{
    split->json = SPLIT_WITHIN;
    split->nest.depth = 0;
    split->nest.in_string = split->nest.escaped = false;
}

static bool before_element(struct split *split, const struct stretch *stretch,
                           struct input_record *record)
{
    bool first = split->json == SPLIT_FIRST;
    switch (stretch->text[split->at]) {
    case ',':
        return take_problem(split, stretch, split->at + 1, record,
                            "an element is missing before this comma");
    case ']':
        split->json = SPLIT_AFTER;
        if (!first)
            return take_problem(split, stretch, split->at + 1, record,
                                "an element is missing behind the last comma");
        split_pass(split, stretch, split->at + 1);
        return false;
    default:
        begin_element(split);
        return false;
    }
}

static void behind_element(struct split *split, const struct stretch *stretch)
{
    char byte = stretch->text[split->at];
    split->json = byte == ',' ? SPLIT_ELEMENT : byte == ']' ? SPLIT_AFTER : SPLIT_GARBAGE;
    if (split->json != SPLIT_GARBAGE)
        split_pass(split, stretch, split->at + 1);
}

/* What may follow an element, or begins another one. */
static bool ends_garbage(char byte)
{
    return byte == ',' || byte == ']' || byte == '{';
}

static bool garbage(struct split *split, const struct stretch *stretch, struct input_record *record)
{
    while (split->at < stretch->length && !ends_garbage(stretch->text[split->at]))
        split->at++;
    if (split->at == stretch->length && !stretch->last)
        return false;
    bool object = split->at < stretch->length && stretch->text[split->at] == '{';
    split->json = object ? SPLIT_ELEMENT : SPLIT_BEHIND;
    return take_problem(split, stretch, split->at, record, "expected ',' or ']' behind an element");
}

static bool leftover(struct split *split, const struct stretch *stretch,
                     struct input_record *record)
{
    split->at = stretch->length;
    if (!stretch->last)
        return false;
    split->json = SPLIT_DONE;
    return take_problem(split, stretch, split->at, record,
                        split->in_array
                            ? "expected the end of the file behind its array"
                            : "expected the end of the file behind its object; a file with one "
                              "object a line is JSON Lines, .jsonl");
}

/* At the file's first byte that is not blank. */
static void open_file(struct split *split, const struct stretch *stretch)
{
    split->in_array = stretch->text[split->at] == '[';
    if (!split->in_array) {
        begin_element(split);
        return;
    }
    split->json = SPLIT_FIRST;
    split_pass(split, stretch, split->at + 1);
}

/* One step between records; true with a record where one came of it. */
static bool between(struct split *split, const struct stretch *stretch, struct input_record *record)
{
    switch (split->json) {
    case SPLIT_BEFORE:
        open_file(split, stretch);
        return false;
    case SPLIT_FIRST:
    case SPLIT_ELEMENT:
        return before_element(split, stretch, record);
    case SPLIT_BEHIND:
        behind_element(split, stretch);
        return false;
    default:
        split->json = SPLIT_LEFTOVER;
        return false;
    }
}

static bool is_between(enum split_json state)
{
    return state == SPLIT_BEFORE || state == SPLIT_FIRST || state == SPLIT_ELEMENT ||
           state == SPLIT_BEHIND || state == SPLIT_AFTER;
}

bool split_json(struct split *split, const struct stretch *stretch, struct input_record *record)
{
    while (is_between(split->json)) {
        if (!skip_blanks(split, stretch))
            return stretch->last && split->json != SPLIT_AFTER && take_end(split, stretch, record);
        if (between(split, stretch, record))
            return true;
    }
    if (split->json == SPLIT_WITHIN)
        return within(split, stretch, record);
    if (split->json == SPLIT_GARBAGE)
        return garbage(split, stretch, record);
    return split->json == SPLIT_LEFTOVER && leftover(split, stretch, record);
}
