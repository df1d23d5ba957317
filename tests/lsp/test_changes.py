"""What changes a text: completion, renaming, mends."""
from case import Case
from client import apply, line_of


class Completion(Case):
    def items(self, old, new, mark, where=None):
        """What is offered at MARK after OLD became NEW."""
        self.draft = draft = self.renewal()
        draft.replace(old, new)
        return draft.ask("completion", mark, where=where)["items"]

    def labels(self, *arguments, **more):
        return [item["label"] for item in self.items(*arguments, **more)]

    def applied(self, items, label):
        [item] = [item for item in items if item["label"] == label]
        return apply(self.draft.text, [item["textEdit"]])

    FIELDS = ["id", "kind", "expires", "points"]

    def test_behind_a_dot_are_the_fields_of_the_record(self):
        items = self.items("today > cert.expires", "today > cert.", "today > cert.|")
        self.assertEqual([item["label"] for item in items], self.FIELDS)
        self.assertEqual(items[2]["detail"], "Certification.expires: date?")
        self.assertEqual(items[2]["documentation"], "The last day, as recorded.")
        self.assertIn("today > cert.expires\n", self.applied(items, "expires"))

    def test_a_word_that_was_begun_is_replaced(self):
        items = self.items("today > cert.expires", "today > cert.exp", "today > cert.ex|p")
        self.assertIn("today > cert.expires\n", self.applied(items, "expires"))

    def test_a_rule_that_is_not_finished_is_enough(self):
        self.assertEqual(self.labels("  rule too_late  cites", "  rule new when cert.\n\n  rule too_late  cites",
                                     "when cert.|\n"), self.FIELDS)

    def test_so_is_a_rule_at_the_end_of_the_text(self):
        draft = self.renewal()
        draft.become(draft.text[:draft.text.index("today > cert.expires")] + "today > cert.")
        items = draft.ask("completion", "today > cert.|")["items"]
        self.assertEqual([item["label"] for item in items], self.FIELDS)

    def test_inside_a_filter_the_element_s_fields_are_bare(self):
        labels = self.labels("where kind is expert", "where ", "where | and points")
        self.assertEqual(labels[:4], self.FIELDS)
        self.assertIn("certifications", labels)
        self.assertIn("not", labels)

    def test_where_a_value_is_expected_are_the_names_in_scope(self):
        labels = self.labels("today < opens", "today < ", "today < |")
        for name in ("opens", "cert", "certifications", "window", "today", "exams"):
            self.assertIn(name, labels)
        for name in ("too_early", "Kind", "eligible", "page", "decide", "record"):
            self.assertNotIn(name, labels)

    def test_what_has_the_type_that_is_expected_comes_first(self):
        items = self.items("today < opens", "today < ", "today < |")
        ranked = sorted((item["sortText"], item["label"]) for item in items)
        self.assertEqual([label for _, label in ranked[:2]], ["opens", "today"])

    def test_where_a_member_is_expected_are_the_members(self):
        self.assertEqual(self.labels("kind is expert", "kind is ", "kind is |")[:3],
                         ["fundamentals", "role_based", "expert"])

    def test_behind_then_are_the_outcome_s_cases_with_what_they_carry(self):
        items = self.items("then expired(on: cert.expires)", "then ", "then |\n\n  let")
        self.assertEqual([item["label"] for item in items], ["not_applicable", "expired", "not_yet", "eligible"])
        self.assertEqual(items[1]["textEdit"]["newText"], "expired(on: ${1})")
        self.assertEqual(items[1]["insertTextFormat"], 2)
        self.assertEqual(items[0]["textEdit"]["newText"], "not_applicable")

    def test_the_cases_of_a_decision_are_asked_for_without_what_they_carry(self):
        items = self.items("renew of c is eligible", "renew of c is ", "renew of c is |")
        cases = items[:4]
        self.assertEqual([item["textEdit"]["newText"] for item in cases],
                         ["not_applicable", "expired", "not_yet", "eligible"])

    def test_in_an_outcome_are_its_labels(self):
        self.assertEqual(self.labels("expired(on: cert.expires)", "expired()", "then expired(|)"), ["on"])

    def test_behind_cites_are_the_clauses_with_their_text(self):
        items = self.items("cites page.req.1\n    when", "cites \n    when", "cites |\n")
        self.assertEqual([(item["label"], item["detail"]) for item in items],
                         [("page.req.1", "It may be renewed from six months before it expires."),
                          ("page.req.2", "It must be renewed before it expires."),
                          ("page.lead", "What the page is about.")])
        self.assertEqual(items[1]["documentation"], "One translation leaves out when.")

    def test_a_clause_that_was_begun_is_replaced_as_a_whole(self):
        items = self.items("cites page.req.1\n    when", "cites page.re\n    when", "cites page.re|\n")
        self.assertIn("cites page.req.2\n    when", self.applied(items, "page.req.2"))

    def test_behind_a_colon_are_types(self):
        labels = self.labels("outcome Count {", "record New { kind: }\noutcome Count {", "record New { kind: |}")
        for name in ("text", "date", "Kind", "Certification"):
            self.assertIn(name, labels)
        self.assertNotIn("Renewal", labels)

    def test_a_decision_s_outcome_is_an_outcome(self):
        self.assertEqual(self.labels("decide total: Count {", "decide total:  {", "decide total: | {"),
                         ["Renewal", "Count"])

    def test_in_a_message_are_the_holes_that_it_may_have(self):
        items = self.items("It expired on {on}.", "It expired on {}.", "It expired on {|}.")
        self.assertEqual([item["label"] for item in items], ["on"])
        self.assertIn('"It expired on {on}."', self.applied(items, "on"))

    def test_a_hole_that_is_not_closed_is_a_hole(self):
        self.assertEqual(self.labels("It expired on {on}.", "It expired on {", "It expired on {|\""), ["on"])

    def test_messages_are_for_decisions_and_their_rules(self):
        labels = self.labels("messages en for renew {", "messages en for  {", "messages en for | {")
        self.assertEqual(labels, ["Kind", "renew", "total"])

    def test_a_message_is_for_a_rule(self):
        labels = self.labels('  may_renew  "Renew it by {until}."\n', "  \n", "{opens}.\"\n  |\n")
        self.assertEqual(labels[:4], ["endless", "too_late", "too_early", "may_renew"])

    def test_keywords_are_offered_where_they_may_stand(self):
        self.assertEqual(self.labels("  rule too_late  cites page.req.2\n    when", "  rule too_late \n    when",
                                     "rule too_late |\n"), ["when", "then", "cites"])
        draft = self.draft
        draft.become(draft.text + "\n")
        labels = [item["label"] for item in draft.client.ask("textDocument/completion", {
            "textDocument": {"uri": draft.uri}, "position": {"line": draft.text.count("\n"), "character": 0}})["items"]]
        for word in ("decide", "outcome", "parameter", "messages", "use"):
            self.assertIn(word, labels)
        self.assertNotIn("when", labels)

    def test_a_header_has_its_settings(self):
        self.assertEqual(self.labels("  rounding   down\n", "  \n", "\"UTC\"\n  |\n")[:6],
                         ["title", "effective", "timezone", "rounding", "languages", "language"])

    def test_behind_a_number_are_units(self):
        labels = self.labels("= 6 months", "= 6 ", "= 6 |\n")
        self.assertEqual(labels[:6], ["years", "months", "days", "hours", "minutes", "seconds"])

    def test_files_that_may_be_used_are_offered(self):
        items = self.items('use "clauses.pol"', 'use ""', 'use "|"')
        self.assertEqual(sorted(item["label"] for item in items), ["clauses.pol", "schema.pol"])

    def test_in_a_comment_nothing_is_offered(self):
        self.assertEqual(self.items("## Is it worth renewing?", "## Is it ", "## Is it |\n"), [])

    def test_wherever_the_caret_is_there_is_an_answer(self):
        draft = self.renewal()
        for line, text in enumerate(draft.text.split("\n")):
            for character in range(0, len(text) + 1, 3):
                answer = self.client.ask("textDocument/completion", {
                    "textDocument": {"uri": draft.uri}, "position": {"line": line, "character": character}})
                for item in answer["items"]:
                    self.assertEqual(item["textEdit"]["range"]["end"]["line"], line)


class Plain(Case):
    capabilities = {}

    def test_without_snippets_a_case_is_a_word(self):
        draft = self.renewal()
        draft.replace("then expired(on: cert.expires)", "then ")
        items = draft.ask("completion", "then |\n\n  let")["items"]
        self.assertEqual([item["textEdit"]["newText"] for item in items][1], "expired")


class Rename(Case):
    def renamed(self, draft, mark, name, where=None):
        """All texts that a renaming changes, by file."""
        changes = draft.ask("rename", mark, newName=name, where=where)["changes"]
        texts = {}
        for uri, edits in changes.items():
            file = uri.removeprefix(self.space.folder.as_uri() + "/")
            texts[file] = apply(draft.text if uri == draft.uri else self.space.text(file), edits)
        return texts

    def assert_sound(self, texts):
        for name, text in texts.items():
            (self.space.folder / name).write_text(text)
        draft = self.space.open("policies/badges.pol")
        self.assertEqual(draft.problems(), [])

    def test_the_word_is_told_before(self):
        draft = self.renewal()
        answer = draft.ask("prepareRename", "today > cert.exp|ires")
        self.assertEqual((answer["placeholder"], draft.part(answer["range"])), ("expires", "expires"))

    def test_what_has_no_name_cannot_be_renamed(self):
        draft = self.renewal()
        self.refused(-32803, draft.ask, "prepareRename", "ru|le too_late")
        self.refused(-32803, draft.ask, "prepareRename", "when to|day > cert")
        self.refused(-32803, draft.ask, "rename", "parameter window: per|iod", newName="duration")

    def test_a_field_is_renamed_in_all_files_and_data_still_spell_it_as_before(self):
        draft = self.renewal()
        texts = self.renamed(draft, "today > cert.exp|ires", "last_day")
        self.assertEqual(set(texts), {"policies/schema.pol", "policies/renewal.pol", "policies/badges.pol"})
        self.assertIn('  last_day:  date?  1990-01-01 .. 2150-12-31 "expires"\n', texts["policies/schema.pol"])
        for text in texts.values():
            self.assertNotIn(".expires", text)
        self.assert_sound(texts)

    def test_a_field_that_has_a_spelling_keeps_it(self):
        texts = self.renamed(self.renewal(), "and poin|ts > 10", "credit")
        self.assertIn('  credit:   integer  0 .. 500  "credit_points"\n', texts["policies/schema.pol"])

    def test_a_member_keeps_its_spelling_too(self):
        texts = self.renamed(self.renewal(), "kind is exp|ert", "master")
        self.assertIn('role_based "role-based"  master "expert" }', texts["policies/schema.pol"])
        self.assertIn("kind is master", texts["policies/renewal.pol"])

    def test_a_rule_is_renamed_with_its_messages(self):
        texts = self.renamed(self.renewal(), "rule too_l|ate", "over")
        self.assertNotIn("too_late", texts["policies/renewal.pol"])
        self.assertEqual(texts["policies/renewal.pol"].count("over "), 3)

    def test_a_label_is_renamed_with_its_holes(self):
        texts = self.renamed(self.renewal(), "expired(o|n: date)", "when_over")
        self.assertEqual(texts["policies/renewal.pol"].count("{when_over}"), 2)
        self.assertIn("then expired(when_over: cert.expires)", texts["policies/renewal.pol"])

    def test_a_hole_in_a_text_with_escapes_is_renamed(self):
        draft = self.renewal()
        draft.replace('"It expired on {on}."', '"It \\"expired\\" on {on}."')
        self.assertEqual(draft.problems(), [])
        texts = self.renamed(draft, "expired(o|n: date)", "since")
        self.assertIn('"It \\"expired\\" on {since}."', texts["policies/renewal.pol"])

    def test_a_clause_and_its_source_are_renamed_where_they_are_cited(self):
        clauses = self.space.open("policies/clauses.pol")
        texts = self.renamed(clauses, "re|q.2", "faq.5a")
        self.assertEqual(texts["policies/renewal.pol"].count("cites page.faq.5a"), 2)
        texts = self.renamed(clauses, "source pa|ge", "website")
        self.assertEqual(texts["policies/renewal.pol"].count("cites website.req."), 4)

    def test_labels_of_two_cases_that_one_word_reads_are_renamed_together(self):
        draft = self.renewal()
        draft.replace("outcome Count {", """outcome State { old(day: date)  new(day: date) }
decide state: State for each c in certifications where c.expires is present {
  rule past  when today > c.expires  then old(day: c.expires)
  otherwise still  then new(day: c.expires)
}
outcome Told { told(day: date)  untold }
decide tell: Told for each c in certifications {
  let s = state of c
  rule known  when s is present  then told(day: s.day)
  otherwise unknown  then untold
}
outcome Count {""")
        self.assertEqual(draft.problems(), [])
        text = self.renamed(draft, "State { old(d|ay: date)", "on")["policies/renewal.pol"]
        self.assertIn("outcome State { old(on: date)  new(on: date) }", text)
        self.assertIn("told(day: s.on)", text)

    def test_a_name_that_is_taken_is_refused(self):
        draft = self.renewal()
        self.assertIn("is declared twice",
                      self.refused(-32803, draft.ask, "rename", "and poin|ts > 10", newName="expires"))
        self.assertIn("is both", self.refused(-32803, draft.ask, "rename", "let op|ens", newName="window"))
        self.refused(-32803, draft.ask, "rename", "let op|ens", newName="good day")
        self.refused(-32803, draft.ask, "rename", "let op|ens", newName="when")
        self.refused(-32803, draft.ask, "rename", "let op|ens", newName="")
        self.refused(-32602, draft.ask, "rename", "let op|ens", newName=7)

    def test_a_text_that_cannot_be_read_in_full_is_not_renamed_in(self):
        draft = self.renewal()
        draft.replace("when today < opens", "when today < ")
        self.assertIn("cannot be read in full",
                      self.refused(-32803, draft.ask, "rename", "rule too_l|ate", newName="over"))

    def test_the_reader_s_language_is_not_lost(self):
        schema = self.space.open("policies/schema.pol")
        schema.replace("  id:              text\n", "  id:              text\n  language:        text?\n")
        self.assertEqual(schema.problems(), [])
        self.assertIn("language", self.refused(-32803, schema.ask, "rename", "lang|uage:  ", newName="tongue"))


class Versions(Case):
    capabilities = {"workspace": {"workspaceEdit": {"documentChanges": True}}}

    def test_edits_name_the_version_that_they_are_for(self):
        draft = self.renewal()
        draft.replace("let opens =", "let  opens =")
        changes = draft.ask("rename", "let  op|ens", newName="first")["documentChanges"]
        [file] = changes
        self.assertEqual(file["textDocument"], {"uri": draft.uri, "version": 2})
        self.assertEqual(len(file["edits"]), 3)


class Mends(Case):
    def mended(self, old, new, mark=None):
        """The texts that the mends offered for NEW make of it, by their titles."""
        draft = self.renewal()
        draft.replace(old, new)
        problems = draft.problems()
        self.assertTrue(problems)
        mark = mark or new
        start = draft.at("|" + mark)["position"]
        actions = draft.about("codeAction", range={"start": start, "end": draft.at(mark + "|")["position"]},
                              context={"diagnostics": problems})
        self.problem_codes = [action["diagnostics"][0]["code"] for action in actions]
        for action in actions:
            self.assertEqual(action["kind"], "quickfix")
            self.assertIn(action["diagnostics"][0], problems)
        self.draft = draft
        return {action["title"]: apply(draft.text, action["edit"]["changes"][draft.uri]) for action in actions}

    def assert_mends(self, old, wrong, title, mark=None):
        """The mend TITLE of WRONG brings OLD back."""
        before = self.space.text("policies/renewal.pol")
        texts = self.mended(old, wrong, mark)
        self.assertIn(title, texts)
        self.assertEqual(texts[title], before)

    def test_a_name_that_was_meant_is_put_there(self):
        self.assert_mends("today > cert.expires", "today > cert.expirez", "Change `expirez` to `expires`")

    def test_so_is_a_type(self):
        self.assert_mends("outcome Count { many(points: integer)", "outcome Count { many(points: int)",
                          "Change `int` to `integer`")

    def test_so_is_a_clause(self):
        self.assert_mends("rule too_early cites page.req.1", "rule too_early cites paeg.req.1",
                          "Change `paeg.req.1` to `page.req.1`")

    def test_so_is_a_hole(self):
        self.assert_mends("{until}.", "{untill}.", "Change `untill` to `until`")

    def test_an_operator_of_another_language_becomes_ours(self):
        self.assert_mends("kind is expert and", "kind == expert and", "Change `==` to `is`")

    def test_so_it_does_without_blanks_around_it(self):
        texts = self.mended("kind is expert and", "kind==expert and")
        [text] = texts.values()
        self.assertEqual(text, self.space.text("policies/renewal.pol"))

    def test_a_word_of_another_language_becomes_ours(self):
        self.assert_mends("    when today < opens", "    if today < opens", "Change `if` to `when`")

    def test_a_needless_else_is_left_out(self):
        self.assert_mends("points > 10", "points else 3 > 10", "Leave out ` else 3`")

    def test_a_stray_sign_is_left_out(self):
        self.assert_mends("then not_applicable", "then not_applicable;", "Leave out `;`")

    def test_a_missing_colon_is_put_there(self):
        self.assert_mends("title: text }", "title text }", "Insert `:`")

    def test_absent_stands_for_null(self):
        self.assert_mends("cert.expires is absent or", "cert.expires is null or", "Change `null` to `absent`")

    def test_present_stands_for_not_null(self):
        draft = self.mended("cert.expires is absent or", "cert.expires is not null or")
        self.assertIn("cert.expires is present or", draft["Change `not null` to `present`"])

    def test_a_parameter_of_several_values_is_that_of_today(self):
        texts = self.mended("window on cert.expires", "window", "cert.expires - window")
        self.assertIn("- window on today\n", texts["Change `window` to `window on today`"])

    def test_a_missing_translation_gets_a_stub_beside_the_others(self):
        line = '  may_renew  "{until}까지 갱신하세요."\n'
        texts = self.mended(line, "", "otherwise may_renew")
        [text] = texts.values()
        self.assertIn('  too_early  "{opens}부터 갱신할 수 있습니다."\n  may_renew "…"\n}', text)
        self.draft.become(text)
        self.assertEqual(self.draft.problems(), [])

    def test_where_there_are_none_the_stub_begins_them(self):
        korean = self.space.text("policies/renewal.pol")
        korean = korean[korean.index("messages ko for renew"):]
        draft = self.renewal()
        draft.become(draft.text.replace(korean, ""))
        draft.problems()
        where = draft.at("rule too_l|ate  ")["position"]
        [action] = draft.about("codeAction", range={"start": where, "end": where}, context={"diagnostics": []})
        text = apply(draft.text, action["edit"]["changes"][draft.uri])
        self.assertTrue(text.endswith('\nmessages ko for renew {\n  too_late "…"\n}\n'))

    def test_elsewhere_no_mend_is_offered(self):
        draft = self.renewal()
        draft.replace("today > cert.expires", "today > cert.expirez")
        draft.problems()
        where = draft.at("rule too_ear|ly")["position"]
        self.assertEqual(draft.about("codeAction", range={"start": where, "end": where},
                                     context={"diagnostics": []}), [])

    def test_who_wants_other_actions_gets_none(self):
        draft = self.renewal()
        draft.replace("today > cert.expires", "today > cert.expirez")
        where = draft.at("cert.exp|irez")["position"]
        self.assertEqual(draft.about("codeAction", range={"start": where, "end": where},
                                     context={"diagnostics": [], "only": ["source.organizeImports"]}), [])
