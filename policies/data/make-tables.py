#!/usr/bin/env python3
"""Make the reference tables beside this script from a folder of the catalogue as published.

    python3 make-tables.py FOLDER

The same input gives the same bytes.  Facts are carried over; what had to be settled is settled here, in the open:

certifications  The columns that the policies need: id, title, kind.

routes          The published list of a certification's exams knows no "or".  A certification is earned by passing all
                exams of ONE route; route 1 is the one that is offered today.  `exams` is the number of exams of the route.
                - Route 1 is the certification's own list of exams.
                - The page of a renewal assessment names the exams that led to the certification, with OR between the ways.
                  A way that is not a part of route 1 is a route of its own: a predecessor whose holders renew the same
                  certification (AI-100 or AI-102; DP-200 with DP-201 or DP-203).
                - "MB-300 OR MB-500" for the developer of finance and operations apps contradicts the certification's own
                  list, which has both, and neither is retired.  The list is believed: both are required.
                - Field service: its list still names MB-200, retired on 2020-12-31, and its renewal page PL-200.  The
                  sister certifications moved to PL-200; route 1 is PL-200 with MB-240, the older one is route 2.
                - The pages kept for holders of older certifications (ids that end in -erlr) list all exams that ever
                  counted; LISTED_TOGETHER takes them apart by the exams' titles and dates.
                - For an MCSE or MCSD one exam of the list is chosen, on top of an MCSA: each exam is a route.  Exams whose
                  own page names such a certification belong to its list, too.
                - Lists are cut at three exams at their source.  For Office certifications, where all of a list are needed,
                  that is left so: they never expire, and more than one exam is more than one, cut or not.

prerequisites   Held as published: any one of the listed certifications suffices.

languages       The languages of an exam, with the first and the last day on which the catalogue was seen to offer them.
                A language that the latest copy still has is open-ended (no last day).

retired-exams   One row an exam, the day a real day.  `precision` says how well it is known: a year alone becomes the last
                day of that year, the reading that takes nothing from a holder.  Six exams were once published with
                days that do not exist (31 June and the like): the possible day is kept, the impossible one is dropped.
                Where the languages disagree (DP-200, DP-201, MB5-294) the list's own choice is kept.  Exams that have a
                retirement day on their own page, and are not on the list, are added (three of MOS 2010).

retired-certifications
                The list of retired certifications has titles only: a row for each whose title the catalogue has, as it
                stands or as SHORTENED says.  Of two published days the later one is kept, as the list does.

badge-exceptions
                What has no badge, and which clause says so.  "MOS 2010 exams and certifications" is a whole suite: it has a
                row by its name, for what a record says to be of it, the published exams have one each, and so have its
                certifications.  The catalogue no longer has those; their ids are formed as those of 2013 are.
"""
import csv
import datetime
import os
import sys

LISTED_TOGETHER = {
    # AZ-103 took the place of AZ-100 with AZ-101, as AZ-203 did of AZ-200 with AZ-201.
    "azure-administrator-erlr": [["AZ-103"], ["AZ-100", "AZ-101"]],
    "azure-developer-erlr": [["AZ-203"], ["AZ-200", "AZ-201"]],
    # AZ-302 was the transition exam for holders of an older exam.
    "azure-solutions-architect-erlr": [["AZ-300", "AZ-301"], ["AZ-302"]],
}
MOVED = {"d365-functional-consultant-field-service": [["PL-200", "MB-240"], ["MB-200", "MB-240"]]}
ELECTIVE = ("mcse", "mcsd")
EXCEPTION = {"badge.elig.2": "exam", "badge.elig.3": "mos_2010", "badge.elig.4": "dynamics_crm"}
# Titles as the list of retired certifications has them, and as the catalogue does.
SHORTENED = {
    "MCSA: Dynamics 365 for Operations": "MCSA: Microsoft Dynamics 365 for Operations",
    "MCSA: SQL 2016 Database Admin": "MCSA: SQL 2016 Database Administration",
    "MCSA: SQL 2016 Database Dev": "MCSA: SQL 2016 Database Development",
    "MCSE: Data Management & Analytics": "MCSE: Data Management and Analytics",
    "MCSE: Productivity": "MCSE: Productivity Solutions Expert",
}
MOS_2010 = ["mos-access-2010", "mos-excel-2010", "mos-excel-2010-expert", "mos-outlook-2010", "mos-powerpoint-2010",
            "mos-word-2010", "mos-word-2010-expert", "microsoft-office-specialist-certification-2010",
            "microsoft-office-specialist-expert-certification-2010",
            "microsoft-office-specialist-master-certification-2010"]


def read(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name, header, rows):
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(f"{name}: {len(rows)} rows")


def certifications(folder):
    return [[row["id"], row["title"], row["kind"]]
            for row in sorted(read(folder, "certifications.csv"), key=lambda row: row["id"])]


def listed_exams(folder):
    """The published list of each certification, in its order."""
    lists = {}
    for row in read(folder, "certification_exams.csv"):
        lists.setdefault(row["certification_id"], []).append(row["exam_id"])
    return lists


def ways_to_renewal(folder):
    """What the renewal pages say: "DP-200, DP-201 OR DP-203" is two ways."""
    return {row["certification_id"]: [[exam.strip() for exam in way.split(",")]
                                      for way in row["exams_passed"].split(" OR ")]
            for row in read(folder, "renewal_assessments.csv")}


def exams_naming(folder):
    """The exams whose own page names a certification."""
    naming = {}
    for row in read(folder, "exams.csv"):
        for certification in row["related_certifications"].split(";"):
            naming.setdefault(certification, []).append(row["id"])
    return naming


def routes_of(certification, kind, listed, ways):
    settled = LISTED_TOGETHER.get(certification) or MOVED.get(certification)
    if settled:
        return settled
    if kind in ELECTIVE:
        return [[exam] for exam in listed]
    return [listed] + [way for way in ways if not set(way) <= set(listed)]


def routes(folder):
    lists, ways, naming = listed_exams(folder), ways_to_renewal(folder), exams_naming(folder)
    rows = []
    for certification, _, kind in certifications(folder):
        listed = lists[certification]
        if kind in ELECTIVE:
            listed += sorted(set(naming.get(certification, [])) - set(listed))
        found = routes_of(certification, kind, listed, ways.get(certification, []))
        for number, exams in enumerate(found, 1):
            rows += [[certification, number, exam, len(exams)] for exam in exams]
    return rows


def prerequisites(folder):
    return sorted([row["certification_id"], row["prerequisite_id"]]
                  for row in read(folder, "prerequisites.csv"))


def languages(folder):
    return sorted([row["exam_id"], row["locale"].lower(), row["first_seen"],
                   "" if row["in_latest_snapshot"] == "yes" else row["last_change_seen"]]
                  for row in read(folder, "exam_languages.csv"))


def real_day(text, precision):
    if precision == "year":
        return f"{int(text):04}-12-31"
    return datetime.date.fromisoformat(text).isoformat()


def retired_exams(folder):
    days = {row["exam_id"]: [real_day(row["retirement_date"], row["precision"]), row["precision"]]
            for row in read(folder, "retired_exams.csv")}
    for row in read(folder, "exams.csv"):
        if row["retirement_dates"] and row["id"] not in days:
            days[row["id"]] = [real_day(row["retirement_dates"].split("|")[-1], "day"), "day"]
    return sorted([exam, *day] for exam, day in days.items())


def retired_certifications(folder):
    ids = {row["title"].strip().lower(): row["id"] for row in read(folder, "certifications.csv")}
    titles = [(SHORTENED.get(row["title"], row["title"]).strip().lower(), row["retirement_date_latest"])
              for row in read(folder, "retired_certifications.csv")]
    return sorted([ids[title], real_day(day, "day")] for title, day in titles if title in ids)


def badge_exceptions(folder):
    exams = [[row["exam_id"], EXCEPTION[row["clause"]]] for row in read(folder, "badge_exceptions.csv")]
    return [["MOS 2010", "mos_2010"]] + exams + [[certification, "mos_2010"] for certification in MOS_2010]


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: make-tables.py FOLDER, the catalogue as published")
    folder = sys.argv[1]
    write("certifications.csv", ["id", "title", "kind"], certifications(folder))
    write("routes.csv", ["certification", "route", "exam", "exams"], routes(folder))
    write("prerequisites.csv", ["certification", "needs"], prerequisites(folder))
    write("languages.csv", ["exam", "language", "since", "until"], languages(folder))
    write("retired-exams.csv", ["exam", "day", "precision"], retired_exams(folder))
    write("retired-certifications.csv", ["certification", "day"], retired_certifications(folder))
    write("badge-exceptions.csv", ["what", "why"], badge_exceptions(folder))


if __name__ == "__main__":
    main()
