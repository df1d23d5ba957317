/* wire.c - bytes to messages. */
#include "interp/lsp/wire.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "interp/lsp/kept.h"

static void make_room(struct wire *wire)
{
    enum { PIECE = 1 << 16 };
    if (wire->start) {
        memmove(wire->bytes, wire->bytes + wire->start, wire->end - wire->start);
        wire->end -= wire->start;
        wire->start = 0;
    }
    if (wire->capacity - wire->end >= PIECE)
        return;
    wire->capacity = 2 * wire->capacity + PIECE;
    wire->bytes = kept(realloc(wire->bytes, wire->capacity));
}

void wire_fill(struct wire *wire)
{
    make_room(wire);
    ssize_t count;
    do
        count = read(wire->input, wire->bytes + wire->end, wire->capacity - wire->end - 1);
    while (count < 0 && errno == EINTR);
    if (count > 0)
        wire->end += (size_t)count;
    else if (count == 0 || errno != EAGAIN)
        wire->ended = true;
}

/* ---- headers ---- */

/* The value of LINE if that is the header field NAME, or NULL. */
static const char *field_value(const char *line, const char *name)
{
    size_t length = strlen(name);
    if (strncasecmp(line, name, length) != 0 || line[length] != ':')
        return NULL;
    return line + length + 1 + strspn(line + length + 1, " \t");
}

/* The number of digits at TEXT up to the line's end; false where there is anything else. */
static bool read_length(const char *text, size_t *length)
{
    size_t digits = strspn(text, "0123456789");
    if (!digits || digits > 15 || strncmp(text + digits, "\r\n", 2) != 0)
        return false;
    *length = (size_t)strtoull(text, NULL, 10);
    return true;
}

/* The length that the header at TEXT says, which ends in an empty line and a NUL. */
static bool read_header(const char *text, size_t *length)
{
    bool found = false;
    while (strncmp(text, "\r\n", 2) != 0) {
        const char *value = field_value(text, "Content-Length");
        const char *end = strstr(text, "\r\n");
        if (!end || (value && (found || !read_length(value, length))) ||
            (!value && !field_value(text, "Content-Type")))
            return false;
        found |= value != NULL;
        text = end + 2;
    }
    return found;
}

static const char length_name[] = "Content-Length:";

enum { LENGTH_NAME = sizeof length_name - 1 };

/* Where the next header may begin in the SIZE bytes at TEXT, or NULL. */
static const char *find_header(const char *text, size_t size)
{
    return size ? memmem(text, size, length_name, LENGTH_NAME) : NULL;
}

/* Go on behind what is no header and ends at END: or at the one header that stands at its end,
 * behind something else. */
static void skip_header(struct wire *wire, const char *end)
{
    const char *from = wire->bytes + wire->start;
    const char *found = find_header(from, (size_t)(end - from));
    const char *second = found ? find_header(found + 1, (size_t)(end - found - 1)) : NULL;
    const char *next = found && found > from && !second ? found : end;
    wire->start = (size_t)(next - wire->bytes);
}

/* Go on behind what has no end that a header has.  False where that is not to be seen yet. */
static bool skip_rubbish(struct wire *wire)
{
    size_t left = wire->end - wire->start;
    const char *from = wire->bytes + wire->start;
    const char *found = find_header(from + 1, left - 1);
    if (found)
        wire->start = (size_t)(found - wire->bytes);
    else if (left > LENGTH_NAME)
        wire->start = wire->end - LENGTH_NAME;
    return found;
}

/* The header at the start of what was read: where it ends, or NULL. */
static char *header_end(const struct wire *wire)
{
    size_t left = wire->end - wire->start;
    char *from = wire->bytes + wire->start;
    char *end = left ? memmem(from, left, "\r\n\r\n", 4) : NULL;
    return end && (size_t)(end - from) <= WIRE_HEADER_MAX ? end + 4 : NULL;
}

static void skip(struct wire *wire)
{
    size_t left = wire->end - wire->start;
    size_t now = left < wire->skipped ? left : wire->skipped;
    wire->start += now;
    wire->skipped -= now;
}

/* The header at END is that of a message of LENGTH bytes. */
static enum wire_state take(struct wire *wire, const char *end, size_t length)
{
    size_t header = (size_t)(end - wire->bytes) - wire->start;
    wire->lost = false;
    if (length > WIRE_MESSAGE_MAX) {
        wire->start += header;
        wire->skipped = length;
        skip(wire);
        return WIRE_LONG;
    }
    if (wire->end - wire->start - header < length)
        return WIRE_NONE;
    wire->start += header + length;
    return WIRE_MESSAGE;
}

/* Whether the header that ends at END is one; there is room behind it for the NUL. */
static bool is_header(const struct wire *wire, char *end, size_t *length)
{
    char behind = *end;
    *end = '\0';
    bool sound = read_header(wire->bytes + wire->start, length);
    *end = behind;
    return sound;
}

enum wire_state wire_next(struct wire *wire, const char **text, size_t *length)
{
    skip(wire);
    while (!wire->skipped) {
        char *end = header_end(wire);
        if (!end && wire->end - wire->start <= WIRE_HEADER_MAX)
            return WIRE_NONE;
        if (end && is_header(wire, end, length)) {
            *text = end;
            return take(wire, end, *length);
        }
        bool told = wire->lost, resumed = true;
        if (end)
            skip_header(wire, end);
        else
            resumed = skip_rubbish(wire);
        wire->lost = true;
        if (!told)
            return WIRE_BROKEN;
        if (!resumed)
            return WIRE_NONE;
    }
    return WIRE_NONE;
}

/* ---- sending ---- */

static bool send_all(struct wire *wire, const char *bytes, size_t length)
{
    while (length) {
        ssize_t count = write(wire->output, bytes, length);
        if (count < 0 && errno == EAGAIN)
            poll(&(struct pollfd){ .fd = wire->output, .events = POLLOUT }, 1, -1);
        if (count < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (count <= 0)
            return false;
        bytes += count;
        length -= (size_t)count;
    }
    return true;
}

void wire_send(struct wire *wire, const char *text, size_t length)
{
    char header[64];
    int size = snprintf(header, sizeof header, "Content-Length: %zu\r\n\r\n", length);
    if (!wire->unheard && (!send_all(wire, header, (size_t)size) || !send_all(wire, text, length)))
        wire->unheard = true;
}

void wire_free(struct wire *wire)
{
    free(wire->bytes);
    wire->bytes = NULL;
}
