"""workspace.py - a folder of small policies to ask about: two that share a schema and clauses, a table, golden
examples."""
import pathlib
import shutil
import tempfile

from client import Client

FILES = {
    "policies/schema.pol": '''\
## Who holds certifications.
enum Kind ordered { fundamentals  role_based "role-based"  expert }

## One certification of a holder.
record Certification key id {
  id:       text
  kind:     Kind
  ## The last day, as recorded.
  expires:  date?  1990-01-01 .. 2150-12-31
  points:   integer  0 .. 500  "credit_points"
}

input Holder key id {
  id:              text
  certifications:  [Certification]  up to 50
}
''',
    "policies/clauses.pol": '''\
source page "Renew your certification" revised 2021-07-31 {
  req.1   "It may be renewed from six months before it expires."
  req.2   "It must be renewed before it expires."
    disputed "One translation leaves out when."
  info lead "What the page is about."
}
''',
    "policies/renewal.pol": '''\
policy renewal {
  timezone   "UTC"
  rounding   down
  languages  en, ko
}

use "schema.pol"
use "clauses.pol"

table exams from "data/exams.csv" key id { id: text  title: text }

## How long before the last day it may be renewed.
parameter window: period cites page.req.1 {
  .. 2020-12-31 = 3 months
  2021-01-01 .. = 6 months
}

## Is it worth renewing?
define renewable(c: Certification): bool = c.kind > fundamentals

outcome Renewal { not_applicable  expired(on: date)  not_yet(opens: date)  eligible(until: date) }

## May it be renewed?
decide renew: Renewal for each cert in certifications {
  ## It never expires.
  rule endless   cites page.req.2
    when cert.expires is absent or not renewable(cert) or exams[cert.id] is absent
    then not_applicable

  rule too_late  cites page.req.2
    when today > cert.expires
    then expired(on: cert.expires)

  let opens = cert.expires - window on cert.expires

  rule too_early cites page.req.1
    when today < opens
    then not_yet(opens: opens)

  otherwise may_renew
    then eligible(until: cert.expires)
}

outcome Count { many(points: integer)  few }

decide total: Count {
  let good = certifications where kind is expert and points > 10
  rule many   when count good >= 2 and any certifications as c where renew of c is eligible  then many(points: count good)
  otherwise rest then few
}

messages en for renew {
  endless    "It does not expire."
  too_late   "It expired on {on}."
  too_early  "It opens on {opens}."
  may_renew  "Renew it by {until}."
}

messages ko for renew {
  endless    "만료되지 않습니다."
  too_late   "{on}에 만료되었습니다."
  too_early  "{opens}부터 갱신할 수 있습니다."
  may_renew  "{until}까지 갱신하세요."
}
''',
    "policies/badges.pol": '''\
policy badges { timezone "UTC" }

use "schema.pol"

outcome Badge { visible  hidden }

decide badge: Badge for each cert in certifications {
  rule shown  when cert.expires is present and today <= cert.expires  then visible
  otherwise rest then hidden
}
''',
    "policies/data/exams.csv": "id,title\na,Administrator\nb,Fundamentals\n",
    "examples/renewal.golden": '''\
policy ../policies/renewal.pol

== it opens six months before
as of 2021-02-28
{ "id": "1", "certifications": [ {"id": "a", "kind": "expert", "expires": "2021-08-31", "credit_points": 3},
                                 {"id": "b", "kind": "fundamentals", "credit_points": 3} ] }
--
renew a: eligible(until: 2021-08-31) by may_renew
renew b: not_applicable by endless

== and not a day earlier
like it opens six months before but {}
as of 2021-02-27
--
renew a: not_yet(opens: 2021-02-28) by too_early
renew b: not_applicable by endless
''',
}


class Workspace:
    """The folder, with a server that knows it."""

    def __init__(self, program, capabilities=None, files=FILES):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="certpol-lsp-")).resolve()
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.client = Client(program, self.folder, capabilities)

    def open(self, name, text=None):
        return self.client.open(self.folder / name, text)

    def uri(self, name):
        return (self.folder / name).as_uri()

    def text(self, name):
        return (self.folder / name).read_text()

    def close(self):
        try:
            if self.client.process.poll() is None:
                self.client.leave()
        finally:
            shutil.rmtree(self.folder)
