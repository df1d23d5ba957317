/* memory.c - the one check of what malloc returns. */
#include "interp/tool/memory.h"

#include "interp/certpol.h"

void *in_memory(void *memory)
{
    if (!memory)
        certpol_exhausted();
    return memory;
}

void memory_text_begin(struct memory_text *text)
{
    *text = (struct memory_text){ 0 };
    text->out = in_memory(open_memstream(&text->text, &text->length));
}

char *memory_text_end(struct memory_text *text)
{
    bool whole = !ferror(text->out);
    if (fclose(text->out) != 0 || !whole)
        certpol_exhausted();
    text->out = NULL;
    return text->text;
}
