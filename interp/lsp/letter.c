/* letter.c - envelopes. */
#include "interp/lsp/letter.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interp/lsp/kept.h"

/* ---- reading ---- */

static bool is_id(const json_t *id)
{
    return json_is_string(id) || json_is_integer(id);
}

static enum letter_state read_envelope(struct letter *letter)
{
    const json_t *body = letter->body, *id = json_object_get(body, "id");
    const json_t *method = json_object_get(body, "method");
    const json_t *parameters = json_object_get(body, "params");
    bool answer = json_object_get(body, "result") || json_object_get(body, "error");
    letter->id = is_id(id) ? id : NULL;
    if (!json_is_object(body) || (method ? !json_is_string(method) : !answer) ||
        (id && method && !is_id(id)))
        return LETTER_NO_MESSAGE;
    letter->method = json_string_value(method);
    letter->parameters = parameters;
    bool object = !parameters || json_is_object(parameters) || json_is_null(parameters);
    return object || !method ? LETTER_SOUND : LETTER_BAD_PARAMETERS;
}

enum letter_state letter_read(struct letter *letter, const char *text, size_t length)
{
    json_error_t error;
    *letter = (struct letter){ .body = json_loadb(text, length, JSON_ALLOW_NUL | JSON_DECODE_ANY,
                                                  &error) };
    return letter->body ? read_envelope(letter) : LETTER_NO_JSON;
}

void letter_free(struct letter *letter)
{
    json_decref(letter->body);
    *letter = (struct letter){ 0 };
}

/* ---- sending ---- */

static void send_body(struct wire *wire, json_t *body)
{
    size_t size = json_dumpb(body, NULL, 0, JSON_COMPACT);
    char *text = kept(malloc(size + 1));
    json_dumpb(body, text, size, JSON_COMPACT);
    wire_send(wire, text, size);
    free(text);
    json_decref(body);
}

static json_t *copied(const json_t *id)
{
    return id ? json_copy((json_t *)id) : json_null();
}

void letter_answer(struct wire *wire, const json_t *id, json_t *result)
{
    send_body(wire, json_pack("{s:s, s:o, s:o}", "jsonrpc", "2.0", "id", copied(id), "result",
                              result ? result : json_null()));
}

void letter_refuse(struct wire *wire, const json_t *id, enum letter_error error, const char *format,
                   ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, format);
    int length = vasprintf(&text, format, args);
    va_end(args);
    kept(length < 0 ? NULL : text);
    json_t *message = json_string(text);
    free(text);
    send_body(wire,
              json_pack("{s:s, s:o, s:{s:i, s:o}}", "jsonrpc", "2.0", "id", copied(id), "error",
                        "code", (int)error, "message", message ? message : json_string("error")));
}

void letter_notify(struct wire *wire, const char *method, json_t *parameters)
{
    send_body(wire, json_pack("{s:s, s:s, s:o}", "jsonrpc", "2.0", "method", method, "params",
                              parameters));
}

void letter_ask(struct wire *wire, int id, const char *method, json_t *parameters)
{
    send_body(wire, json_pack("{s:s, s:i, s:s, s:o}", "jsonrpc", "2.0", "id", id, "method", method,
                              "params", parameters ? parameters : json_null()));
}

/* ---- parameters ---- */

const json_t *json_member(const json_t *object, ...)
{
    va_list names;
    va_start(names, object);
    for (const char *name; object && (name = va_arg(names, const char *));)
        object = json_object_get(object, name);
    va_end(names);
    return object;
}

const char *json_text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static bool json_count(const json_t *number, uint32_t *count)
{
    json_int_t value = json_integer_value(number);
    *count = value < UINT32_MAX ? (uint32_t)value : UINT32_MAX;
    return json_is_integer(number) && value >= 0;
}

bool json_position(const json_t *object, struct position *position)
{
    return json_count(json_object_get(object, "line"), &position->line) &&
           json_count(json_object_get(object, "character"), &position->character);
}

json_t *json_of_position(struct position position)
{
    return json_pack("{s:I, s:I}", "line", (json_int_t)position.line, "character",
                     (json_int_t)position.character);
}
