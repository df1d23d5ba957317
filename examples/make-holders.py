#!/usr/bin/env python3
"""Write holders.jsonl: a thousand holders of certifications as they could stand in a database on 1 October 2021.

The first ones are made for one rule of policies/renewal.pol or policies/badges.pol each, all rules that can decide on that
day; the others are mixtures.  The numbers come from a generator of our own, so that the file is the same everywhere:

    python3 make-holders.py            writes holders.jsonl beside this script
    python3 make-holders.py --check    says whether it is up to date
"""

import datetime
import json
import pathlib
import sys

TODAY = datetime.date(2021, 10, 1)
HOLDERS = 1000
ONE_RULE_ROUNDS = 4  # how many holders are made for each rule


class Random:
    """SplitMix64: the same numbers with every Python."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return z ^ (z >> 31)

    def below(self, count):
        return self.next() % count

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def chance(self, percent):
        return self.below(100) < percent

    def choice(self, items):
        return items[self.below(len(items))]

    def some(self, items, count):
        left = list(items)
        return [left.pop(self.below(len(left))) for _ in range(min(count, len(left)))]


# Who they are: name, the part of it that an address is made of, language.

KOREAN_FAMILY = [("김", "kim"), ("이", "lee"), ("박", "park"), ("최", "choi"), ("정", "jung"), ("강", "kang"),
                 ("조", "cho"), ("윤", "yoon"), ("장", "jang"), ("임", "lim"), ("한", "han"), ("오", "oh"),
                 ("서", "seo"), ("남궁", "namgung"), ("황보", "hwangbo")]
KOREAN_GIVEN = [("서연", "seoyeon"), ("민준", "minjun"), ("지우", "jiwoo"), ("하은", "haeun"), ("도윤", "doyun"),
                ("예준", "yejun"), ("수빈", "subin"), ("지훈", "jihun"), ("유진", "yujin"), ("현우", "hyunwoo"),
                ("은서", "eunseo"), ("준호", "junho"), ("가온", "gaon"), ("별", "byeol"), ("솔", "sol")]
CHINESE_FAMILY = [("王", "wang"), ("李", "li"), ("张", "zhang"), ("刘", "liu"), ("陈", "chen"), ("杨", "yang"),
                  ("赵", "zhao"), ("黄", "huang"), ("周", "zhou"), ("吴", "wu"), ("徐", "xu"), ("林", "lin"),
                  ("欧阳", "ouyang"), ("司马", "sima"), ("諸葛", "zhuge")]
CHINESE_GIVEN = [("伟", "wei"), ("芳", "fang"), ("娜", "na"), ("秀英", "xiuying"), ("敏", "min"), ("静", "jing"),
                 ("强", "qiang"), ("磊", "lei"), ("洋", "yang"), ("艳", "yan"), ("子涵", "zihan"), ("浩然", "haoran"),
                 ("雨桐", "yutong"), ("欣怡", "xinyi"), ("志明", "zhiming")]
LATIN_FAMILY = [("O'Brien", "obrien"), ("García Márquez", "garcia"), ("Müller", "mueller"), ("Smith", "smith"),
                ("Nguyễn", "nguyen"), ("Björnsdóttir", "bjornsdottir"), ("Łukasiewicz", "lukasiewicz"),
                ("d'Angelo", "dangelo"), ("van der Berg", "vanderberg"), ("Okonkwo", "okonkwo"),
                ("Sørensen", "sorensen"), ("Šimůnková", "simunkova"), ("Silva", "silva"), ("Patel", "patel")]
LATIN_GIVEN = [("Zoë", "zoe"), ("Aoife", "aoife"), ("José", "jose"), ("Jürgen", "juergen"), ("Emma", "emma"),
               ("Linh", "linh"), ("Sigríður", "sigridur"), ("Stanisław", "stanislaw"), ("Chiara", "chiara"),
               ("Pieter", "pieter"), ("Chidi", "chidi"), ("Søren", "soren"), ("Beatriz", "beatriz"), ("Asha", "asha")]

EAST_ASIAN, LATIN = "{family}{given}", "{given} {family}"
PEOPLE = {
    "ko": (KOREAN_FAMILY, KOREAN_GIVEN, EAST_ASIAN),
    "zh": (CHINESE_FAMILY, CHINESE_GIVEN, EAST_ASIAN),
    "en": (LATIN_FAMILY, LATIN_GIVEN, LATIN),
}

# What they hold: certification, kind, exams, released.

CATALOGUE = [
    ("azure-administrator", "role-based", ["AZ-104"], "2019-05-01"),
    ("azure-ai-engineer", "role-based", ["AI-102"], "2019-04-24"),
    ("azure-data-engineer", "role-based", ["DP-203"], "2019-01-23"),
    ("azure-data-scientist", "role-based", ["DP-100"], "2019-03-26"),
    ("azure-database-administrator-associate", "role-based", ["DP-300"], "2020-02-26"),
    ("azure-developer", "role-based", ["AZ-204"], "2018-12-20"),
    ("azure-security-engineer", "role-based", ["AZ-500"], "2019-02-20"),
    ("azure-solutions-architect", "role-based", ["AZ-303", "AZ-304"], "2018-12-12"),
    ("devops-engineer", "role-based", ["AZ-400"], "2018-12-13"),
    ("data-analyst-associate", "role-based", ["DA-100"], "2020-04-23"),
    ("identity-and-access-administrator", "role-based", ["SC-300"], "2021-04-26"),
    ("m365-developer-associate", "role-based", ["MS-600"], "2020-02-26"),
    ("m365-messaging-administrator", "role-based", ["MS-203"], "2020-06-30"),
    ("m365-teams-administrator-associate", "role-based", ["MS-700"], "2019-10-29"),
    ("modern-desktop", "role-based", ["MD-100", "MD-101"], "2018-11-01"),
    ("azure-for-sap-workloads-specialty", "specialty", ["AZ-120"], "2020-02-26"),
    ("azure-iot-developer-specialty", "specialty", ["AZ-220"], "2020-01-29"),
    ("azure-fundamentals", "fundamentals", ["AZ-900"], "2018-12-20"),
    ("azure-ai-fundamentals", "fundamentals", ["AI-900"], "2020-06-23"),
    ("azure-data-fundamentals", "fundamentals", ["DP-900"], "2020-06-23"),
    ("microsoft-365-fundamentals", "fundamentals", ["MS-900"], "2019-02-04"),
    ("mos-excel-2016", "mos", ["77-727"], "2016-03-01"),
    ("mos-word-2019", "mos", ["MO-100"], "2019-04-01"),
    ("mta-database-fundamentals", "mta", ["98-364"], "2010-09-01"),
    ("mta-networking-fundamentals", "mta", ["98-366"], "2010-09-01"),
    ("mcsa-windows-server-2016-certification", "mcsa", ["70-740", "70-741", "70-742"], "2016-10-01"),
    ("mcse-core-infrastructure", "mcse", ["70-744"], "2016-10-01"),
    ("microsoft-certified-educator", "mce", ["62-193"], "2013-01-01"),
]
LASTING = ("mos", "mta", "mcsa", "mcsd", "mcse", "mce", "fundamentals")
ADMINISTRATOR = CATALOGUE[0]
FAMILIES = {"mos": "mos", "mta": "mta", "mce": "mce"}
COURSES = ["AZ-104T00: Microsoft Azure Administrator", "자습서: Azure 리소스 관리", "学习路径：管理 Azure 存储",
           "Microsoft Azure Virtual Training Day", "Cloud Skills Challenge"]


# Days and instants.

def day(text):
    return datetime.date.fromisoformat(text)


def shifted(date, years):
    """29 February and a year is 28 February."""
    try:
        return date.replace(year=date.year + years)
    except ValueError:
        return date.replace(year=date.year + years, day=28)


def at(date, random):
    """An instant of DATE, in office hours."""
    return f"{date}T{random.between(7, 18):02}:{random.below(60):02}:{random.below(60):02}Z"


def before_today(random, least, most):
    return TODAY - datetime.timedelta(days=random.between(least, most))


# Records.

def person(number, random):
    language = random.choice(["ko", "zh", "en"])
    families, givens, order = PEOPLE[language]
    family, given = random.choice(families), random.choice(givens)
    name = order.format(family=family[0], given=given[0])
    address = f"{given[1]}.{family[1]}{number}"
    personal, work = f"{name} <{address}@outlook.example>", f"{name} <{address}@contoso.example>"
    return {
        "id": f"H-{number:04}",
        "email": f"{address}@outlook.example",
        "language": language,
        "profiles": {
            "linked": True,
            "certification_profiles": 1,
            "certification_account": personal,
            "docs_personal": personal,
            "docs_linked": 0,
            "registered_exam": True,
            "opened_dashboard": True,
        },
        "accounts": [{"name": personal, "kind": "personal"}] + ([{"name": work, "kind": "work"}] if random.chance(40) else []),
        "certifications": [],
        "assessments": [],
        "exams": [],
        "courses": [],
    }


def hold(holder, entry=ADMINISTRATOR, expires=None, earned="2019-11-04T10:20:00Z", **more):
    identity, kind, _, released = entry
    certification = {"id": identity, "kind": kind, "earned": earned, "expires": expires, "released": released}
    certification.update(more)
    holder["certifications"].append({key: value for key, value in certification.items() if value is not None})


def assess(holder, date, result, random, certification="azure-administrator", ended=None):
    ended = ended or at(day(date), random)
    moment = datetime.datetime.fromisoformat(ended.replace("Z", "+00:00")) - datetime.timedelta(minutes=random.between(12, 45))
    started = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    holder["assessments"].append({"certification": certification, "started": started, "ended": ended, "result": result})


def examine(holder, exam, family, tries, random):
    holder["exams"].append({
        "id": exam,
        "family": family,
        "tries": [{"ended": date if "T" in date else at(day(date), random), "result": result} for date, result in tries],
    })


# One holder for each rule: the decision and the rule, and what makes it the one that decides.

ONE_RULE = {}


def decides(*names):
    def register(make):
        for name in names:
            ONE_RULE[name] = make
        return make
    return register


@decides("valid.no_expiry", "term.no_expiry", "extend.no_process", "status.no_expiry", "transcript.current",
         "attempt.never_expires", "renew.never_expires", "obstacles.never_expires", "reearn.endless")
def lasting(holder, random):
    hold(holder, random.choice([entry for entry in CATALOGUE if entry[1] in LASTING]))


@decides("valid.beta")
def earned_in_beta(holder, random):
    hold(holder, CATALOGUE[1], live="2021-02-23", earned="2021-01-12T13:00:00Z", expires="2023-02-23")


@decides("valid.unscored", "term.unknown", "warnings.undated")
def not_scored_yet(holder, random):
    hold(holder, CATALOGUE[4], earned=None)


@decides("valid.undated")
def with_a_last_day_alone(holder, random):
    hold(holder, expires="2022-01-15", earned=None)


@decides("valid.computed", "term.earned")
def without_recorded_expiry(holder, random):
    hold(holder, CATALOGUE[5], earned=random.choice(["2020-02-29T09:00:00Z", "2021-06-29T23:59:59Z", "2021-06-30T00:00:00Z"]))


@decides("term.recorded", "extend.nothing", "attempt.first", "renew.may_renew", "status.still", "notices.open",
         "reearn.not_expired", "link.done")
def in_the_window(holder, random):
    hold(holder, expires=str(random.choice([TODAY, day("2021-12-31"), day("2022-02-28"), day("2022-04-01")])))


@decides("extend.before_offer")
def passed_too_soon_after_release(holder, random):
    hold(holder, CATALOGUE[10], expires="2022-01-31", released="2021-05-01", earned="2021-05-20T09:00:00Z")
    assess(holder, "2021-09-01", "pass", random, CATALOGUE[10][0])


@decides("extend.unlinked")
def passed_without_link(holder, random):
    hold(holder, expires="2021-12-31")
    assess(holder, "2021-09-14", "pass", random)
    holder["profiles"]["linked"] = False


@decides("extend.passed", "renew.passed")
def renewed(holder, random):
    hold(holder, expires=random.choice(["2021-10-01", "2021-12-31", "2022-02-28"]))
    assess(holder, "2021-09-14", "pass", random)


@decides("extend.after_expiry")
def passed_after_expiry(holder, random):
    hold(holder, expires="2021-06-30")
    assess(holder, "2021-07-01", "pass", random)


@decides("extend.failed", "attempt.second")
def failed_once(holder, random):
    hold(holder, expires="2022-01-15")
    assess(holder, "2021-09-20", random.choice(["fail", "abandoned"]), random)


@decides("extend.before_window")
def passed_before_the_window(holder, random):
    hold(holder, expires="2022-06-30")
    assess(holder, "2021-09-20", "pass", random)


@decides("extend.by_exam")
def took_the_exam_again(holder, random):
    hold(holder, expires="2022-01-15")
    examine(holder, "AZ-104", "general", [("2021-08-17", "pass")], random)


@decides("extend.by_another")
def renewed_another(holder, random):
    hold(holder, expires="2022-01-15")
    hold(holder, CATALOGUE[5], expires="2021-12-20")
    assess(holder, "2021-08-17", "pass", random, CATALOGUE[5][0])


@decides("extend.by_exception")
def asked_for_an_exception(holder, random):
    hold(holder, expires="2021-08-31")
    holder["exception_requests"] = [{"certification": "azure-administrator", "asked": "2021-09-02T08:15:00Z"}]


@decides("extend.by_course")
def took_a_course(holder, random):
    hold(holder, expires="2022-01-15")
    holder["courses"].append({"title": random.choice(COURSES), "ended": at(day("2021-08-17"), random)})


@decides("status.over", "transcript.over", "renew.too_late", "obstacles.too_late", "reearn.none_passed")
def expired(holder, random):
    hold(holder, expires=str(before_today(random, 1, 200)))


@decides("transcript.long_retired")
def retired_long_ago(holder, random):
    hold(holder, CATALOGUE[25], earned="2017-05-04T10:00:00Z", retired="2019-09-30")


@decides("attempt.further", "renew.cool_down", "obstacles.cool_down")
def must_wait(holder, random):
    hold(holder, expires="2022-02-28")
    assess(holder, "2021-09-12", "fail", random)
    assess(holder, "2021-09-30", "fail", random)


@decides("renew.no_time_left")
def must_wait_past_the_end(holder, random):
    hold(holder, expires="2021-10-01")
    assess(holder, "2021-09-30", "fail", random, ended="2021-09-30T23:10:00Z")
    assess(holder, "2021-10-01", "fail", random, ended="2021-10-01T00:00:00Z")


@decides("renew.too_young", "obstacles.too_young")
def offered_too_lately(holder, random):
    hold(holder, CATALOGUE[10], expires="2023-05-03", earned="2021-05-03T10:00:00Z")


@decides("renew.too_early", "obstacles.too_early")
def too_early(holder, random):
    hold(holder, expires=str(TODAY + datetime.timedelta(days=random.between(184, 600))))


@decides("renew.unlinked", "obstacles.unlinked", "notices.unlinked", "link.ready")
def in_the_window_without_link(holder, random):
    hold(holder, expires="2022-02-10")
    holder["profiles"]["linked"] = False


@decides("warnings.fundamentals")
def fundamentals_with_an_expiry(holder, random):
    hold(holder, CATALOGUE[17], expires="2022-05-01")


@decides("warnings.lasting")
def office_specialist_with_an_expiry(holder, random):
    hold(holder, CATALOGUE[21], expires="2023-05-01")


@decides("warnings.backwards")
def expired_before_it_was_earned(holder, random):
    hold(holder, earned="2021-05-04T10:00:00Z", expires="2021-03-31")


@decides("warnings.other_kind")
def of_another_kind_than_the_catalogue_says(holder, random):
    hold(holder, CATALOGUE[18], kind="role-based", expires="2022-01-31")


@decides("warnings.unlisted", "reearn.unlisted", "language_offered.unlisted")
def not_in_the_catalogue(holder, random):
    hold(holder, ("contoso-cloud-practitioner", "role-based", [], "2019-05-01"), expires="2021-09-01")
    holder["assessment_language"] = "ko"


@decides("warnings.short_try")
def ended_before_it_started(holder, random):
    hold(holder, expires="2022-01-15")
    holder["assessments"].append({"certification": "azure-administrator", "started": "2021-09-10T10:40:00Z",
                                  "ended": "2021-09-10T10:04:00Z", "result": "fail"})


@decides("reearn.withdrawn")
def expired_and_withdrawn(holder, random):
    hold(holder, ("azure-solutions-architect-erlr", "role-based", [], "2018-12-12"), expires="2021-03-10",
         retired="2020-09-30")


@decides("reearn.incomplete")
def passed_one_of_two(holder, random):
    hold(holder, CATALOGUE[7], expires="2021-03-10")
    examine(holder, "AZ-303", "general", [("2021-06-02", "fail"), ("2021-06-20", "pass")], random)


@decides("reearn.stale")
def passed_a_retired_exam(holder, random):
    hold(holder, ("azure-administrator-erlr", "role-based", [], "2019-05-01"), expires="2020-12-31")
    examine(holder, "AZ-103", "general", [("2021-09-08", "pass")], random)


@decides("reearn.alone")
def earned_again_without_the_other(holder, random):
    hold(holder, CATALOGUE[8], expires="2021-03-10")
    examine(holder, "AZ-400", "general", [("2021-07-20", "pass")], random)


@decides("reearn.again")
def earned_again(holder, random):
    hold(holder, expires="2021-03-10")
    examine(holder, "AZ-104", "general", [("2021-06-01", "fail"), ("2021-06-29", "pass")], random)


@decides("language_offered.unasked")
def asks_for_no_language(holder, random):
    hold(holder, expires="2022-01-15")


@decides("language_offered.spoken")
def asks_for_a_language_of_the_exam(holder, random):
    hold(holder, expires="2022-01-15")
    holder["assessment_language"] = random.choice(["ko", "zh-CN", "ja", "en"])


@decides("language_offered.missing")
def asks_for_another_language(holder, random):
    hold(holder, expires="2022-01-15")
    holder["assessment_language"] = random.choice(["pt-br", "vi", "la"])


def profile_made_by(holder, registered, opened):
    hold(holder, CATALOGUE[17])
    holder["profiles"].update(registered_exam=registered, opened_dashboard=opened)


@decides("has_profile.registered")
def registered_for_an_exam(holder, random):
    profile_made_by(holder, True, False)


@decides("has_profile.opened")
def opened_the_dashboard(holder, random):
    profile_made_by(holder, False, True)


@decides("has_profile.neither")
def did_neither(holder, random):
    profile_made_by(holder, False, False)


@decides("access.personal", "access.work")
def has_both_accounts(holder, random):
    hold(holder, expires="2021-11-30")
    holder["accounts"] = [{"name": holder["email"], "kind": "personal"},
                          {"name": holder["email"].replace("outlook", "contoso"), "kind": "work"}]


def unlinked(holder, **profile):
    hold(holder, expires="2022-02-10")
    holder["profiles"].update(linked=False, **profile)


@decides("link.no_profile")
def has_no_certification_profile(holder, random):
    unlinked(holder, certification_profiles=0)


@decides("link.several")
def has_several_profiles(holder, random):
    unlinked(holder, certification_profiles=random.between(2, 4), merged=False)


@decides("link.taken")
def docs_profile_is_taken(holder, random):
    unlinked(holder, docs_linked=1)


@decides("link.work_only")
def has_a_work_account_only(holder, random):
    unlinked(holder)
    del holder["profiles"]["docs_personal"]


@decides("link.different")
def has_different_accounts(holder, random):
    unlinked(holder, docs_personal="another." + holder["email"])


@decides("retake.untried")
def exam_not_tried(holder, random):
    hold(holder, CATALOGUE[17])
    examine(holder, "AZ-104", "general", [], random)


@decides("retake.beta")
def exam_in_beta(holder, random):
    hold(holder, CATALOGUE[17])
    examine(holder, "AZ-720", "beta", [("2021-09-02", "abandoned")], random)


@decides("retake.passed")
def exam_passed(holder, random):
    hold(holder, expires="2023-07-14", earned="2021-07-14T10:00:00Z")
    examine(holder, "AZ-104", "general", [("2021-06-10", "fail"), ("2021-07-14", "pass")], random)


@decides("retake.five_a_year")
def five_tries_in_a_year(holder, random):
    hold(holder, CATALOGUE[17])
    dates = ["2021-01-11", "2021-02-08", "2021-04-19", "2021-06-21", "2021-08-30"]
    examine(holder, "AZ-104", "general", [(date, "fail") for date in dates], random)


@decides("retake.five_a_year_mta")
def five_tries_of_mta_in_a_year(holder, random):
    hold(holder, CATALOGUE[17])
    dates = ["2021-05-03", "2021-05-17", "2021-06-07", "2021-07-05", "2021-08-30"]
    examine(holder, "98-366", "mta", [(date, "fail") for date in dates], random)


@decides("retake.second")
def failed_yesterday(holder, random):
    hold(holder, CATALOGUE[17])
    examine(holder, "AZ-104", "general", [("2021-09-30", "fail")], random)


@decides("retake.general_next")
def failed_twice(holder, random):
    hold(holder, CATALOGUE[17])
    examine(holder, "AZ-104", "general", [("2021-09-01", "fail"), ("2021-09-22", "fail")], random)


@decides("retake.mta_next")
def failed_mta_twice(holder, random):
    hold(holder, CATALOGUE[17])
    examine(holder, "98-366", "mta", [("2021-09-01", "fail"), ("2021-09-27", "fail")], random)


@decides("retake.mos_next")
def failed_office_twice(holder, random):
    hold(holder, CATALOGUE[21])
    examine(holder, "77-727", "mos", [("2021-09-01", "pass"), ("2021-09-30", "fail")], random)


@decides("retake.again")
def failed_a_while_ago(holder, random):
    hold(holder, CATALOGUE[17])
    examine(holder, "AZ-104", "general", [("2021-03-01", "fail"), ("2021-08-22", "fail")], random)


# Badges.

def achieve(holder, identity, kind="certification", earned="2021-03-02", badge=None, account=None, **more):
    """An achievement, with what the platform has of its BADGE; ACCOUNT changes the holder's account there."""
    achievement = {"id": identity, "object": kind, "earned": earned, "delivery": "pearson-vue",
                   "notified": badge is not None}
    achievement.update(more)
    if badge is not None:
        achievement["badge"] = {"issued": str(day(earned) + datetime.timedelta(days=2)), **badge}
    holder.setdefault("achievements", []).append({key: value for key, value in achievement.items() if value is not None})
    if account is not None:
        holder["platform_account"] = {"email": holder["email"], "confirmed": True, **account}


@decides("issue.other_programme")
def passed_an_exam_of_another_programme(holder, random):
    achieve(holder, "SY0-601", "exam", programme="other")


@decides("issue.not_earned", "claim.too_soon")
def has_no_result_yet(holder, random):
    achieve(holder, "AZ-304", "exam", earned=None)


@decides("issue.project")
def passed_the_project_exam(holder, random):
    achieve(holder, "74-343", "exam", earned="2016-05-10")


@decides("issue.mos_2010", "claim.without", "state.without", "visible.none", "share.none", "download.none", "contact.not_due")
def certified_for_office_2010(holder, random):
    achieve(holder, random.choice(["77-881", "77-884", "77-888"]), "exam", earned="2012-03-05", delivery="certiport")
    achieve(holder, "mos-word-2010", earned="2012-03-05", delivery="certiport")


@decides("issue.dynamics_crm")
def passed_a_crm_exam(holder, random):
    achieve(holder, random.choice(["MB2-706", "MB2-707", "MB2-712", "MB2-714"]), "exam", earned="2018-06-12")


@decides("issue.again")
def renewed_with_a_badge(holder, random):
    hold(holder, expires="2022-03-02", earned="2019-03-02T09:30:00Z")
    achieve(holder, "azure-administrator", renewal=True, badge={"issued": "2019-03-04", "accepted": True}, account={})


@decides("issue.retired_shown")
def passed_what_retired_since(holder, random):
    achieve(holder, random.choice(["70-410", "70-741", "AZ-300"]), "exam", earned="2019-04-16", badge={}, account={})


@decides("issue.retired_unshown")
def passed_what_retired_long_ago(holder, random):
    achieve(holder, random.choice(["70-270", "70-290", "MB2-709"]), "exam", earned="2009-04-16")


@decides("issue.single_exam")
def passed_a_single_exam(holder, random):
    exam, certification = random.choice([("AZ-104", "azure-administrator"), ("AZ-900", "azure-fundamentals"),
                                         ("PL-200", "power-platform-functional-consultant-associate")])
    achieve(holder, exam, "exam")
    achieve(holder, certification, badge={"link_followed": True}, account={})


@decides("issue.on_top")
def passed_an_exam_on_top(holder, random):
    hold(holder, expires="2022-06-01", earned="2020-06-01T09:30:00Z")
    achieve(holder, "AZ-400", "exam")


@decides("issue.due", "claim.not_issued", "state.to_come", "contact.missing")
def waits_for_a_badge(holder, random):
    achieve(holder, random.choice(["AZ-400", "AZ-303", "MB-300", "MS-100"]), "exam", earned=str(before_today(random, 0, 9)))


@decides("claim.accepted", "state.done", "visible.open", "share.open", "verify.open", "download.earner", "contact.done")
def has_accepted_a_badge(holder, random):
    achieve(holder, "azure-developer", badge={"accepted": True}, account={}, notified=random.chance(50))


@decides("claim.dead_end", "contact.dead_end")
def has_lost_the_mailbox(holder, random):
    achieve(holder, "azure-developer", badge={})
    holder["mailbox_lost"] = True


@decides("claim.no_account", "state.told", "advice.third_party", "advice.no_fee", "advice.no_duty", "mails.remind",
         "contact.told")
def has_no_platform_account(holder, random):
    achieve(holder, random.choice(["azure-developer", "azure-fundamentals"]), badge={})


@decides("claim.no_address")
def has_no_known_address(holder, random):
    achieve(holder, "azure-developer", badge={}, account={})
    del holder["email"]


@decides("claim.other_address")
def uses_another_address(holder, random):
    achieve(holder, "azure-developer", badge={"link_followed": True}, account={"email": "another." + holder["email"]})


@decides("claim.unconfirmed")
def has_not_confirmed(holder, random):
    achieve(holder, "azure-developer", badge={}, account={"confirmed": False})


@decides("claim.not_accepted", "visible.not_accepted", "share.not_accepted", "download.not_accepted")
def does_not_accept(holder, random):
    achieve(holder, "azure-developer", badge={"logged_in": True, "accepted": False}, account={})


@decides("claim.automatic")
def accepts_by_itself(holder, random):
    achieve(holder, "azure-developer", badge={}, account={"email": holder["email"].upper(), "auto_accept": True})


@decides("claim.by_link")
def follows_the_link(holder, random):
    achieve(holder, "azure-developer", badge={"link_followed": True}, account={})


@decides("claim.by_login")
def logs_in(holder, random):
    achieve(holder, "azure-developer", badge={"logged_in": True}, account={})


@decides("claim.waiting", "advice.several")
def leaves_two_badges_waiting(holder, random):
    switched_on = {"auto_accept": True, "auto_accept_since": "2021-08-01"} if random.chance(25) else {}
    achieve(holder, "azure-developer", badge={}, account=switched_on)
    achieve(holder, "azure-fundamentals", earned="2019-06-18", badge={})


@decides("state.untold", "mails.earned")
def was_issued_a_badge(holder, random):
    achieve(holder, "azure-developer", earned=str(before_today(random, 2, 6)), badge={}, notified=False)


@decides("visible.private_badge", "share.hidden", "verify.hidden")
def hides_a_badge(holder, random):
    achieve(holder, "azure-developer", badge={"accepted": True, "private": True}, account={})


@decides("visible.private_profile")
def hides_the_profile(holder, random):
    achieve(holder, "azure-developer", badge={"accepted": True}, account={"private": True})


@decides("assertion.lasting", "assertion.dated", "assertion.undated")
def holds_what_lasts_and_what_expires(holder, random):
    hold(holder, CATALOGUE[17])
    hold(holder, CATALOGUE[5], expires="2022-02-28")
    hold(holder, CATALOGUE[6])


@decides("contact.asked")
def asks_about_the_platform(holder, random):
    achieve(holder, "azure-developer", badge={}, account={}, question=random.choice(["platform", "claiming"]))


@decides("contact.by_certiport", "causes.language", "causes.two_accounts")
def waits_for_certiport(holder, random):
    achieve(holder, "mos-word-2019", delivery="certiport")
    holder["certiport_account"] = {"language": random.choice(["ko", "zh", "en"]), "accounts": random.between(1, 2)}


@decides("causes.language", "causes.two_accounts")
def waits_for_certiport_for_both_causes(holder, random):
    achieve(holder, "mos-excel-expert-2019", delivery="certiport")
    holder["certiport_account"] = {"language": "ko", "accounts": 2}


@decides("contradictions.excluded")
def has_a_badge_against_the_rules(holder, random):
    achieve(holder, "MB2-710", "exam", earned="2018-06-12", badge={})


@decides("contradictions.early")
def was_issued_a_badge_too_early(holder, random):
    achieve(holder, "azure-developer", badge={"issued": "2021-02-27"})


@decides("contradictions.late")
def passed_after_the_retirement(holder, random):
    achieve(holder, "70-410", "exam", retired="2021-01-31")


@decides("contradictions.no_account")
def accepted_without_an_account(holder, random):
    achieve(holder, "azure-developer", badge={"accepted": True})


@decides("contradictions.unlisted")
def passed_what_nobody_knows(holder, random):
    achieve(holder, "ZZ-999", "exam")


# Mixtures.

def mix_certification(holder, entry, random):
    earned = day("2018-10-01") + datetime.timedelta(days=random.below(1080))
    years = 2 if earned < day("2021-06-30") else 1
    expires = None if entry[1] in LASTING else shifted(earned, years)
    if expires and expires < TODAY and random.chance(45):
        expires = shifted(expires, 1)
    instant = at(earned, random)
    hold(holder, entry, expires=str(expires) if expires else None, earned=instant)
    if expires:
        mix_assessments(holder, entry[0], expires, random)
    for exam in entry[2]:
        mix_exam(holder, exam, FAMILIES.get(entry[1], "general"), instant, random)


def mix_assessments(holder, certification, expires, random):
    opens = expires - datetime.timedelta(days=181)
    date = opens + datetime.timedelta(days=random.below(60))
    for _ in range(random.choice([0, 0, 0, 1, 1, 2, 3])):
        if date >= TODAY or date > expires:
            return
        result = random.choice(["pass", "fail", "fail", "abandoned"])
        assess(holder, str(date), result, random, certification)
        if result == "pass":
            return
        date += datetime.timedelta(days=random.between(1, 30))


def mix_exam(holder, exam, family, instant, random):
    """Passed at INSTANT, when the certification was earned, after some failures."""
    if random.chance(20):
        return
    date, tries = day(instant[:10]), [(instant, "pass")]
    while random.chance(30) and len(tries) < 4:
        date -= datetime.timedelta(days=random.between(15, 60))
        tries.insert(0, (str(date), "fail"))
    examine(holder, exam, family, tries, random)


def mix_profiles(holder, random):
    profile = holder["profiles"]
    profile["linked"] = random.chance(75)
    if profile["linked"]:
        return
    change = random.below(6)
    if change == 0:
        profile.update(certification_profiles=2, merged=random.chance(50))
    elif change == 1:
        profile.update(docs_linked=1)
    elif change == 2:
        profile.pop("docs_personal")
    elif change == 3:
        profile.update(docs_personal="another." + holder["email"])


ALONE = [entry[2][0] for entry in CATALOGUE if len(entry[2]) == 1]


def mix_badge(kind, identity, earned, random):
    """An achievement, often with its badge on the platform; none for an exam that is enough for a certification."""
    achievement = {
        "id": identity,
        "object": kind,
        "earned": earned,
        "renewal": random.chance(10),
        "delivery": random.choice(["pearson-vue", "certiport", "online"]),
        "notified": random.chance(80),
    }
    if identity not in ALONE and random.chance(70):
        followed = random.chance(70)
        achievement["badge"] = {
            "issued": str(day(earned) + datetime.timedelta(days=random.between(1, 9))),
            "link_followed": followed,
            "logged_in": followed or random.chance(50),
            "private": random.chance(10),
        }
    return achievement


def mix_badges(holder, random):
    holder["achievements"] = [mix_badge("certification", certification["id"], certification["earned"][:10], random)
                              for certification in holder["certifications"]]
    for exam in holder["exams"]:
        passed = [one["ended"][:10] for one in exam["tries"] if one["result"] == "pass"]
        holder["achievements"] += [mix_badge("exam", exam["id"], date, random) for date in passed[:1]]
    holder["mailbox_lost"] = random.chance(5)
    holder["platform_account"] = {"email": holder["email"], "confirmed": random.chance(90),
                                  "auto_accept": random.chance(20), "private": random.chance(5)}


def mixture(holder, random):
    for entry in random.some(CATALOGUE, random.choice([1, 1, 1, 2, 2, 3, 4, 6])):
        mix_certification(holder, entry, random)
    mix_profiles(holder, random)
    if random.chance(60):
        holder["assessment_language"] = random.choice(["ko", "zh-cn", "zh-tw", "ja", "en", "de", "vi"])
    for _ in range(random.choice([0, 0, 1, 2])):
        holder["courses"].append({"title": random.choice(COURSES), "ended": at(before_today(random, 1, 700), random)})
    if random.chance(30):
        first = holder["certifications"][0]["id"]
        holder["notices_sent"] = [{"certification": first, "kind": "window_open", "sent": at(before_today(random, 2, 150), random)}]
    if random.chance(50):
        mix_badges(holder, random)


# All of them.

FIRST = [in_the_window, renewed, must_wait, too_early, expired, in_the_window_without_link, lasting, offered_too_lately]


def without_empty_lists(holder):
    return {key: value for key, value in holder.items() if value != [] or key == "certifications"}


def make_holders():
    random = Random(20211001)
    rules = list(dict.fromkeys(FIRST + list(ONE_RULE.values()))) * ONE_RULE_ROUNDS
    for number in range(1, HOLDERS + 1):
        holder = person(number, random)
        make = rules[number - 1] if number <= len(rules) else mixture
        make(holder, random)
        yield json.dumps(without_empty_lists(holder), ensure_ascii=False)


def main():
    path = pathlib.Path(__file__).with_name("holders.jsonl")
    text = "".join(line + "\n" for line in make_holders())
    if sys.argv[1:] == ["--check"]:
        return 0 if path.read_text(encoding="utf-8") == text else 1
    path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
