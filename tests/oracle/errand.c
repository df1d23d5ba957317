/* errand.c - see errand.h. */
#include "tests/oracle/errand.h"

#include <stdio.h>
#include <unistd.h>

const char *errand_path(const struct errand *errand, const char *name)
{
    return arena_format(errand->arena, "%s/%s", errand->folder, name);
}

static void write_file(const struct errand *errand, const char *name, const struct buffer *bytes)
{
    FILE *file = fopen(errand_path(errand, name), "wb");
    if (!file)
        return;
    if (bytes->length)
        fwrite(bytes->at, 1, bytes->length, file);
    fclose(file);
}

struct buffer errand_bytes(const struct errand *errand, const char *name)
{
    struct buffer bytes = { 0 };
    FILE *file = fopen(errand_path(errand, name), "rb");
    size_t length;
    while (file && (length = fread(buffer_room(&bytes, 65536), 1, 65536, file)) > 0)
        bytes.length += length;
    if (file)
        fclose(file);
    return bytes;
}

void errand_policies(const struct errand *errand)
{
    for (uint32_t i = 0; i < errand->given->file_count; i++) {
        struct buffer text = { 0 };
        scrap_write(errand->given->files[i].text, &text);
        write_file(errand, errand->given->files[i].path, &text);
        buffer_free(&text);
    }
}

void errand_records(const struct errand *errand, const char *name, struct record_form form)
{
    struct buffer out = { 0 };
    uint32_t written = 0;
    buffer_string(&out, form.csv ? errand->given->csv_header : form.open);
    for (int copy = 0; copy < form.copies; copy++) {
        for (uint32_t i = 0; i < errand->given->record_count; i++) {
            const struct given_record *record = &errand->given->records[i];
            if (record->spoiled && !form.spoiled)
                continue;
            buffer_string(&out, written++ ? form.between : "");
            if (form.csv)
                buffer_string(&out, record->csv);
            else
                scrap_write(record->json, &out);
        }
    }
    buffer_string(&out, form.close);
    write_file(errand, name, &out);
    buffer_free(&out);
}

void errand_end(const struct errand *errand)
{
    static const char *const names[] = { "all.jsonl", "good.jsonl", "good.json", "good.csv",
                                         "out",       "err",        "rejects" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(errand_path(errand, names[i]));
    for (uint32_t i = 0; i < errand->given->file_count; i++)
        unlink(errand_path(errand, errand->given->files[i].path));
    rmdir(errand->folder);
}
