/* position.h - lines and characters of a text as the protocol counts them: from 0, characters in
 * units of UTF-16 or in bytes. */
#ifndef CERTPOL_LSP_POSITION_H
#define CERTPOL_LSP_POSITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct position {
    uint32_t line, character;
};

enum encoding { ENCODING_UTF16, ENCODING_UTF8 };

/* Where the lines of a text begin.  {0} is empty; to be released with lines_free. */
struct lines {
    const char *text; /* borrowed */
    uint32_t length;
    uint32_t *starts;
    uint32_t count; /* one more than there are line ends */
};

/* The lines of the LENGTH bytes at TEXT; what LINES held is released. */
void lines_find(struct lines *lines, const char *text, uint32_t length);
void lines_free(struct lines *lines);

/* The position of the byte at OFFSET. */
struct position lines_position(const struct lines *lines, uint32_t offset, enum encoding encoding);

/* The offset of POSITION; what is behind a line's end is its end, what is behind the text is the
 * text's end. */
uint32_t lines_offset(const struct lines *lines, struct position position, enum encoding encoding);

#endif
