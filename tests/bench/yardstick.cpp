// yardstick.cpp - renewal.pol written by hand, for this policy and these records alone, on simdjson's
// On-Demand reader.  It trusts its input: fields stand in the generator's order, texts have no escapes, dates
// are dates and are compared as text; what the policy does not need is skipped unread.
//
//     g++ -O3 -march=native yardstick.cpp -lsimdjson && ./a.out records.jsonl >decisions.jsonl
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <string_view>
#include <unistd.h>

#include <simdjson.h>

using namespace simdjson;
using std::string_view;

namespace
{

constexpr size_t chunk_bytes = 1 << 20;
constexpr size_t output_bytes = 1 << 17;
constexpr size_t holder_bytes = 1 << 14; // more than the decisions of one holder take
constexpr int certifications_max = 32, assessments_max = 64;

// ---- dates, as ten characters ----

using date = const char *;

// Orders as the dates do.
uint64_t order(date at)
{
    uint64_t head;
    uint16_t tail;
    memcpy(&head, at, 8);
    memcpy(&tail, at + 8, 2);
    return (__builtin_bswap64(head) << 16) | __builtin_bswap16(tail);
}

int two_digits(const char *at)
{
    return 10 * (at[0] - '0') + at[1] - '0';
}

void put_two_digits(char *to, int number)
{
    to[0] = char('0' + number / 10);
    to[1] = char('0' + number % 10);
}

int year_of(date at)
{
    return 100 * two_digits(at) + two_digits(at + 2);
}

void put_date(char *to, int year, int month, int day)
{
    put_two_digits(to, year / 100);
    put_two_digits(to + 2, year % 100);
    put_two_digits(to + 5, month);
    put_two_digits(to + 8, day);
    to[4] = to[7] = '-';
}

int days_in(int year, int month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

void put_shifted(char *to, date from, int months)
{
    int count = 12 * year_of(from) + two_digits(from + 5) - 1 + months, day = two_digits(from + 8);
    int year = count / 12, month = count % 12 + 1, last = days_in(year, month);
    put_date(to, year, month, day < last ? day : last);
}

void put_next_day(char *to, date from)
{
    int year = year_of(from), month = two_digits(from + 5), day = two_digits(from + 8) + 1;
    if (day > days_in(year, month)) {
        day = 1;
        if (++month == 13) {
            month = 1;
            year++;
        }
    }
    put_date(to, year, month, day);
}

// ---- output ----

char output[output_bytes];
size_t written;

void flush()
{
    for (size_t at = 0; at < written;) {
        ssize_t count = write(STDOUT_FILENO, output + at, written - at);
        if (count <= 0)
            exit(3);
        at += size_t(count);
    }
    written = 0;
}

inline void put(string_view text)
{
    memcpy(output + written, text.data(), text.size());
    written += text.size();
}

// ---- the policy ----

struct certification {
    string_view id;
    bool fundamentals;
    date expires, since;
};

struct assessment {
    string_view certification;
    const char *taken;
    bool passed;
};

struct holder {
    string_view id;
    bool linked;
    int certification_count, assessment_count;
    certification certifications[certifications_max];
    assessment assessments[assessments_max];
};

const uint64_t today = order("2021-03-01"), half_a_year_ago = order("2020-09-01");
constexpr char a_day_ago[] = "2021-02-28T00:00:00Z";
constexpr size_t instant_length = sizeof a_day_ago - 1;

// What the assessments of one certification say.
struct attempts {
    int count;
    const char *last;
    bool renews;
};

attempts look_at(const holder &of, const certification &held, uint64_t opens, uint64_t expires)
{
    attempts found = {0, nullptr, false};
    for (int i = 0; i < of.assessment_count; i++) {
        const assessment &one = of.assessments[i];
        if (one.certification != held.id)
            continue;
        found.count++;
        if (!found.last || memcmp(one.taken, found.last, instant_length) > 0)
            found.last = one.taken;
        uint64_t on = order(one.taken);
        if (one.passed && opens <= on && on <= expires) {
            found.renews = true;
            break;
        }
    }
    return found;
}

// Of a certification that can be renewed at all.
void decide_renewable(const holder &of, const certification &held)
{
    char opens[10], until[instant_length];
    uint64_t end = order(held.expires);
    put_shifted(opens, held.expires, -6);
    attempts own = look_at(of, held, order(opens), end);
    if (own.renews) {
        put_shifted(until, held.expires, 12);
        put("renewed\",\"reason\":\"assessment_passed\",\"date\":\"");
        put({until, 10});
    } else if (today < order(opens)) {
        put("not_yet\",\"reason\":\"window_opens\",\"date\":\"");
        put({opens, 10});
    } else if (!of.linked) {
        put("blocked\",\"reason\":\"link_profiles");
    } else if (own.count >= 2 && memcmp(own.last, a_day_ago, instant_length) > 0) {
        memcpy(until, own.last, instant_length);
        put_next_day(until, own.last);
        put("wait\",\"reason\":\"retry_after\",\"date\":\"");
        put({until, instant_length});
    } else {
        put("eligible\",\"reason\":\"take_assessment\",\"date\":\"");
        put({held.expires, 10});
    }
}

void decide(const holder &of, const certification &held)
{
    put("{\"holder\":\"");
    put(of.id);
    put("\",\"certification\":\"");
    put(held.id);
    put("\",\"outcome\":\"");
    if (held.fundamentals)
        put("not_applicable\",\"reason\":\"never_expires");
    else if (order(held.expires) < today)
        put("must_re_earn\",\"reason\":\"expired");
    else if (order(held.since) > half_a_year_ago)
        put("not_available\",\"reason\":\"too_new");
    else
        decide_renewable(of, held);
    put("\"}\n");
}

// ---- reading ----

// Between its quotes, as it stands in the input.
string_view text(ondemand::value value)
{
    string_view token = value.raw_json_token();
    return token.substr(1, token.rfind('"') - 1);
}

void read(ondemand::object from, holder &into)
{
    into.id = text(from.find_field("id"));
    into.linked = bool(from.find_field("profiles").find_field("linked"));
    into.certification_count = into.assessment_count = 0;
    for (ondemand::object one : from.find_field("certifications").get_array()) {
        certification &held = into.certifications[into.certification_count++];
        held.id = text(one.find_field("id"));
        held.fundamentals = text(one.find_field("kind"))[0] == 'f';
        if (!held.fundamentals) {
            held.expires = text(one.find_field("expires")).data();
            held.since = text(one.find_field("available_since")).data();
        }
    }
    for (ondemand::object one : from.find_field("assessments").get_array()) {
        assessment &made = into.assessments[into.assessment_count++];
        made.certification = text(one.find_field("certification"));
        made.taken = text(one.find_field("taken")).data();
        made.passed = bool(one.find_field("passed"));
    }
}

ondemand::parser parser;
holder current;

// LENGTH bytes of whole lines, with padding behind them.
void work_through(char *bytes, size_t length)
{
    ondemand::document_stream documents;
    if (parser.iterate_many(bytes, length, length + 1).get(documents))
        exit(4);
    for (auto one = documents.begin(); one != documents.end(); ++one) {
        ondemand::document_reference document;
        if ((*one).get(document))
            exit(5);
        read(document.get_object(), current);
        if (written > output_bytes - holder_bytes)
            flush();
        for (int i = 0; i < current.certification_count; i++)
            decide(current, current.certifications[i]);
    }
}

// The lines that are complete; what is left of the last one is moved to the front.
size_t work_off(char *bytes, size_t have)
{
    const char *newline = static_cast<const char *>(memrchr(bytes, '\n', have));
    if (!newline)
        exit(6); // a record longer than a chunk
    size_t whole = size_t(newline + 1 - bytes);
    work_through(bytes, whole);
    memmove(bytes, bytes + whole, have - whole);
    return have - whole;
}

} // namespace

int main(int, char **arguments)
{
    std::unique_ptr<char[]> bytes(new char[chunk_bytes + SIMDJSON_PADDING]);
    int file = open(arguments[1], O_RDONLY);
    size_t have = 0;
    ssize_t count;
    while ((count = read(file, bytes.get() + have, chunk_bytes - have)) > 0)
        have = work_off(bytes.get(), have + size_t(count));
    flush();
    return file < 0 || count < 0 || have > 0;
}
