"""What is wrong is told as it is written."""
from case import Case, PROGRAM
from client import Client, line_of
from workspace import Workspace


class Problems(Case):
    def test_a_sound_policy_has_none(self):
        self.renewal()

    def test_a_word_that_is_unknown_is_told_with_its_place_code_and_mend(self):
        draft = self.renewal()
        draft.replace("today > cert.expires", "today > cert.expirez")
        [problem] = draft.problems()
        self.assertEqual(problem["code"], "unknown-field")
        self.assertEqual(problem["severity"], 1)
        self.assertEqual(problem["source"], "certpol")
        self.assertEqual(draft.part(problem["range"]), "expirez")
        self.assertEqual(problem["message"], "Certification has no field `expirez`\ndid you mean `expires`?")

    def test_the_second_place_is_told_too(self):
        draft = self.renewal()
        draft.replace("  let opens = cert.expires", "  let opens = today\n  let opens = cert.expires")
        clash = [problem for problem in draft.problems() if problem["code"] == "declared-twice"]
        [other] = clash[0]["relatedInformation"]
        self.assertEqual(other["message"], "first here")
        self.assertEqual(other["location"]["uri"], draft.uri)
        self.assertEqual(draft.part(other["location"]["range"]), "opens")

    def test_a_warning_is_no_error(self):
        draft = self.renewal()
        draft.replace('  may_renew  "{until}까지 갱신하세요."\n', "")
        [problem] = draft.problems()
        self.assertEqual((problem["code"], problem["severity"]), ("missing-translation", 2))

    def test_a_policy_is_told_of_at_every_keystroke_on_the_way_to_a_new_rule(self):
        draft = self.renewal()
        rule = "  rule odd when cert.points > 400 then not_applicable\n\n"
        at = "  let opens"
        for length in range(1, len(rule) + 1):
            draft.become(self.space.text("policies/renewal.pol").replace(at, rule[:length] + at))
            problems = draft.problems()
        self.assertEqual(self.codes(problems), ["missing-translation"])

    def test_a_text_whose_brace_is_missing_is_told_of(self):
        draft = self.renewal()
        draft.replace("outcome Count { many(points: integer)  few }", "outcome Count { many(points: integer)  few")
        self.assertIn("unclosed-brace", self.codes(draft.problems()))

    def test_all_policies_that_use_a_shared_file_are_told_of(self):
        schema = self.space.open("policies/schema.pol")
        self.assertEqual(schema.problems(), [])
        schema.replace("expires:  date?", "expiry:  date?")
        schema.problems()
        for name in ("policies/renewal.pol", "policies/badges.pol"):
            problems = self.client.problems.get(self.space.uri(name)) \
                or self.client.wait_for_problems(self.space.uri(name))
            self.assertIn("unknown-field", self.codes(problems), name)

    def test_the_buffer_counts_and_not_the_disk(self):
        schema = self.space.open("policies/schema.pol")
        schema.problems()
        draft = self.space.open("policies/badges.pol")
        self.assertEqual(draft.problems(), [])
        schema.replace("expires:  date?", "expiry:  date?")
        draft.client.wait_for_problems(draft.uri)
        self.assertEqual(self.codes(self.client.problems[draft.uri])[:1], ["unknown-field"])

    def test_a_problem_of_a_shared_file_is_told_once_though_two_policies_have_it(self):
        schema = self.space.open("policies/schema.pol")
        schema.problems()
        schema.replace("points:   integer", "points:   intteger")
        self.assertEqual(self.codes(schema.problems()), ["unknown-type"])

    def test_a_row_that_does_not_fit_is_told_in_the_table(self):
        draft = self.space.open("policies/renewal.pol",
                                self.space.text("policies/renewal.pol").replace(
                                    'id { id: text  title: text }', 'id { id: text  title: integer }'))
        draft.problems()
        table = self.space.uri("policies/data/exams.csv")
        [first, *_] = self.client.problems.get(table) or self.client.wait_for_problems(table)
        self.assertEqual(first["range"]["start"], {"line": 1, "character": 2})

    def test_a_file_that_was_closed_is_as_it_is_on_the_disk(self):
        draft = self.renewal()
        badges = self.space.open("policies/badges.pol")
        badges.problems()
        draft.replace("today > cert.expires", "today > cert.expirez")
        self.assertEqual(len(draft.problems()), 1)
        draft.close()
        self.assertEqual(self.client.wait_for_problems(draft.uri), [])

    def test_a_file_that_changes_on_the_disk_is_read_again(self):
        draft = self.renewal()
        path = self.space.folder / "policies/schema.pol"
        path.write_text(path.read_text().replace("expires:  date?", "expiry:  date?"))
        self.client.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": path.as_uri(), "type": 2}]})
        self.assertIn("unknown-field", self.codes(self.client.wait_for_problems(draft.uri)))

    def test_a_file_that_is_used_and_missing_is_told_and_no_more_when_it_is_opened(self):
        draft = self.renewal()
        draft.replace('use "clauses.pol"', 'use "clauses.pol"\nuse "new.pol"')
        self.assertEqual(self.codes(draft.problems()), ["unreadable-file"])
        self.space.open("policies/new.pol", "enum New { a  b }\n")
        self.assertEqual(self.client.wait_for_problems(draft.uri), [])

    def test_a_text_that_is_in_no_file_is_checked(self):
        draft = self.client.open("untitled:Untitled-1", "policy a {\n")
        self.assertIn("syntax", self.codes(draft.problems()))

    def test_without_a_folder_the_policies_beside_a_file_are_found(self):
        client = Client(PROGRAM)
        self.addCleanup(client.leave)
        schema = client.open(self.space.folder / "policies/schema.pol")
        schema.problems()
        schema.replace("expires:  date?", "expiry:  date?")
        schema.problems()
        uri = self.space.uri("policies/badges.pol")
        self.assertIn("unknown-field", self.codes(client.problems.get(uri) or client.wait_for_problems(uri)))


class Edits(Case):
    """The server's text is the editor's, whatever characters are in it."""

    def test_edits_behind_characters_of_two_units_are_made_where_they_belong(self):
        draft = self.renewal()
        draft.replace('"만료되지 않습니다."', '"😀만료"')
        self.assertEqual(draft.problems(), [])
        draft.replace('"😀만료"', '"😀만료😀" x')
        self.assertIn(line_of(draft.text, '"😀만료😀" x'),
                      [problem["range"]["start"]["line"] for problem in draft.problems()])
        draft.replace('"😀만료😀" x', '"😀만료"')
        self.assertEqual(draft.problems(), [])

    def test_several_changes_of_one_notice_are_made_in_their_order(self):
        draft = self.renewal()
        before = self.space.text("policies/renewal.pol")
        changes = []
        for old, new in (("rule too_late ", "rule xxx_late "), ("rule xxx_late ", "rule late_2 ")):
            start = before.index(old)
            line, last = before[:start].count("\n"), before.rfind("\n", 0, start) + 1
            changes.append({"range": {"start": {"line": line, "character": start - last},
                                      "end": {"line": line, "character": start - last + len(old)}}, "text": new})
            before = before.replace(old, new)
        draft.change(changes)
        problems = draft.problems()
        self.assertEqual(self.codes(problems), ["missing-translation", "unknown-rule", "unknown-rule"])
        self.assertIn("`late_2`", problems[0]["message"])

    def test_an_edit_behind_the_end_is_made_at_the_end(self):
        draft = self.renewal()
        draft.change([{"range": {"start": {"line": 99999, "character": 9}, "end": {"line": 99999, "character": 99}},
                       "text": "enum Z { }\n"}])
        draft.text += "enum Z { }\n"
        [problem] = draft.problems()
        self.assertEqual((problem["code"], draft.part(problem["range"])), ("no-members", "Z"))

    def test_lines_that_end_in_crlf_are_lines(self):
        text = self.space.text("policies/badges.pol").replace("\n", "\r\n")
        draft = self.space.open("policies/badges.pol", text)
        self.assertEqual(draft.problems(), [])
        draft.become(text.replace("today <= cert.expires", "today <= cert.expirez"))
        [problem] = draft.problems()
        self.assertEqual(problem["range"]["start"]["line"], line_of(draft.text, "expirez"))
        self.assertEqual(draft.text.split("\r\n")[line_of(draft.text, "expirez")][problem["range"]["start"]["character"]:][:7], "expirez")


class Bytes(Case):
    """An editor that counts in bytes."""
    capabilities = {"general": {"positionEncodings": ["utf-8", "utf-16"]}}

    def test_utf_8_positions_are_used_where_they_are_offered(self):
        self.assertEqual(self.client.abilities["positionEncoding"], "utf-8")
        draft = self.space.open("policies/badges.pol", 'policy b { title "만료" nonsense "x" }\n')
        [problem, *_] = draft.problems()
        self.assertEqual(problem["code"], "unknown-setting")
        self.assertEqual(problem["range"]["start"], {"line": 0, "character": len('policy b { title "만료" '.encode())})
