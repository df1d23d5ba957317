/* Messages: for whom they are, in which languages, and what may fill their holes. */
#include "load_fixture.h"

static const char header[] = "policy p { languages en, ko }\n"
                             "input I key id { id: text }\n"
                             "enum Kind { one two }\n"
                             "outcome O { yes(until: date) no }\n"
                             "parameter day: date = 2021-01-01\n"
                             "decide d: O {\n"
                             " rule first when id is \"\" then yes(until: day)\n"
                             " otherwise last then no\n"
                             "}\n";

enum { HEADER_LINES = 9 };

/* MESSAGES behind the header, from its line 10 on. */
static void tell(const char *messages, const char *expected)
{
    char text[2048];
    snprintf(text, sizeof text, "%s%s", header, messages);
    expect(text, expected);
}

static void rules_and_members_have_messages(void **state)
{
    (void)state;
    tell("messages en for d { first \"Until {until}.\" last \"No.\" }\n"
         "messages ko for d { first \"{until}까지\" last \"아니오\" }\n"
         "messages en for Kind { one \"a\" two \"b\" }\nmessages KO for Kind { one \"가\" two "
         "\"나\" }",
         "");
}

static void messages_are_for_what_is_there(void **state)
{
    (void)state;
    tell("messages en for dd { }\nmessages en for Knd { }\nmessages en for O { yes \"x\" }\n"
         "messages en for id { }",
         "10:17 unknown-target: there is no decision or enumeration `dd` | messages are for the "
         "rules "
         "of a decision or the members of an enumeration\n"
         "11:17 unknown-target: there is no decision or enumeration `Knd` | did you mean `Kind`?\n"
         "12:17 not-a-target: messages are for a decision or an enumeration, and `O` is neither "
         "(4:9 declared here) | name the decision that gives it: `messages en for d`\n"
         "13:17 unknown-target: there is no decision or enumeration `id` | messages are for the "
         "rules "
         "of a decision or the members of an enumeration\n");
    tell(
        "messages en for d { furst \"x\" first \"x\" last \"x\" }\n"
        "messages ko for d { first \"x\" last \"x\" yes \"x\" }\n"
        "messages en for Kind { one \"a\" tow \"b\" two \"c\" }\nmessages ko for Kind { one \"a\" "
        "two "
        "\"b\" }",
        "10:21 unknown-rule: decision `d` has no rule `furst` (6:8 declared here) | did you mean "
        "`first`?\n"
        "11:40 unknown-rule: decision `d` has no rule `yes` (6:8 declared here) | leave it out, or "
        "use its name of now\n"
        "12:32 unknown-member: enumeration `Kind` has no member `tow` (3:6 declared here) | did "
        "you "
        "mean `two`?\n");
}

static void messages_are_in_the_policys_languages(void **state)
{
    (void)state;
    tell("messages de for Kind { one \"x\" }", "10:10 undeclared-language: policy `p` does not "
                                               "speak `de` (1:8 its header) | add it to the "
                                               "header: `languages en, …, de`\n");
    expect(
        "policy p { }\nenum K { x }\nmessages en for K { x \"y\" }",
        "3:10 undeclared-language: policy `p` does not speak `en` (1:8 its header) | add it to the "
        "header: `languages en`\n");
}

static void a_language_with_a_hyphen_is_written_as_a_text(void **state)
{
    (void)state;
    static const char policy[] = "policy p { languages en, \"pt-BR\", zh_Hant }\nenum K { x }\n"
                                 "messages en for K { x \"a\" }\n";
    char text[512];
    snprintf(text, sizeof text,
             "%smessages pt_BR for K { x \"b\" }\nmessages \"zh-hant\" for K { x \"c\" }", policy);
    expect(text, "");
    snprintf(text, sizeof text, "%smessages \"zh-Hant\" for K { x \"c\" }", policy);
    expect(text, "2:10 warning missing-translation: member `x` has no message in pt-BR | add it: "
                 "`messages \"pt-BR\" for K { x \"…\" }`\n");
    expect(
        "policy p { }\nenum K { x }\nmessages \"pt-BR\" for K { x \"y\" }",
        "3:10 undeclared-language: policy `p` does not speak `pt-BR` (1:8 its header) | add it to "
        "the header: `languages \"pt-BR\"`\n");
}

static void a_language_of_shared_messages_is_a_tag_however_it_is_written(void **state)
{
    (void)state;
    struct test_file files[] = {
        { "a.pol", "policy p { languages \"pt-BR\" }\nuse \"k.pol\"\n"
                   "input I key id { id: text kind: K }\noutcome O { yes(kind: K) }\n"
                   "decide d: O { otherwise all then yes(kind: (kind)) }" },
        { "k.pol", "enum K { x }\nmessages pt_BR for K { x \"a\" }\n"
                   "messages pt_BR for d { all \"b\" }" },
        { NULL, NULL }
    };
    struct load *load = load_texts(files, 1);
    const struct program *program = check(load, (struct check_options){ 0 });
    assert_int_equal(load->diags.count, 0);
    const struct decision *decision = program->policies[0]->decisions[0];
    const struct enumeration *kind = decision->outcome->cases[0].payload[0].type.enumeration;
    assert_string_equal(kind->members[0].messages->language, "pt-BR");
    assert_string_equal(decision->rules[0]->messages->language, "pt-BR");
    load_free(load);
}

static void the_same_message_twice_is_told(void **state)
{
    (void)state;
    tell("messages en for Kind { one \"a\" two \"b\" one \"c\" }\n"
         "messages ko for Kind { one \"a\" two \"b\" }\nmessages ko for Kind { two \"b\" }",
         "10:40 message-twice: `one` has two messages in `en` (10:24 the first) | leave one out\n"
         "12:24 message-twice: `two` has two messages in `ko` (11:32 the first) | leave one out\n");
}

static void holes_name_what_the_rule_gives(void **state)
{
    (void)state;
    tell("messages en for d { first \"{untl} {until} {x}\" last \"{until}\" }\n"
         "messages ko for d { first \"{ until }\" last \"\" }\n"
         "messages en for Kind { one \"{one}\" two \"\" }\nmessages ko for Kind { one \"\" two "
         "\"\" }\n",
         "10:29 unknown-hole: `yes` carries no `untl` (4:13 what this rule gives) | did you mean "
         "`{until}`?\n"
         "10:44 unknown-hole: `yes` carries no `x` (4:13 what this rule gives) | it carries "
         "`until`\n"
         "10:55 unknown-hole: `no` carries no `until` (4:30 what this rule gives) | it carries "
         "nothing: leave out the hole, or let the outcome carry it\n"
         "11:29 unknown-hole: `yes` carries no ` until ` (4:13 what this rule gives) | it "
         "carries `until`\n"
         "12:30 unknown-hole: a member's text has no holes | leave out `{one}`; a brace that is "
         "shown "
         "is doubled: `{{`\n");
}

static void braces_are_doubled_or_closed(void **state)
{
    (void)state;
    tell("messages en for d { first \"a { b\" last \"a } b\" }\n"
         "messages ko for d { first \"{{a}} {until\" last \"\\t{\" }",
         "10:30 stray-brace: this hole has no closing `}` | a hole is `{name}`; a brace that is "
         "shown "
         "is doubled: `{{`\n"
         "10:43 stray-brace: this `}` closes nothing | a brace that is shown is doubled: `}}`\n"
         "11:34 stray-brace: this hole has no closing `}` | a hole is `{name}`; a brace that is "
         "shown "
         "is doubled: `{{`\n"
         "11:47 stray-brace: this hole has no closing `}` | a hole is `{name}`; a brace that is "
         "shown "
         "is doubled: `{{`\n");
}

static void a_message_is_cut_into_words_and_holes(void **state)
{
    (void)state;
    char text[2048];
    snprintf(text, sizeof text,
             "%smessages en for d { first \"{{{until}}} to {until}\" last \"x\" }\n"
             "messages ko for d { first \"\" last \"x\" }",
             header);
    struct load *load = load_texts((struct test_file[]){ { "a.pol", text }, { NULL, NULL } }, 1);
    const struct program *program = check(load, (struct check_options){ 0 });
    assert_int_equal(load->diags.count, 0);
    const struct message *message = program->policies[0]->decisions[0]->rules[0]->messages;
    while (strcmp(message->language, "en") != 0)
        message = message->next;
    assert_int_equal(message->count, 4);
    assert_string_equal(message->pieces[0].text, "{");
    assert_null(message->pieces[1].text);
    assert_string_equal(message->pieces[1].payload->name, "until");
    assert_string_equal(message->pieces[2].text, "} to ");
    assert_string_equal(message->pieces[3].payload->name, "until");
    load_free(load);
}

static void a_missing_translation_is_a_warning(void **state)
{
    (void)state;
    tell(
        "messages en for d { first \"x\" }\nmessages en for Kind { one \"x\" two \"y\" }\nmessages "
        "ko "
        "for Kind { two \"y\" }",
        "3:13 warning missing-translation: member `one` has no message in ko | add it: `messages "
        "ko "
        "for Kind { one \"…\" }`\n"
        "7:7 warning missing-translation: rule `first` has no message in ko | add it: `messages ko "
        "for d { first \"…\" }`\n"
        "8:12 warning missing-translation: rule `last` has no message in en, ko | add it: "
        "`messages "
        "en for d { last \"…\" }`\n");
}

static void what_has_no_messages_at_all_misses_none(void **state)
{
    (void)state;
    tell("", "");
}

static void policies_may_share_messages(void **state)
{
    (void)state;
    struct test_file files[] = {
        { "a.pol", "policy p { languages en }\nuse \"k.pol\"" },
        { "b.pol", "policy q { languages ko }\nuse \"k.pol\"" },
        { "k.pol", "enum K { x }\nmessages en for K { x \"a\" }\nmessages ko for K { x \"b\" }" },
        { NULL, NULL }
    };
    expect_files(files, 2, "");
    files[2].text = "enum K { x }\nmessages en for K { x \"a\" }\nmessages ko for K { x \"b\" }\n"
                    "messages kr for K { x \"c\" }";
    expect_files(
        files, 2,
        "k.pol:4:10 undeclared-language: policy `p` does not speak `kr` (1:8 its header) | add "
        "it to the header: `languages en, …, kr`\n");
}

static void a_file_of_messages_may_be_checked_alone(void **state)
{
    (void)state;
    expect("messages en for renew { first \"{until}\" }", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_and_members_have_messages),
        cmocka_unit_test(messages_are_for_what_is_there),
        cmocka_unit_test(messages_are_in_the_policys_languages),
        cmocka_unit_test(a_language_with_a_hyphen_is_written_as_a_text),
        cmocka_unit_test(a_language_of_shared_messages_is_a_tag_however_it_is_written),
        cmocka_unit_test(the_same_message_twice_is_told),
        cmocka_unit_test(holes_name_what_the_rule_gives),
        cmocka_unit_test(braces_are_doubled_or_closed),
        cmocka_unit_test(a_message_is_cut_into_words_and_holes),
        cmocka_unit_test(a_missing_translation_is_a_warning),
        cmocka_unit_test(what_has_no_messages_at_all_misses_none),
        cmocka_unit_test(policies_may_share_messages),
        cmocka_unit_test(a_file_of_messages_may_be_checked_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
