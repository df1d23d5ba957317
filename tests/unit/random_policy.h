/* random_policy.h - policies and records made up by chance, mostly well typed, always the same for a seed.
 *
 * Every kind of node that a policy's text can lead to is written now and then, more often where the plan
 * compiler has to be careful: guards, filters of filters, lets, decisions that use decisions. */
#ifndef CERTPOL_TESTS_RANDOM_POLICY_H
#define CERTPOL_TESTS_RANDOM_POLICY_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { RANDOM_TEXT = 1 << 16, RANDOM_NAMES = 12 };

/* What can be named at some point of the text. */
struct random_scope {
    const char *tries[RANDOM_NAMES]; /* elements that are a Try */
    const char *parts[RANDOM_NAMES];
    unsigned try_count, part_count;
    bool element; /* one may ask about the decision's element */
};

struct random_text {
    uint64_t state;
    char text[RANDOM_TEXT];
    size_t length;
    struct random_scope scope;
    unsigned names;     /* made so far */
    unsigned decisions; /* per Try, that later ones may use */
    unsigned lists_of;  /* likewise, that give lists */
    unsigned totals;    /* per record */
    unsigned integers, conditions, lists, results; /* lets that can be used */
    unsigned facts;     /* f0 .. */
    bool in_define;     /* no lets, no decisions */
    bool still;         /* the clock must not be named */
};

static const char *const RANDOM_TYPES =
    "enum Level ordered { low middle high }\n"
    "enum Colour { red green blue }\n"
    "record Part key name { name: text  weight: decimal 0.0 .. 10.0  size: integer 0 .. 9 }\n"
    "record Try key id {\n"
    "  id: text  ended: instant 2015-01-01T00:00:00Z .. 2030-01-01T00:00:00Z\n"
    "  on: date 2015-01-01 .. 2030-01-01  due: date? 2015-01-01 .. 2030-01-01\n"
    "  points: integer 0 .. 100  score: decimal? 0.0 .. 10.0  passed: bool  level: Level\n"
    "  colour: Colour?  parts: [Part] up to 4  tags: [text]? up to 3\n"
    "}\n"
    "record Other key id {\n"
    "  id: text  ended: instant 2015-01-01T00:00:00Z .. 2030-01-01T00:00:00Z\n"
    "  on: date 2015-01-01 .. 2030-01-01  due: date? 2015-01-01 .. 2030-01-01\n"
    "  points: integer 0 .. 100  score: decimal? 0.0 .. 10.0  passed: bool  level: Level\n"
    "  colour: Colour?  parts: [Part] up to 4  tags: [text]? up to 3\n"
    "}\n"
    "record Home { city: text  zip: text?  floor: integer? -9 .. 99 }\n"
    "input Holder key id {\n"
    "  id: text  name: text?  born: date 1950-01-01 .. 2030-01-01\n"
    "  left: date? 1950-01-01 .. 2030-01-01\n"
    "  seen: instant 2015-01-01T00:00:00Z .. 2030-01-01T00:00:00Z\n"
    "  tries: [Try] up to 8  others: [Other]? up to 8  labels: [text]? up to 5\n"
    "  home: Home?  work: Home  weight: decimal 0.0 .. 99.5  age: integer 0 .. 150\n"
    "  level: Level  colour: Colour?  member: bool\n"
    "}\n"
    "table rates from \"rates.csv\" key level, size {\n"
    "  level: Level  size: integer 0 .. 9  fee: decimal? 0.0 .. 50.0  days: integer 0 .. 60\n"
    "  since: date? 2000-01-01 .. 2030-01-01\n"
    "}\n"
    "table names from \"names.csv\" key id { id: text  colour: Colour  rank: integer 0 .. 50 }\n";

static const char *const RANDOM_RATES = "level,size,fee,days,since\n"
                                        "low,0,1.5,3,2019-05-31\nlow,1,,7,\nlow,2,2.25,9,\n"
                                        "middle,0,10,30,2020-02-29\nmiddle,3,,60,2021-01-31\n"
                                        "high,1,49.5,0,\nhigh,2,0,1,2024-02-29\n";

static const char *const RANDOM_NAMES_TABLE =
    "id,colour,rank\nann,red,1\nbob,green,50\ncy,blue,7\n\"dd-long-name\",red,0\n";

/* ---- chance ---- */

static inline unsigned chance(struct random_text *out, unsigned bound)
{
    out->state += 0x9e3779b97f4a7c15u;
    uint64_t mixed = out->state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return (unsigned)((mixed ^ (mixed >> 31)) % bound);
}

__attribute__((format(printf, 2, 3)))
static inline void say(struct random_text *out, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    size_t room = RANDOM_TEXT - out->length;
    int length = vsnprintf(out->text + out->length, room, format, arguments);
    va_end(arguments);
    out->length += (size_t)length < room ? (size_t)length : room - 1;
}

static inline const char *pick(struct random_text *out, const char *const *words, unsigned count)
{
    return words[chance(out, count)];
}

static inline const char *random_word(struct random_text *out)
{
    static const char *const words[] = { "ann", "Bob", "bob", " cy ", "dd-long-name", "x", "",
                                         "dd-long-nam_", "ANN" };
    return pick(out, words, 9);
}

static inline const char *random_level(struct random_text *out)
{
    return pick(out, (const char *const[]){ "low", "middle", "high" }, 3);
}

static inline const char *random_colour(struct random_text *out)
{
    return pick(out, (const char *const[]){ "red", "green", "blue" }, 3);
}

static inline void say_date(struct random_text *out)
{
    static const char *const days[] = { "2019-02-28", "2020-02-29", "2020-08-31", "2021-01-01",
                                        "2021-12-31", "2022-03-30", "2024-02-29", "2018-07-15" };
    say(out, "%s", pick(out, days, 8));
}

static inline const char *random_unit(struct random_text *out)
{
    return pick(out, (const char *const[]){ "days", "months", "years" }, 3);
}

/* ---- expressions ---- */

static void say_integer(struct random_text *out, unsigned depth);
static void say_decimal(struct random_text *out, unsigned depth);
static void say_condition(struct random_text *out, unsigned depth);
static void say_day(struct random_text *out, unsigned depth);
static void say_instant(struct random_text *out, unsigned depth);

/* A Try that can be named, or NULL. */
static inline const char *a_try(struct random_text *out)
{
    unsigned count = out->scope.try_count;
    return count ? out->scope.tries[chance(out, count)] : NULL;
}

static inline const char *a_part(struct random_text *out)
{
    unsigned count = out->scope.part_count;
    return count ? out->scope.parts[chance(out, count)] : NULL;
}

static const char *new_name(struct random_text *out)
{
    static const char *const names[] = { "aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh", "ii",
                                         "jj", "kk", "ll", "mm", "nn", "oo", "pp" };
    return names[out->names++ % 16];
}

/* A list of tries, bare; filters wear parentheses. */
static void say_tries(struct random_text *out, unsigned depth)
{
    if (!out->in_define && out->lists && chance(out, 3) == 0)
        say(out, "list%u", chance(out, out->lists));
    else if (depth > 0 && chance(out, 2)) {
        struct random_scope scope = out->scope;
        const char *name = new_name(out);
        say(out, "(");
        say_tries(out, depth - 1);
        say(out, " as %s where %s.points >= ", name, name);
        out->scope.tries[out->scope.try_count++] = name;
        say_integer(out, 0);
        if (chance(out, 2)) {
            say(out, " and (%s.passed %s ", name, chance(out, 2) ? "or" : "and");
            say(out, "(%s.points is 7 or ", name);
            say_condition(out, depth - 1);
            say(out, "))");
        }
        say(out, ")");
        out->scope = scope;
    } else
        say(out, "%s", chance(out, 3) ? "tries" : "others");
}

static void say_parts(struct random_text *out)
{
    const char *owner = a_try(out);
    if (owner && chance(out, 2))
        say(out, "%s.parts", owner);
    else
        say(out, "(all parts of tries)");
}

static void say_count(struct random_text *out, unsigned depth)
{
    say(out, "count ");
    switch (chance(out, 4)) {
    case 0:
        say(out, "labels");
        break;
    case 1:
        say_parts(out);
        break;
    default:
        say_tries(out, depth);
    }
}

static void say_integer_leaf(struct random_text *out)
{
    const char *name = a_try(out), *part = a_part(out);
    switch (chance(out, 7)) {
    case 0:
        say(out, "age");
        break;
    case 1:
        if (name) {
            say(out, "%s.points", name);
            break;
        }
        say(out, "(work.floor else %u)", chance(out, 9));
        break;
    case 2:
        if (part) {
            say(out, "%s.size", part);
            break;
        }
        say(out, "limit");
        break;
    case 3:
        if (!out->in_define && out->integers) {
            say(out, "number%u", chance(out, out->integers));
            break;
        }
        say(out, "(work.floor else 3)");
        break;
    default:
        say(out, "%u", chance(out, 60));
    }
}

static void say_integer(struct random_text *out, unsigned depth)
{
    if (depth == 0) {
        say_integer_leaf(out);
        return;
    }
    switch (chance(out, 10)) {
    case 0:
        say(out, "(");
        say_integer(out, depth - 1);
        say(out, " %s ", chance(out, 2) ? "+" : "-");
        say_integer(out, depth - 1);
        say(out, ")");
        break;
    case 1:
        say(out, "%s(", chance(out, 2) ? "min" : "max");
        say_integer(out, depth - 1);
        say(out, ", ");
        say_integer(out, depth - 1);
        say(out, ")");
        break;
    case 2:
        say(out, "(");
        say_count(out, depth - 1);
        say(out, ")");
        break;
    case 3:
        say(out, "(sum points of ");
        say_tries(out, depth - 1);
        say(out, ")");
        break;
    case 4:
        say(out, "((%s points of ", chance(out, 2) ? "highest" : "lowest");
        say_tries(out, depth - 1);
        say(out, ") else %u)", chance(out, 50));
        break;
    case 5:
        say(out, "(%s from ", random_unit(out));
        say_day(out, depth - 1);
        say(out, " to ");
        say_day(out, depth - 1);
        say(out, ")");
        break;
    case 6:
        say(out, "(count (rates as r where r.level is (level) and r.days > ");
        say_integer(out, 0);
        say(out, "))");
        break;
    case 7:
        say(out, "(2 * ");
        say_integer(out, depth - 1);
        say(out, ")");
        break;
    case 8:
        say(out, "twice(");
        say_integer(out, depth - 1);
        say(out, ")");
        break;
    default:
        say_integer_leaf(out);
    }
}

static void say_decimal(struct random_text *out, unsigned depth)
{
    const char *name = a_try(out);
    switch (chance(out, depth ? 7 : 3)) {
    case 0:
        say(out, "weight");
        break;
    case 1:
        say(out, "%u.%u", chance(out, 20), chance(out, 10));
        break;
    case 2:
        if (name) {
            say(out, "(%s.score else 1.5)", name);
            break;
        }
        say(out, "cap");
        break;
    case 3:
        say(out, "(sum weight of ");
        say_parts(out);
        say(out, ")");
        break;
    case 4:
        say(out, "(");
        say_decimal(out, depth - 1);
        say(out, " %s ", chance(out, 2) ? "+" : "-");
        say_decimal(out, depth - 1);
        say(out, ")");
        break;
    case 5:
        say(out, "(1.5 * ");
        say_integer(out, depth - 1);
        say(out, ")");
        break;
    default:
        say(out, "max(");
        say_decimal(out, depth - 1);
        say(out, ", ");
        say_decimal(out, depth - 1);
        say(out, ")");
    }
}

static void say_day(struct random_text *out, unsigned depth)
{
    const char *name = a_try(out);
    switch (chance(out, depth ? 9 : 5)) {
    case 0:
        say(out, "born");
        break;
    case 1:
        say_date(out);
        break;
    case 2:
        say(out, "%s%s", name ? name : "born", name ? ".on" : "");
        break;
    case 3:
        say(out, "(%s%s else ", name ? name : "left", name ? ".due" : "");
        say_date(out);
        say(out, ")");
        break;
    case 4:
        say(out, "date of seen");
        break;
    case 5:
        say(out, "(");
        say_day(out, depth - 1);
        say(out, " %s %u %s)", chance(out, 2) ? "+" : "-", chance(out, 30), random_unit(out));
        break;
    case 6:
        say(out, "(((%s on of ", chance(out, 2) ? "latest" : "earliest");
        say_tries(out, depth - 1);
        say(out, ") else born) + grace on born)");
        break;
    case 7:
        say(out, "%s(", chance(out, 2) ? "min" : "max");
        say_day(out, depth - 1);
        say(out, ", ");
        say_day(out, depth - 1);
        say(out, ")");
        break;
    default:
        say(out, "date of ");
        say_instant(out, depth - 1);
    }
}

static void say_instant(struct random_text *out, unsigned depth)
{
    const char *name = a_try(out);
    switch (chance(out, depth ? 5 : 2)) {
    case 0:
        say(out, "seen");
        break;
    case 1:
        say(out, "%s%s", name ? name : "seen", name ? ".ended" : "");
        break;
    case 2:
        say(out, "(start of ");
        say_day(out, depth - 1);
        say(out, ")");
        break;
    case 3:
        say(out, "(");
        say_instant(out, depth - 1);
        say(out, " %s %u hours)", chance(out, 2) ? "+" : "-", chance(out, 100));
        break;
    default:
        say(out, "(");
        say_instant(out, depth - 1);
        say(out, " + %u months)", chance(out, 9));
    }
}

/* A text, as an operand. */
static void say_word(struct random_text *out)
{
    const char *name = a_try(out), *part = a_part(out);
    switch (chance(out, 6)) {
    case 0:
        say(out, "id");
        break;
    case 1:
        say(out, "(name else \"%s\")", random_word(out));
        break;
    case 2:
        say(out, "folded(%s%s)", part ? part : "work", part ? ".name" : ".city");
        break;
    case 3:
        if (name) {
            say(out, "%s.id", name);
            break;
        }
        say(out, "work.city");
        break;
    default:
        say(out, "\"%s\"", random_word(out));
    }
}

static inline const char *random_comparison(struct random_text *out)
{
    static const char *const signs[] = { "<", "<=", ">", ">=", "is", "is not" };
    return pick(out, signs, 6);
}

static void say_comparison(struct random_text *out, unsigned depth)
{
    unsigned kind = chance(out, 6);
    void (*const sides[])(struct random_text *, unsigned) = { say_integer, say_integer, say_decimal,
                                                              say_day, say_day, say_instant };
    if (kind == 4 && !out->still) {
        say(out, "today %s %u %s %s ", chance(out, 2) ? "+" : "-", chance(out, 14),
            random_unit(out), pick(out, (const char *const[]){ "<", ">=" }, 2));
        say_day(out, depth);
        return;
    }
    if (kind == 5 && !out->still && chance(out, 2)) {
        say(out, "now > ");
        say_instant(out, depth);
        return;
    }
    sides[kind](out, depth);
    if (chance(out, 4) == 0) {
        say(out, " in ");
        sides[kind](out, depth);
        say(out, " %s ", chance(out, 2) ? ".." : "..<");
    } else
        say(out, " %s ", random_comparison(out));
    sides[kind](out, depth);
}

/* Something that reads a place which may be missing, behind its guard. */
static void say_guarded(struct random_text *out)
{
    const char *name = a_try(out);
    unsigned size = chance(out, 4);
    switch (chance(out, name ? 7 : 4)) {
    case 0:
        say(out, "home is present and home.city is not \"%s\"", random_word(out));
        break;
    case 1:
        say(out, "rates[(level), %u] is present and rates[(level), %u].days > %u", size, size,
            chance(out, 40));
        break;
    case 2:
        if (chance(out, 2)) {
            say(out, "rates[high, %u] is present and (rates[high, %u].fee else 2.25) < ", size,
                size);
            say_decimal(out, 1);
            break;
        }
        say(out, "left is absent or left + 1 month < 2021-03-31");
        break;
    case 3:
        say(out, "names[id] is present and (names[id].rank > %u or names[id].colour is red)",
            chance(out, 30));
        break;
    case 4:
        say(out, "%s.due is present and %s.due + %u months in %s.on .. %s.due + 1 year", name, name,
            chance(out, 20), name, name);
        break;
    case 5:
        say(out, "%s.colour is absent or %s.colour is %s", name, name, random_colour(out));
        break;
    default:
        say(out, "tries[%s.id] is present and tries[%s.id].points >= %u", name, name,
            chance(out, 90));
    }
}

static void say_quantified(struct random_text *out, unsigned depth)
{
    struct random_scope scope = out->scope;
    const char *name = new_name(out);
    bool any = chance(out, 2);
    say(out, "(%s ", any ? "any" : "every");
    bool parts = chance(out, 3) == 0;
    if (parts)
        say_parts(out);
    else
        say_tries(out, depth);
    say(out, " as %s %s ", name, any ? "where" : "has");
    if (parts) {
        out->scope.parts[out->scope.part_count++] = name;
        say(out, "%s.size <= ", name);
        say_integer(out, depth);
        say(out, " %s ", chance(out, 2) ? "and" : "or");
    } else {
        out->scope.tries[out->scope.try_count++] = name;
    }
    say(out, "(%s.%s is \"x\" or ", name, parts ? "name" : "id");
    say_condition(out, depth);
    say(out, "))");
    out->scope = scope;
}

static void say_membership(struct random_text *out)
{
    switch (chance(out, 5)) {
    case 0:
        say(out, "level in [%s, %s]", random_level(out), random_level(out));
        break;
    case 1:
        say(out, "age in [1, 2, 70, %u, %u, -3]", chance(out, 150), chance(out, 150));
        break;
    case 2:
        say_word(out);
        say(out, " in [\"%s\", \"%s\", \"ann\", \"cy\", \"%s\"]", random_word(out),
            random_word(out), random_word(out));
        break;
    case 3:
        say_word(out);
        say(out, " in labels");
        break;
    default:
        say_word(out);
        say(out, " in known");
    }
}

/* A question to another decision of element NAME. */
static void say_of_element(struct random_text *out, const char *name)
{
    unsigned number = chance(out, out->decisions + 1);
    if (number == out->decisions) {
        if (out->lists_of && chance(out, 2))
            say(out, "any each%u of %s as w where w is one and w.n > %u",
                chance(out, out->lists_of), name, chance(out, 50));
        else
            say(out, "(filtered of %s is present and filtered of %s is %s)", name, name,
                chance(out, 2) ? "one" : "none");
    } else if (out->results && chance(out, 2)) {
        number = chance(out, out->results);
        say(out, "(result%u is two and result%u.d > 2020-03-01 and result%u.w is not \"x\")", number,
            number, number);
    } else
        say(out, "decided%u of %s is %s", number, name, chance(out, 2) ? "one" : "none");
}

static void say_of_record(struct random_text *out)
{
    unsigned number = chance(out, out->totals);
    if (chance(out, 2))
        say(out, "total%u is not one", number);
    else
        say(out, "(total%u is three and total%u.x >= 7.5)", number, number);
}

static void say_asked(struct random_text *out)
{
    unsigned which = chance(out, 4);
    if (out->in_define && out->facts && which < 3)
        say(out, "fact%u", chance(out, out->facts));
    else if (out->in_define)
        say(out, "member");
    else if (out->scope.element && which == 0)
        say_of_element(out, "t");
    else if (which == 0) {
        say(out, "(any tries as q where q.points > %u and (", chance(out, 60));
        say_of_element(out, "q");
        say(out, "))");
    } else if (out->totals && which == 1)
        say_of_record(out);
    else if (out->conditions && which == 2)
        say(out, "truth%u", chance(out, out->conditions));
    else
        say(out, "fact%u", chance(out, out->facts));
}

static void say_condition(struct random_text *out, unsigned depth)
{
    if (depth == 0) {
        if (chance(out, 3))
            say_comparison(out, 0);
        else
            say_asked(out);
        return;
    }
    switch (chance(out, 10)) {
    case 0:
    case 1:
        say(out, "(");
        say_condition(out, depth - 1);
        say(out, " %s ", chance(out, 2) ? "and" : "or");
        say_condition(out, depth - 1);
        say(out, ")");
        break;
    case 2:
        say(out, "not (");
        say_condition(out, depth - 1);
        say(out, ")");
        break;
    case 3:
        say(out, "(");
        say_guarded(out);
        say(out, ")");
        break;
    case 4:
    case 5:
        say_quantified(out, depth - 1);
        break;
    case 6:
        say(out, "(");
        say_membership(out);
        say(out, ")");
        break;
    case 7:
        say_asked(out);
        break;
    case 8:
        say(out, "near(");
        say_day(out, depth - 1);
        say(out, ", ");
        say_integer(out, depth - 1);
        say(out, ")");
        break;
    default:
        say(out, "(");
        say_comparison(out, depth - 1);
        say(out, ")");
    }
}

/* ---- declarations ---- */

static void say_outcome(struct random_text *out)
{
    bool still = out->still;
    out->still = true;
    switch (chance(out, 6)) {
    case 0:
        say(out, "none");
        break;
    case 1:
        say(out, "one(n: ");
        say_integer(out, 2);
        say(out, ")");
        break;
    case 2:
        say(out, "two(d: ");
        say_day(out, 2);
        say(out, ", w: ");
        say_word(out);
        say(out, ")");
        break;
    case 3:
        say(out, "three(x: (");
        say_decimal(out, 1);
        say(out, "))");
        break;
    case 4:
        say(out, "four(at: ");
        say_instant(out, 2);
        say(out, ", n: %u)", chance(out, 9));
        break;
    default:
        say(out, "one(n: %u)", chance(out, 100));
    }
    out->still = still;
}

static void say_let(struct random_text *out)
{
    unsigned kind = chance(out, 4);
    bool still = out->still;
    out->still = true;
    if (kind == 3 && out->scope.element && out->decisions) {
        say(out, "  let result%u = decided%u of t", out->results++, chance(out, out->decisions));
    } else if (kind == 0) {
        say(out, "  let number%u = ", out->integers);
        say_integer(out, 2);
        out->integers++;
    } else if (kind == 1) {
        say(out, "  let truth%u = ", out->conditions);
        say_condition(out, 2);
        out->conditions++;
    } else {
        say(out, "  let list%u = ", out->lists);
        say_tries(out, 2);
        out->lists++;
    }
    say(out, "\n");
    out->still = still;
}

/* Rules that ask one place for one constant each. */
static void say_many_rules(struct random_text *out, unsigned *rule)
{
    unsigned count = 4 + chance(out, 8), kind = chance(out, 4);
    for (unsigned i = 0; i < count; i++) {
        say(out, "  rule r%u when ", (*rule)++);
        if (kind == 0)
            say(out, "level is %s", random_level(out));
        else if (kind == 1)
            say(out, "id is \"%s\"", random_word(out));
        else if (kind == 2)
            say(out, "age is %u", chance(out, 2) ? chance(out, 5) : chance(out, 150));
        if (kind == 3)
            say(out, "age %s %u", chance(out, 20) ? ">=" : "<", 10 * chance(out, 15));
        else if (chance(out, 3))
            say(out, " and age %s %u", chance(out, 20) ? ">" : "<=", chance(out, 150));
        else if (chance(out, 3) == 0) {
            say(out, " and ");
            say_condition(out, 1);
        }
        say(out, " then ");
        say_outcome(out);
        say(out, "\n");
    }
}

static void say_rules(struct random_text *out, bool all)
{
    unsigned rule = 0, count = 1 + chance(out, 5);
    out->integers = out->conditions = out->lists = out->results = 0;
    for (unsigned i = 0; i < count; i++) {
        while (chance(out, 2))
            say_let(out);
        if (chance(out, 5) == 0)
            say_many_rules(out, &rule);
        say(out, "  rule r%u when ", rule++);
        say_condition(out, 3);
        say(out, " then ");
        say_outcome(out);
        say(out, "\n");
    }
    if (!all) {
        say(out, "  otherwise last then ");
        say_outcome(out);
        say(out, "\n");
    }
    say(out, "}\n");
    out->integers = out->conditions = out->lists = out->results = 0;
}

static void say_decisions(struct random_text *out)
{
    out->scope = (struct random_scope){ { "t" }, { NULL }, 1, 0, true };
    out->in_define = true;
    say(out, "decide filtered: Result for each t in tries where t.points > 20 and (t.passed or ");
    say_condition(out, 1);
    say(out, ") {\n");
    say_rules(out, false);
    out->in_define = false;
    for (unsigned i = 0; i < 6; i++) {
        unsigned kind = chance(out, 6);
        bool each = kind < 4;
        out->scope = (struct random_scope){ { "t" }, { NULL }, each, 0, each };
        if (kind < 3)
            say(out, "decide decided%u: Result for each t in tries {\n", out->decisions);
        else if (kind == 3)
            say(out, "decide all each%u: Result for each t in tries {\n", out->lists_of);
        else if (kind == 4)
            say(out, "decide total%u: Result {\n", out->totals);
        else
            say(out, "decide all every%u: Result {\n", i);
        say_rules(out, kind == 3 || kind == 5);
        out->decisions += kind < 3;
        out->lists_of += kind == 3;
        out->totals += kind == 4;
    }
}

static void say_defines(struct random_text *out)
{
    out->in_define = true;
    say(out, "parameter limit: integer = %u\n", chance(out, 50));
    say(out, "parameter grace: period { .. 2019-12-31 = 3 months\n 2020-01-01 .. 2021-05-31 = "
             "10 days\n 2021-06-01 .. = 1 year }\n");
    say(out, "define known: [text] = all id of (names as n where n.rank > %u)\n", chance(out, 9));
    say(out, "parameter cap: decimal = 2.5\n");
    say(out, "define twice(n: integer): integer = n + n\n");
    say(out, "define near(d: date, n: integer): bool = d + 1 month > born and (n > 3 or d in "
             "2020-01-31 .. born + 400 months)\n");
    for (unsigned i = 0; i < 3; i++) {
        say(out, "define fact%u: bool = ", i);
        say_condition(out, 3);
        say(out, "\n");
        out->facts++;
    }
    out->in_define = false;
}

/* The policy of SEED; in OUT's text. */
static inline void random_policy(struct random_text *out, uint64_t seed)
{
    static const char *const zones[] = { "UTC", "UTC", "Asia/Seoul", "America/Sao_Paulo" };
    memset(out, 0, sizeof *out);
    out->state = seed;
    say(out, "policy sample { timezone \"%s\" rounding %s }\nuse \"types.pol\"\n",
        pick(out, zones, 4), chance(out, 2) ? "down" : "up");
    say(out, "outcome Result { none one(n: integer) two(d: date, w: text) three(x: decimal) "
             "four(at: instant, n: integer) }\n");
    say_defines(out);
    say_decisions(out);
}

/* ---- records ---- */

static void say_data_date(struct random_text *out)
{
    say(out, "\"20%02u-%02u-%02u\"", 15 + chance(out, 14), 1 + chance(out, 12), 1 + chance(out, 28));
}

static void say_data_instant(struct random_text *out)
{
    say(out, "\"20%02u-%02u-%02uT%02u:%02u:00Z\"", 15 + chance(out, 14), 1 + chance(out, 12),
        1 + chance(out, 28), chance(out, 24), chance(out, 60));
}

static void say_data_texts(struct random_text *out, unsigned most)
{
    unsigned count = chance(out, most + 1);
    say(out, "[");
    for (unsigned i = 0; i < count; i++)
        say(out, "%s\"%s\"", i ? "," : "", random_word(out));
    say(out, "]");
}

static void say_data_parts(struct random_text *out)
{
    unsigned count = chance(out, 4);
    say(out, "[");
    for (unsigned i = 0; i < count; i++)
        say(out, "%s{\"name\":\"%u%s\",\"weight\":%u.%u,\"size\":%u}", i ? "," : "", i,
            random_word(out), chance(out, 10), chance(out, 10), chance(out, 10));
    say(out, "]");
}

static void say_data_tries(struct random_text *out, unsigned from)
{
    static const char *const ids[] = { "ann", "bob", "x", "t3", "dd-long-name", "t5", "t6", "t7" };
    unsigned count = chance(out, 8 - from);
    say(out, "[");
    for (unsigned i = 0; i < count; i++) {
        say(out, "%s{\"id\":\"%s\",\"ended\":", i ? "," : "", ids[i + from]);
        say_data_instant(out);
        say(out, ",\"on\":");
        say_data_date(out);
        if (chance(out, 2)) {
            say(out, ",\"due\":");
            say_data_date(out);
        }
        say(out, ",\"points\":%u,\"passed\":%s,\"level\":\"%s\"", chance(out, 101),
            chance(out, 2) ? "true" : "false", random_level(out));
        if (chance(out, 2))
            say(out, ",\"score\":%u.%02u", chance(out, 10), chance(out, 100));
        if (chance(out, 2))
            say(out, ",\"colour\":\"%s\"", random_colour(out));
        say(out, ",\"parts\":");
        say_data_parts(out);
        if (chance(out, 2)) {
            say(out, ",\"tags\":");
            say_data_texts(out, 3);
        }
        say(out, "}");
    }
    say(out, "]");
}

static void say_data_home(struct random_text *out, const char *name)
{
    say(out, ",\"%s\":{\"city\":\"%s\"", name, random_word(out));
    if (chance(out, 2))
        say(out, ",\"zip\":\"%u\"", chance(out, 1000));
    if (chance(out, 2))
        say(out, ",\"floor\":%d", (int)chance(out, 109) - 9);
    say(out, "}");
}

/* The record of SEED, as JSON; in OUT's text. */
static inline void random_record(struct random_text *out, uint64_t seed)
{
    memset(out, 0, sizeof *out);
    out->state = seed;
    say(out, "{\"id\":\"%s\",\"born\":", random_word(out));
    say_data_date(out);
    if (chance(out, 2))
        say(out, ",\"name\":\"%s\"", random_word(out));
    if (chance(out, 2)) {
        say(out, ",\"left\":");
        say_data_date(out);
    }
    say(out, ",\"seen\":");
    say_data_instant(out);
    say(out, ",\"tries\":");
    say_data_tries(out, 0);
    if (chance(out, 2)) {
        say(out, ",\"others\":");
        say_data_tries(out, 2);
    }
    if (chance(out, 2)) {
        say(out, ",\"labels\":");
        say_data_texts(out, 5);
    }
    if (chance(out, 2))
        say_data_home(out, "home");
    say_data_home(out, "work");
    say(out, ",\"weight\":%u.%u,\"age\":%u,\"level\":\"%s\",\"member\":%s", chance(out, 99),
        chance(out, 10), chance(out, 2) ? chance(out, 8) : chance(out, 151), random_level(out),
        chance(out, 2) ? "true" : "false");
    if (chance(out, 2))
        say(out, ",\"colour\":\"%s\"", random_colour(out));
    say(out, "}");
}

#endif
