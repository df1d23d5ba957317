#!/usr/bin/env python3
"""What renewal.pol means, once more, in plain date arithmetic; and whether decisions say that.

    reference.py RECORDS DECISIONS [YARDSTICK'S]

Each decision of each holder must be there, in order, and nothing else."""
import calendar
import datetime
import itertools
import json
import sys

NOW = datetime.datetime(2021, 3, 1, tzinfo=datetime.timezone.utc)
TODAY = NOW.date()


def plus_months(day, months):
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


def instant(text):
    return datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z")


def decide(holder, certification):
    """Outcome, rule, and the day or instant that goes with them."""
    if certification["kind"] == "fundamentals":
        return "not_applicable", "never_expires", None
    expires = datetime.date.fromisoformat(certification["expires"])
    if expires < TODAY:
        return "must_re_earn", "expired", None
    if datetime.date.fromisoformat(certification["available_since"]) > plus_months(TODAY, -6):
        return "not_available", "too_new", None
    opens = plus_months(expires, -6)
    own = [one for one in holder["assessments"] if one["certification"] == certification["id"]]
    if any(one["passed"] and opens <= instant(one["taken"]).date() <= expires for one in own):
        return "renewed", "assessment_passed", str(plus_months(expires, 12))
    if TODAY < opens:
        return "not_yet", "window_opens", str(opens)
    if not holder["profiles"]["linked"]:
        return "blocked", "link_profiles", None
    if len(own) >= 2:
        again = max(instant(one["taken"]) for one in own) + datetime.timedelta(hours=24)
        if NOW < again:
            return "wait", "retry_after", again.strftime("%Y-%m-%dT%H:%M:%SZ")
    return "eligible", "take_assessment", str(expires)


def expected(records):
    for line in records:
        holder = json.loads(line)
        for certification in holder["certifications"]:
            yield holder["id"], certification["id"], *decide(holder, certification)


def decided(decisions):
    """The same of certpol's decisions."""
    for line in decisions:
        row = json.loads(line)
        when = next(iter(row.get("with", {}).values()), None)
        yield row["record"], row["subject"], row["outcome"], row["rule"], when


def decided_by_hand(decisions):
    """The same of the yardstick's."""
    for line in decisions:
        row = json.loads(line)
        yield row["holder"], row["certification"], row["outcome"], row["reason"], row.get("date")


def first_difference(wanted, found):
    """None, or what differs; and how many were compared."""
    count = 0
    for want, have in itertools.zip_longest(wanted, found):
        if want != have:
            return f"decision {count + 1}: expected {want}, found {have}", count
        count += 1
    return None, count


def compare(records, decisions, by_hand=None):
    """Says what differs, or how many decisions are the same; whether all are."""
    with open(records, encoding="utf-8") as left, open(decisions, encoding="utf-8") as right:
        found = decided_by_hand(right) if by_hand else decided(right)
        difference, count = first_difference(expected(left), found)
    print(difference or f"{count} decisions are as they should be")
    return not difference and count > 0


if __name__ == "__main__":
    good = compare(sys.argv[1], sys.argv[2])
    if len(sys.argv) > 3:
        good = compare(sys.argv[1], sys.argv[3], by_hand=True) and good
    sys.exit(not good)
