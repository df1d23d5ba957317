/* Any bytes: what can be read is formatted, says the same, keeps its comments, and is then left as
 * it is. */
#include "tests/unit/format_laws.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bool sound;
    const char *broken = format_law_broken((const char *)data, size, &sound);
    if (broken) {
        fprintf(stderr, "not so: %s\n", broken);
        abort();
    }
    return 0;
}
