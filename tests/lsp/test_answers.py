"""Questions about a place: what is it, where is it from, what could stand here."""
from case import Case
from client import apply, line_of


class Hover(Case):
    def hover(self, mark, where=None):
        return self.renewal().ask("hover", mark, where=where)

    def text(self, mark, where=None):
        return self.hover(mark, where)["contents"]["value"]

    def test_a_field_has_its_type_and_what_its_author_says(self):
        self.assertEqual(self.text("today > cert.exp|ires"),
                         "```certpol\nCertification.expires: date\n```\n\nThe last day, as recorded.")

    def test_where_a_field_may_be_absent_its_type_says_so(self):
        self.assertIn("Certification.expires: date?", self.text("when cert.exp|ires is absent"))

    def test_a_field_that_data_spell_otherwise_says_how(self):
        self.assertIn("in data `credit_points`", self.text("and poin|ts > 10"))

    def test_the_range_is_the_word(self):
        draft = self.renewal()
        hover = draft.ask("hover", "today > cert.exp|ires")
        self.assertEqual(draft.part(hover["range"]), "expires")

    def test_a_let_has_its_type(self):
        self.assertIn("let opens: date", self.text("not_yet(opens: op|ens)"))

    def test_a_parameter_has_all_its_values_and_the_one_in_force(self):
        text = self.text("- win|dow on")
        self.assertIn("parameter window: period", text)
        self.assertIn("How long before the last day it may be renewed.", text)
        self.assertIn("- `.. 2020-12-31 = 3 months`\n", text)
        self.assertIn("- `2021-01-01 .. = 6 months` — **in force today**", text)
        self.assertIn("- `page.req.1`: It may be renewed from six months before it expires.", text)

    def test_a_clause_has_its_text_and_how_it_is_disputed(self):
        text = self.text("cites page.re|q.2\n    when today")
        self.assertIn("> It must be renewed before it expires.", text)
        self.assertIn("*Disputed:* One translation leaves out when.", text)
        self.assertIn("Renew your certification", text)

    def test_an_enumeration_has_its_members(self):
        schema = self.space.open("policies/schema.pol")
        text = schema.ask("hover", "kind:     Ki|nd")["contents"]["value"]
        self.assertIn("enum Kind ordered", text)
        self.assertIn("- `role_based`, in data `role-based`\n", text)

    def test_a_table_has_its_columns_and_the_number_of_its_rows(self):
        text = self.text("table exa|ms")
        self.assertIn("- `title: text`", text)
        self.assertIn("2 rows", text)

    def test_a_formula_has_its_arguments(self):
        self.assertIn("define renewable(c: Certification): bool", self.text("not renew|able(cert)"))

    def test_a_case_has_what_it_carries(self):
        self.assertIn("eligible(until: date): Renewal", self.text("then eli|gible(until: cert"))

    def test_a_decision_says_about_what_it_is(self):
        self.assertIn("decide renew: Renewal for each cert in certifications", self.text("where ren|ew of c"))

    def test_a_rule_has_its_comment_and_its_clauses(self):
        text = self.text("rule end|less")
        self.assertIn("It never expires.", text)
        self.assertIn("- `page.req.2`: It must be renewed before it expires. (disputed)", text)

    def test_a_rule_is_known_in_its_messages(self):
        self.assertIn("rule too_early", self.text("too_ea|rly  \"It opens"))

    def test_a_hole_is_what_the_outcome_carries(self):
        self.assertIn("expired(on: date)", self.text("It expired on {o|n}"))

    def test_the_clock_is_known(self):
        self.assertIn("today: date", self.text("when to|day > cert"))

    def test_nothing_is_said_of_a_keyword(self):
        self.assertIsNone(self.hover("ru|le too_late"))

    def test_the_rest_of_a_broken_file_is_still_known(self):
        draft = self.renewal()
        draft.replace("when today < opens", "when today < ")
        self.assertTrue(draft.problems())
        self.assertIn("Certification.expires", draft.ask("hover", "today > cert.exp|ires")["contents"]["value"])


class Definition(Case):
    def places(self, mark, where=None):
        draft = self.renewal()
        found = []
        for place in draft.ask("definition", mark, where=where):
            name = place["uri"].removeprefix(self.space.folder.as_uri() + "/")
            text = self.space.text(name)
            start, end = place["range"]["start"], place["range"]["end"]
            found.append((name, start["line"], text.split("\n")[start["line"]][start["character"]:end["character"]]))
        return found

    def test_a_field_is_declared_in_another_file(self):
        self.assertEqual(self.places("today > cert.exp|ires"), [("policies/schema.pol", line_of(self.space.text("policies/schema.pol"), "expires:"), "expires")])

    def test_a_clause_is_in_its_source(self):
        self.assertEqual(self.places("rule too_early cites page.re|q.1"), [("policies/clauses.pol", 1, "req.1")])

    def test_the_source_of_a_clause_is_the_source(self):
        self.assertEqual(self.places("rule too_early cites pa|ge.req.1"), [("policies/clauses.pol", 0, "page")])

    def test_a_member_a_case_a_label_an_element_and_a_rule_are_found(self):
        self.assertEqual(self.places("kind is exp|ert"), [("policies/schema.pol", 1, "expert")])
        draft = self.space.open("policies/renewal.pol")
        outcome, decide, filter = "outcome Renewal {", "decide renew: Renewal", "certifications as c where"
        for mark, part, word in (("then exp|ired(on", outcome, "expired"), ("expired(o|n: cert", outcome, "on"),
                                 ("renewable(ce|rt)", decide, "cert"), ("may_re|new  \"Renew", "otherwise may", "may_renew"),
                                 ("messages en for ren|ew", decide, "renew"), ("{o|n}에", outcome, "on"),
                                 ("where renew of c| is", filter, "c")):
            with self.subTest(mark):
                [place] = draft.ask("definition", mark)
                self.assertEqual((place["uri"], place["range"]["start"]["line"], draft.part(place["range"])),
                                 (draft.uri, line_of(draft.text, part), word))

    def test_a_used_file_is_opened(self):
        self.assertEqual(self.places('use "sch|ema.pol"')[0][0], "policies/schema.pol")

    def test_the_rows_of_a_table_are_opened(self):
        self.assertEqual(self.places('from "data/ex|ams.csv"')[0][0], "policies/data/exams.csv")


class References(Case):
    def test_a_field_is_found_in_all_files_that_name_it(self):
        draft = self.renewal()
        places = draft.ask("references", "today > cert.exp|ires", context={"includeDeclaration": True})
        by_file = {}
        for place in places:
            by_file[place["uri"]] = by_file.get(place["uri"], 0) + 1
        self.assertEqual(by_file, {
            self.space.uri("policies/schema.pol"): 1,
            self.space.uri("policies/badges.pol"): self.space.text("policies/badges.pol").count("cert.expires"),
            draft.uri: draft.text.count("cert.expires")})

    def test_without_its_declaration_where_that_is_not_wanted(self):
        draft = self.renewal()
        places = draft.ask("references", "today > cert.exp|ires", context={"includeDeclaration": False})
        self.assertNotIn(self.space.uri("policies/schema.pol"), [place["uri"] for place in places])

    def test_a_clause_is_found_where_it_is_cited(self):
        clauses = self.space.open("policies/clauses.pol")
        places = clauses.ask("references", "re|q.2", context={"includeDeclaration": False})
        text = self.space.text("policies/renewal.pol")
        self.assertEqual([(place["uri"], place["range"]["start"]["line"]) for place in places],
                         [(self.space.uri("policies/renewal.pol"), line_of(text, "rule " + rule))
                          for rule in ("endless", "too_late")])

    def test_a_label_is_found_in_rules_and_messages(self):
        draft = self.renewal()
        words = draft.words(draft.ask("references", "expired(o|n: date)", context={"includeDeclaration": True}))
        self.assertEqual(words, ["on"] * 4)

    def test_a_local_name_is_found_in_its_decision_alone(self):
        draft = self.renewal()
        words = draft.words(draft.ask("references", "let op|ens", context={"includeDeclaration": True}))
        self.assertEqual(words, ["opens"] * 3)

    def test_highlights_are_those_of_the_file(self):
        draft = self.renewal()
        marks = draft.ask("documentHighlight", "let op|ens")
        self.assertEqual([draft.part(mark["range"]) for mark in marks], ["opens"] * 3)
        self.assertEqual([mark["kind"] for mark in marks], [3, 2, 2])


class Symbols(Case):
    def test_a_file_s_declarations_have_their_parts_below_them(self):
        symbols = self.renewal().about("documentSymbol")
        self.assertEqual([symbol["name"] for symbol in symbols],
                         ["renewal", "exams", "window", "renewable", "Renewal", "renew", "Count", "total"])
        renew = symbols[5]
        self.assertEqual([part["name"] for part in renew["children"]],
                         ["endless", "too_late", "opens", "too_early", "may_renew"])

    def test_a_name_lies_within_its_symbol(self):
        draft = self.renewal()
        for symbol in draft.about("documentSymbol"):
            self.assertEqual(draft.part(symbol["selectionRange"]), symbol["name"])
            self.assertIn(symbol["name"], draft.part(symbol["range"]))

    def test_a_broken_file_has_symbols_too(self):
        draft = self.renewal()
        draft.replace("when today < opens", "when today < ")
        names = [symbol["name"] for symbol in draft.about("documentSymbol")]
        self.assertIn("renew", names)
        self.assertIn("total", names)

    def test_all_files_are_searched_by_letters_in_their_order(self):
        symbols = self.client.ask("workspace/symbol", {"query": "tolate"})
        self.assertEqual([(symbol["name"], symbol["containerName"], symbol["location"]["uri"]) for symbol in symbols],
                         [("too_late", "renew", self.space.uri("policies/renewal.pol"))])


class Flat(Case):
    capabilities = {}

    def test_symbols_are_flat_for_those_who_do_not_nest(self):
        symbols = self.renewal().about("documentSymbol")
        self.assertIn(("too_late", "renew"), [(symbol["name"], symbol.get("containerName")) for symbol in symbols])


class Colours(Case):
    def words(self, draft):
        legend = self.client.abilities["semanticTokensProvider"]["legend"]
        data = draft.about("semanticTokens/full")["data"]
        line = character = 0
        words = []
        for i in range(0, len(data), 5):
            down, right, length, kind, modifiers = data[i:i + 5]
            line, character = line + down, right + (0 if down else character)
            units = draft.text.split("\n")[line].encode("utf-16-le")
            word = units[2 * character:2 * (character + length)].decode("utf-16-le")
            names = [name for bit, name in enumerate(legend["tokenModifiers"]) if modifiers >> bit & 1]
            words.append((line, word, legend["tokenTypes"][kind], names))
        return words

    def test_each_word_is_what_it_means(self):
        words = self.words(self.renewal())
        text = self.space.text("policies/renewal.pol")
        def kinds(part):
            return [(word, kind) for at, word, kind, _ in words if at == line_of(text, part)]
        self.assertEqual(kinds("when today > cert.expires"), [("when", "keyword"), ("today", "variable"), (">", "operator"),
                                     ("cert", "variable"), ("expires", "property")])
        self.assertEqual(kinds("outcome Renewal {"), [("outcome", "keyword"), ("Renewal", "enum"), ("not_applicable", "enumMember"),
                                     ("expired", "enumMember"), ("on", "property"), ("date", "type"),
                                     ("not_yet", "enumMember"), ("opens", "property"), ("date", "type"),
                                     ("eligible", "enumMember"), ("until", "property"), ("date", "type")])

    def test_a_declaration_and_a_doc_comment_say_so(self):
        words = self.words(self.renewal())
        self.assertIn((line_of(self.space.text("policies/renewal.pol"), "## How long"), "## How long before the last day it may be renewed.", "comment", ["documentation"]), words)
        self.assertIn((line_of(self.space.text("policies/renewal.pol"), "parameter window"), "window", "variable",
                       ["declaration", "readonly"]), words)

    def test_words_stand_in_order_and_do_not_overlap(self):
        draft = self.renewal()
        draft.replace("when today < opens", "when today < ")
        data = draft.about("semanticTokens/full")["data"]
        for i in range(5, len(data), 5):
            self.assertTrue(data[i] > 0 or data[i + 1] >= data[i - 3], data[i - 5:i + 5])

    def test_behind_wide_characters_places_are_right(self):
        words = self.words(self.renewal())
        self.assertIn("\"{until}까지 갱신하세요.\"", [word for _, word, kind, _ in words if kind == "string"])


class Format(Case):
    def test_a_text_is_laid_out_and_then_stays_as_it_is(self):
        draft = self.renewal()
        laid_out = apply(draft.text, draft.about("formatting", options={"tabSize": 2, "insertSpaces": True}))
        draft.become(laid_out)
        self.assertEqual(draft.about("formatting", options={}), [])
        self.assertEqual(draft.problems(), [])

    def test_only_what_changes_is_replaced(self):
        draft = self.space.open("policies/badges.pol")
        draft.become(apply(draft.text, draft.about("formatting", options={})))
        draft.replace("outcome Badge", "outcome   Badge")
        [edit] = draft.about("formatting", options={})
        self.assertEqual(edit["range"]["start"]["line"], draft.text[:draft.text.index("outcome   ")].count("\n"))
        self.assertLess(len(edit["newText"]), 60)

    def test_a_broken_text_is_left_alone(self):
        draft = self.renewal()
        draft.replace("when today < opens", "when today < ")
        self.assertIsNone(draft.about("formatting", options={}))


class Lenses(Case):
    def titles(self, draft):
        return {draft.part(lens["range"]): lens["command"]["title"] for lens in draft.about("codeLens")}

    def test_a_rule_has_the_number_of_examples_in_which_it_decides(self):
        self.assertEqual(self.titles(self.renewal()), {
            "endless": "2 golden examples", "too_late": "no golden example", "too_early": "1 golden example",
            "may_renew": "1 golden example", "many": "no golden example", "rest": "no golden example"})

    def test_saved_examples_are_run_again(self):
        draft = self.renewal()
        self.assertEqual(self.titles(draft)["too_late"], "no golden example")
        path = self.space.folder / "examples/renewal.golden"
        path.write_text(path.read_text() + '''
== too late
like it opens six months before but {}
as of 2021-09-01
--
renew a: expired(on: 2021-08-31) by too_late
''')
        self.client.tell("textDocument/didSave", {"textDocument": {"uri": draft.uri}})
        self.assertEqual(self.titles(draft)["too_late"], "1 golden example")
        self.assertIn("workspace/codeLens/refresh", [letter.get("method") for letter in self.client.letters])

    def test_other_questions_are_answered_while_examples_run(self):
        draft = self.renewal()
        waiting = self.client.begin("textDocument/codeLens", {"textDocument": {"uri": draft.uri}})
        self.assertIsNotNone(draft.ask("hover", "let op|ens"))
        self.assertEqual(len(self.client.finish(waiting)), 6)
