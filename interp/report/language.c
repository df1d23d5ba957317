/* language.c - tags are compared and cut, never looked into. */
#include "interp/report/language.h"

#include <strings.h>

static const char *same_language(const struct policy *policy, struct text tag)
{
    for (uint32_t i = 0; i < policy->language_count; i++) {
        const char *language = policy->languages[i];
        if (strlen(language) == tag.length && strncasecmp(language, tag.at, tag.length) == 0)
            return language;
    }
    return NULL;
}

/* TAG without its last subtag, and without a single letter before it (zh-x-private to zh). */
static struct text shortened(struct text tag)
{
    while (tag.length && tag.at[tag.length - 1] != '-')
        tag.length--;
    if (tag.length)
        tag.length--;
    if (tag.length >= 2 && tag.at[tag.length - 2] == '-')
        tag.length -= 2;
    return tag;
}

const char *language_match(const struct policy *policy, struct text tag)
{
    for (; tag.at && tag.length; tag = shortened(tag)) {
        const char *language = same_language(policy, tag);
        if (language)
            return language;
    }
    return NULL;
}

const char *language_of(const struct policy *policy, struct text tag)
{
    const char *match = language_match(policy, tag);
    if (match)
        return match;
    return policy->language_count ? policy->languages[0] : NULL;
}

const struct message *message_in(const struct message *messages, const char *language)
{
    for (; messages && language; messages = messages->next)
        if (strcasecmp(messages->language, language) == 0)
            return messages;
    return NULL;
}
