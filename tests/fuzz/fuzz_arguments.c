/* fuzz_arguments.c - any words as a command line: the first chooses the verb, the others are its
 * options and operands.  No verb is run. */
#include "tests/fuzz/fuzz.h"

#include "interp/tool/verbs.h"

enum { WORDS_MAX = 200 };

static const struct verb *const verbs[] = { &verb_run,     &verb_check, &verb_test, &verb_trace,
                                            &verb_explain, &verb_fmt,   &verb_new,  &verb_lsp };

enum { VERB_COUNT = sizeof verbs / sizeof *verbs };

/* Every option asked for in every way. */
static void ask(const struct arguments *arguments)
{
    static const char *const words[] = { "json", "human", "jsonl" };
    const char **values = calloc(arguments->option_count + 1, sizeof *values);
    require(values != NULL);
    for (size_t i = 0; i < arguments->verb->option_count; i++) {
        const struct option *option = &arguments->verb->options[i];
        unsigned long long number = 0;
        require(option_given(arguments, option->name) || !option_value(arguments, option->name));
        if (!option->value)
            continue;
        require(option_values(arguments, option->name, values) <= arguments->option_count);
        if (option_number(arguments, option->name, &number, 7))
            require(number >= 1);
        int word = option_word(arguments, option->name, words, 3, 0);
        require(word >= -1 && word < 3);
    }
    free(values);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1), *words[WORDS_MAX];
    int count = 0;
    require(text != NULL);
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    for (size_t at = 0; at < size && count < WORDS_MAX; at += strlen(text + at) + 1) {
        char *end = memchr(text + at, '\n', size - at);
        if (end)
            *end = '\0';
        words[count++] = text + at;
    }
    struct arguments arguments;
    const struct verb *verb = verbs[count ? (unsigned char)words[0][0] % VERB_COUNT : 0];
    bool read = arguments_read(&arguments, verb, count ? count - 1 : 0, words + (count > 0));
    require(arguments.option_count + arguments.operand_count <= size + 1);
    if (read)
        ask(&arguments);
    arguments_free(&arguments);
    free(text);
    return 0;
}
