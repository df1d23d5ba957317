/* uri.c - percent signs and slashes. */
#include "interp/lsp/uri.h"

#include <stdbool.h>
#include <string.h>

static int hex_digit(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    int letter = digit | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

/* The byte of the escape %XX at TEXT; -1 where it is none, or NUL. */
static int escaped_byte(const char *text)
{
    int high = hex_digit(text[1]), low = high < 0 ? -1 : hex_digit(text[2]);
    int byte = low < 0 ? -1 : high * 16 + low;
    return byte ? byte : -1;
}

static const char *decoded(struct arena *arena, const char *text)
{
    char *path = arena_alloc(arena, strlen(text) + 1), *end = path;
    for (; *text; text++) {
        int byte = *text == '%' ? escaped_byte(text) : (unsigned char)*text;
        if (byte < 0)
            return NULL;
        text += *text == '%' ? 2 : 0;
        *end++ = (char)byte;
    }
    return path;
}

const char *uri_path(struct arena *arena, const char *uri)
{
    static const char scheme[] = "file://", here[] = "localhost/";
    if (strncmp(uri, scheme, sizeof scheme - 1) != 0)
        return *uri ? uri : NULL;
    uri += sizeof scheme - 1;
    if (strncmp(uri, here, sizeof here - 1) == 0)
        uri += sizeof here - 2;
    return *uri == '/' ? decoded(arena, uri) : NULL;
}

/* What may stand in a path of a URI as it is. */
static bool is_plain(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || (byte && strchr("/-._~", byte));
}

const char *uri_of_path(struct arena *arena, const char *path)
{
    static const char digits[] = "0123456789ABCDEF";
    if (*path != '/')
        return path;
    char *uri = arena_alloc(arena, strlen("file://") + 3 * strlen(path) + 1);
    char *end = stpcpy(uri, "file://");
    for (; *path; path++) {
        if (is_plain(*path)) {
            *end++ = *path;
            continue;
        }
        *end++ = '%';
        *end++ = digits[(unsigned char)*path >> 4];
        *end++ = digits[(unsigned char)*path & 15];
    }
    return uri;
}
