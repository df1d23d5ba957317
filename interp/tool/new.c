/* new.c - certpol new: a small policy that works, to be changed into one's own. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "interp/tool/memory.h"
#include "interp/tool/output.h"
#include "interp/tool/status.h"
#include "interp/tool/verbs.h"

static const struct option options[] = {
    { "help", 'h', NULL, "this text" },
};

/* ---- the files ---- */

static const struct starter {
    const char *name, *text;
} starters[] = {
    { "schema.pol",
      "## What a record is: one member, as the office knows him.\n"
      "\n"
      "enum Level { regular  supporting  honorary }\n"
      "\n"
      "input Member key id {\n"
      "  id:        text\n"
      "  language:  text?                              # in which the member reads\n"
      "  level:     Level\n"
      "  ends:      date?    2000-01-01 .. 2150-12-31  # the last day; absent: never\n"
      "  owed:      decimal  0.0 .. 10000.0\n"
      "}\n" },
    { "policy.pol",
      "## May a membership be renewed, and until when does it run then?\n"
      "policy membership {\n"
      "  title      \"Renewing a membership\"\n"
      "  effective  2024-01-01 ..  cites terms.start\n"
      "  timezone   \"UTC\"\n"
      "  rounding   down  # the last day of February and a year is the last day of February\n"
      "  languages  en\n"
      "}\n"
      "\n"
      "use \"schema.pol\"\n"
      "\n"
      "## The clauses that the rules rest on, each in one line of one's own words.\n"
      "source terms \"Terms of membership\" revised 2023-11-15 {\n"
      "  start    \"The terms hold from 1 January 2024.\"\n"
      "  honours  \"An honorary membership does not end.\"\n"
      "  window   \"A membership can be renewed in its last two months.\"\n"
      "  paid     \"What is owed is paid before.\"\n"
      "  year     \"Renewing adds a year to the last day.\"\n"
      "}\n"
      "\n"
      "parameter window: period cites terms.window = 2 months\n"
      "\n"
      "outcome Renewal {\n"
      "  not_needed\n"
      "  expired(on: date)\n"
      "  not_yet(opens: date)\n"
      "  pay_first(amount: decimal)\n"
      "  eligible(until: date)\n"
      "}\n"
      "\n"
      "## The first rule that applies decides.\n"
      "decide renew: Renewal {\n"
      "  rule lasting         cites terms.honours\n"
      "    when level is honorary or ends is absent\n"
      "    then not_needed\n"
      "\n"
      "  let opens = ends - window\n"
      "\n"
      "  rule too_late        cites terms.window\n"
      "    when today > ends\n"
      "    then expired(on: ends)\n"
      "\n"
      "  rule too_early       cites terms.window\n"
      "    when today < opens\n"
      "    then not_yet(opens: opens)\n"
      "\n"
      "  rule in_debt         cites terms.paid\n"
      "    when owed > 0\n"
      "    then pay_first(amount: owed)\n"
      "\n"
      "  otherwise may_renew  cites terms.window, terms.year\n"
      "    then eligible(until: ends + 1 year)\n"
      "}\n"
      "\n"
      "messages en for renew {\n"
      "  lasting    \"There is nothing to renew.\"\n"
      "  too_late   \"The membership ended on {on}.\"\n"
      "  too_early  \"It can be renewed from {opens}.\"\n"
      "  in_debt    \"Please pay {amount} first.\"\n"
      "  may_renew  \"Renewed now, it runs until {until}.\"\n"
      "}\n" },
    { "records.jsonl",
      "{\"id\":\"M-1\",\"level\":\"regular\",\"ends\":\"2025-03-31\",\"owed\":0}\n"
      "{\"id\":\"M-2\",\"level\":\"supporting\",\"ends\":\"2025-02-28\",\"owed\":12.5}\n"
      "{\"id\":\"M-3\",\"level\":\"honorary\",\"owed\":0}\n" },
    { "policy.golden",
      "policy policy.pol\n"
      "\n"
      "== two months before the last day it opens\n"
      "as of 2025-01-31\n"
      "{ \"id\": \"M-1\", \"level\": \"regular\", \"ends\": \"2025-03-31\", \"owed\": 0 }\n"
      "--\n"
      "renew: eligible(until: 2026-03-31) by may_renew\n"
      "\n"
      "== a day earlier it is too early\n"
      "like two months before the last day it opens but {}\n"
      "as of 2025-01-30\n"
      "--\n"
      "renew: not_yet(opens: 2025-01-31) by too_early\n"
      "\n"
      "== the last day counts\n"
      "like two months before the last day it opens but {}\n"
      "as of 2025-03-31\n"
      "--\n"
      "renew: eligible(until: 2026-03-31) by may_renew\n"
      "\n"
      "== a day later it is over\n"
      "like two months before the last day it opens but {}\n"
      "as of 2025-04-01\n"
      "--\n"
      "renew: expired(on: 2025-03-31) by too_late\n"
      "\n"
      "== what is owed is paid first\n"
      "like two months before the last day it opens but { \"owed\": 12.5 }\n"
      "as of 2025-03-01\n"
      "--\n"
      "renew: pay_first(amount: 12.5) by in_debt\n"
      "\n"
      "== an honorary membership does not end\n"
      "like two months before the last day it opens but { \"level\": \"honorary\", \"ends\": null "
      "}\n"
      "as of 2025-03-01\n"
      "--\n"
      "renew: not_needed by lasting\n" },
};

enum { STARTERS = sizeof starters / sizeof *starters };

/* ---- the folder ---- */

/* Whether FOLDER is there, or made, and has nothing in it; else a message. */
static bool make_folder(const char *folder)
{
    if (mkdir(folder, 0777) == 0)
        return true;
    DIR *opened = errno == EEXIST ? opendir(folder) : NULL;
    if (!opened) {
        complain("%s: %s", folder, strerror(errno));
        return false;
    }
    bool empty = true;
    for (const struct dirent *entry; empty && (entry = readdir(opened));)
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    closedir(opened);
    if (!empty)
        complain("%s is not empty; name a new folder", folder);
    return empty;
}

static bool write_starter(const char *folder, const struct starter *starter)
{
    size_t room = strlen(folder) + strlen(starter->name) + 2;
    char *path = in_memory(malloc(room));
    snprintf(path, room, "%s/%s", folder, starter->name);
    struct output output;
    bool written = output_open(&output, path) &&
                   output_write(&output, starter->text, strlen(starter->text)) &&
                   output_finish(&output);
    if (!written)
        output_abandon(&output);
    free(path);
    return written;
}

static int make_policy(const struct arguments *arguments)
{
    if (arguments->operand_count != 1) {
        complain("which folder? usage: certpol new FOLDER");
        return STATUS_USAGE;
    }
    const char *folder = arguments->operands[0];
    if (!make_folder(folder))
        return STATUS_USAGE;
    for (int i = 0; i < STARTERS; i++)
        if (!write_starter(folder, &starters[i]))
            return STATUS_USAGE;
    printf("%s has a policy, its schema, records and examples; go on with\n"
           "  certpol test %s\n"
           "  certpol run --as-of 2025-02-01 %s/policy.pol %s/records.jsonl\n",
           folder, folder, folder, folder);
    return STATUS_DONE;
}

const struct verb verb_new = {
    "new",
    "FOLDER",
    "Fill a new folder with a small policy that works: its schema, a few records and examples.",
    options,
    sizeof options / sizeof *options,
    make_policy
};
