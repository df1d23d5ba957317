#!/bin/sh
# run.sh - the command line, from outside.  CERTPOL is the program.  A function a fact: its name is the sentence.
#
#   run.sh           all
#   run.sh WORD...   only the facts whose names contain one of the words
set -u
top=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
certpol=${CERTPOL:-$top/build/certpol}
case $certpol in /*) ;; *) certpol=$PWD/$certpol ;; esac
cd "$top/tests/cli" || exit 2
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
unset NO_COLOR
TERM=xterm
export TERM

# ---- helpers: each says what is wrong and fails ----

# status N COMMAND...: the command ends with N, its streams go to the files out and err.
status() {
    wanted=$1
    shift
    "$@" >"$scratch/out" 2>"$scratch/err"
    got=$?
    [ "$got" -eq "$wanted" ] && return 0
    echo "    exit status $got instead of $wanted: $*"
    sed 's/^/    | /' "$scratch/err"
    return 1
}

# run N OPTIONS... RECORDS...: the same for `certpol run` by renewal.pol on a day.
run() {
    wanted=$1
    shift
    status "$wanted" "$certpol" run renewal.pol --as-of 2021-02-28 "$@"
}

# says FILE TEXT: the stream holds the text; says_not: it does not.
says() {
    grep -qF -e "$2" "$scratch/$1" && return 0
    echo "    std$1 does not say: $2"
    sed 's/^/    | /' "$scratch/$1"
    return 1
}
says_not() {
    grep -qF -e "$2" "$scratch/$1" || return 0
    echo "    std$1 says: $2"
    return 1
}

# is FILE: the stream is exactly what stands on standard input.
is() {
    cat >"$scratch/wanted"
    diff -u "$scratch/wanted" "$scratch/$1"
}
silent() { is "$1" </dev/null; }
same() { cmp "$1" "$2"; }
only_file() { [ "$(ls "$scratch/folder")" = "$1" ] || { echo "    there are: $(ls "$scratch/folder")"; return 1; }; }

# many N: a file of N times the good records.
many() {
    awk -v times="$1" '{ line[NR] = $0 }
        END { for (i = 0; i < times; i++) for (k = 1; k <= NR; k++) print line[k] }' good.jsonl
}

# on_terminal COMMAND...: what a person sees; it goes to the file out.
on_terminal() { python3 terminal.py "$@" >"$scratch/out"; }

# ---- exit statuses ----

a_run_of_good_records_ends_with_0() { run 0 good.jsonl; }
rejected_records_end_with_4() { run 4 good.jsonl bad.jsonl; }
an_outcome_named_by_fail_on_ends_with_1() { run 1 --fail-on eligible good.jsonl; }
an_outcome_that_was_not_given_is_no_failure() { run 0 --fail-on expired good.jsonl; }
a_finding_counts_more_than_a_reject() { run 1 --fail-on eligible good.jsonl bad.jsonl; }
a_policy_that_does_not_check_ends_with_3() { status 3 "$certpol" run broken.pol good.jsonl && silent out; }
check_of_a_bad_policy_ends_with_3() { status 3 "$certpol" check broken.pol && says err 'broken.pol:8:'; }
check_counts_the_problems() { status 3 "$certpol" check broken.pol && says err '1 error'; }
a_policy_file_that_is_not_there_ends_with_2() { status 2 "$certpol" run nowhere.pol good.jsonl && says err nowhere.pol; }
a_records_file_that_is_not_there_ends_with_2() { run 2 nowhere.jsonl && says err nowhere.jsonl; }
a_failing_example_ends_with_1() {
    example_file 'renew az-104: not_applicable'
    status 1 "$certpol" test "$scratch/folder"
}
no_examples_at_all_are_a_failure() {
    mkdir -p "$scratch/folder"
    status 1 "$certpol" test "$scratch/folder" && says err 'there are no cases'
}
a_policy_above_the_step_limit_ends_with_3() { status 3 "$certpol" check --max-steps 10 renewal.pol && says err 'too-costly'; }
no_words_at_all_end_with_2_and_show_the_verbs() { status 2 "$certpol" && says err 'certpol run'; }
an_unknown_verb_names_the_one_that_was_meant() { status 2 "$certpol" chekc && says err 'did you mean check?'; }
an_unknown_option_names_the_one_that_was_meant() { run 2 --strcit good.jsonl && says err 'did you mean --strict?'; }
an_unknown_decision_names_the_one_that_was_meant() { run 2 --decision renwe good.jsonl && says err 'did you mean renew?'; }
an_unknown_outcome_names_the_one_that_was_meant() { run 2 --fail-on elligible good.jsonl && says err 'did you mean eligible?'; }
an_option_without_its_value_is_told() { status 2 "$certpol" run renewal.pol --as-of && says err '--as-of needs a value'; }
a_value_for_an_option_that_has_none_is_told() { run 2 --strict=yes good.jsonl && says err 'takes no value'; }
a_number_that_is_none_is_told() { run 2 --threads many good.jsonl && says err '--threads many'; }
a_format_that_is_none_is_told() { run 2 --format xml good.jsonl && says err 'jsonl, csv and text'; }
records_without_a_policy_are_told() { status 2 "$certpol" run good.jsonl && says err 'ends in .pol'; }

# ---- help ----

help_goes_to_standard_output() { status 0 "$certpol" --help && says out 'certpol test PATH' && silent err; }
every_verb_has_help() { for verb in run check test trace explain; do status 0 "$certpol" $verb --help && says out "usage: certpol $verb" || return 1; done; }
help_of_a_verb_can_be_asked_for_by_name() { status 0 "$certpol" help run && says out '--as-of'; }
the_version_is_told() { status 0 "$certpol" --version && grep -q '^certpol [0-9]*\.[0-9]*\.[0-9]*$' "$scratch/out"; }
help_into_a_full_disk_ends_with_2() { "$certpol" --help >/dev/full 2>"$scratch/err"; [ $? -eq 2 ] && says err 'standard output'; }
every_option_stands_in_the_manual() {
    for verb in run check test trace explain; do
        "$certpol" $verb --help | sed -n 's/^  .* --\([a-z-]*\).*/\1/p' >"$scratch/options"
        while read -r option; do
            grep -qF -e "Fl -$option" "../../interp/tool/man/certpol-$verb.1" ||
                { echo "    certpol-$verb.1 lacks --$option"; return 1; }
        done <"$scratch/options"
        [ -s "$scratch/options" ] || return 1
    done
}
the_examples_of_the_manual_are_true() { python3 manual.py "$certpol"; }

# ---- decisions out ----

a_decision_is_a_json_line() {
    run 0 --decision renew good.jsonl && is out <<'EOT'
{"policy":"renewal","record":"H-1","decision":"renew","subject":"az-104","outcome":"eligible","with":{"until":"2021-08-31","kind":"role-based"},"rule":"may_renew","cites":[]}
{"policy":"renewal","record":"H-1","decision":"renew","subject":"az-900","outcome":"not_applicable","rule":"never_expires","cites":["terms.start"]}
{"policy":"renewal","record":"H \"2\"","decision":"renew","subject":"a b","outcome":"eligible","with":{"until":"2021-03-03","kind":"role-based"},"rule":"may_renew","cites":[]}
EOT
}
a_decision_with_all_outcomes_is_one_line_also_when_there_are_none() {
    run 0 --decision renewal.notices good.jsonl && is out <<'EOT'
{"policy":"renewal","record":"H-1","decision":"notices","subject":"az-104","outcomes":[{"outcome":"remind","with":{"day":"2021-07-31"},"rule":"month","cites":["terms.window"]},{"outcome":"remind","with":{"day":"2021-08-24"},"rule":"week","cites":[]}]}
{"policy":"renewal","record":"H-1","decision":"notices","subject":"az-900","outcomes":[]}
{"policy":"renewal","record":"H \"2\"","decision":"notices","subject":"a b","outcomes":[]}
EOT
}
a_decision_of_the_record_has_no_subject() {
    echo '{"id":"H-1","certifications":[]}' | status 0 "$certpol" run seoul.pol --as-of 2021-03-01 && is out <<'EOT'
{"policy":"seoul","record":"H-1","decision":"open","outcome":"yes","rule":"later","cites":[]}
EOT
}
a_policy_that_is_not_in_force_says_so() {
    status 0 "$certpol" run renewal.pol --as-of 2020-12-14 --decision renew good.jsonl && is out <<'EOT'
{"policy":"renewal","record":"H-1","decision":"renew","subject":"az-104","outcome":"not_in_force"}
{"policy":"renewal","record":"H-1","decision":"renew","subject":"az-900","outcome":"not_in_force"}
{"policy":"renewal","record":"H \"2\"","decision":"renew","subject":"a b","outcome":"not_in_force"}
EOT
}
csv_has_a_row_an_outcome_and_one_where_there_is_none() {
    run 0 --format csv good.jsonl && is out <<'EOT'
policy,record,decision,subject,outcome,rule,cites,on,opens,until,kind,day
renewal,H-1,renew,az-104,eligible,may_renew,,,,2021-08-31,role-based,
renewal,H-1,renew,az-900,not_applicable,never_expires,terms.start,,,,,
renewal,H-1,notices,az-104,remind,month,terms.window,,,,,2021-07-31
renewal,H-1,notices,az-104,remind,week,,,,,,2021-08-24
renewal,H-1,notices,az-900,,,,,,,,
renewal,"H ""2""",renew,a b,eligible,may_renew,,,,2021-03-03,role-based,
renewal,"H ""2""",notices,a b,,,,,,,,
EOT
}
csv_columns_are_those_of_the_decisions_asked_for() {
    run 0 --format csv --decision notices good.jsonl && head -n 1 "$scratch/out" >"$scratch/first" &&
        is first <<'EOT'
policy,record,decision,subject,outcome,rule,cites,day
EOT
}
text_is_laid_out_a_record_at_a_time() {
    run 0 --format text good.jsonl && is out <<'EOT'
== H-1
renew az-104:   eligible(until: 2021-08-31, kind: role_based) by may_renew
renew az-900:   not_applicable                                by never_expires
notices az-104: [remind(day: 2021-07-31) by month, remind(day: 2021-08-24) by week]
notices az-900: none

== "H \"2\""
renew "a b":   eligible(until: 2021-03-03, kind: role_based) by may_renew
notices "a b": none

EOT
}
what_text_says_can_be_expected_by_an_example() {
    head -n 1 good.jsonl >"$scratch/one.jsonl"
    run 0 --format text --messages ko "$scratch/one.jsonl" || return 1
    mkdir -p "$scratch/folder"
    { printf 'policy %s\n== copied\nas of 2021-02-28\n' "$PWD/renewal.pol"
      cat "$scratch/one.jsonl"
      echo --
      tail -n +2 "$scratch/out"; } >"$scratch/folder/copied.golden"
    status 0 "$certpol" test "$scratch/folder" && says out '1 passed, 0 failed'
}
csv_records_are_decided_like_others() {
    status 0 "$certpol" run flat.pol people.csv --as-of 2021-01-01 --no-summary && is out <<'EOT'
{"policy":"flat","record":"Kim, Minjun","decision":"grade","outcome":"passed","with":{"score":50},"rule":"enough","cites":[]}
{"policy":"flat","record":"Zoë","decision":"grade","outcome":"failed","rule":"too_little","cites":[]}
{"policy":"flat","record":"O\"Neil","decision":"grade","outcome":"missing","rule":"nothing","cites":[]}
EOT
}

# Many elements, and keys of all lengths, each of them with a line of each decision about it, in their order.
long_lists_and_long_keys_have_the_lines_of_short_ones() {
    cat >"$scratch/boxes.pol" <<'EOT'
policy boxes { }
record Item key id { id: text  size: integer 0 .. 9 }
input Box key id { id: text  items: [Item] up to 200 }
outcome Answer { big(size: integer)  small }
outcome Note { zero  odd(size: integer) }
decide size: Answer for each item in items {
  rule a when item.size > 5 then big(size: item.size)
  otherwise b then small
}
decide all notes: Note for each item in items where item.size < 8 {
  rule a when item.size is 0 then zero
  rule b when item.size in [1, 3, 5, 7] then odd(size: item.size)
}
EOT
    python3 - "$scratch/boxes.jsonl" "$scratch/wanted.jsonl" <<'EOT'
import json, sys
boxes = [(f"box-{n}" if n % 2 else f"box-{n}-" + "é" * 900, n) for n in (0, 1, 3, 31, 64, 65, 199, 200)]
lines = []
with open(sys.argv[1], "w", encoding="utf-8") as out:
    for box, count in boxes:
        items = [{"id": f"i{i}" + ("-" * 1500 if count == 3 and i == 1 else ""), "size": i % 10} for i in range(count)]
        print(json.dumps({"id": box, "items": items}, ensure_ascii=False), file=out)
        for item in items:
            big = {"outcome": "big", "with": {"size": item["size"]}, "rule": "a"}
            lines.append((box, "size", item, big if item["size"] > 5 else {"outcome": "small", "rule": "b"}))
        for item in items:
            if item["size"] < 8:
                zero = [{"outcome": "zero", "rule": "a", "cites": []}] if item["size"] == 0 else []
                odd = [{"outcome": "odd", "with": {"size": item["size"]}, "rule": "b", "cites": []}] if item["size"] % 2 else []
                lines.append((box, "notes", item, {"outcomes": zero + odd}))
with open(sys.argv[2], "w", encoding="utf-8") as out:
    for box, decision, item, given in lines:
        line = {"policy": "boxes", "record": box, "decision": decision, "subject": item["id"], **given}
        line.update({} if "outcomes" in given else {"cites": []})
        print(json.dumps(line, ensure_ascii=False, separators=(",", ":")), file=out)
EOT
    for threads in 1 3; do
        status 0 "$certpol" run "$scratch/boxes.pol" "$scratch/boxes.jsonl" --threads $threads --no-summary &&
            same "$scratch/out" "$scratch/wanted.jsonl" || return 1
    done
}

# ---- messages ----

messages_are_in_the_language_asked_for() { run 0 --messages ko good.jsonl && says out '"message":"2021년 8월 31일까지 역할 기반 인증을 갱신하십시오."'; }
messages_name_their_language_only_where_it_is_the_records() {
    run 0 --messages zh good.jsonl && says_not out '"language"' &&
        run 0 --messages record good.jsonl && says out '"language":"ko"'
}
a_record_gets_its_own_language_by_fallback() { run 0 --messages record good.jsonl && says out '2021년 8월 31일까지'; }
an_unknown_language_of_a_record_gets_the_first_one() { run 0 --messages record good.jsonl && says out 'through March 3, 2021.","language":"en"'; }
a_language_that_no_policy_has_is_told() { run 2 --messages fr good.jsonl && says err 'there are en, ko, zh'; }

# ---- records in ----

a_file_a_pipe_and_standard_input_give_the_same_bytes() {
    run 0 good.jsonl && cp "$scratch/out" "$scratch/first" &&
        run 0 <good.jsonl && same "$scratch/first" "$scratch/out" &&
        cat good.jsonl | run 0 - && same "$scratch/first" "$scratch/out"
}
an_array_gives_the_same_decisions_as_lines() {
    run 0 good.jsonl && cp "$scratch/out" "$scratch/first" &&
        { echo '['; sed '$!s/$/,/' good.jsonl; echo ']'; } >"$scratch/array.json" &&
        run 0 "$scratch/array.json" && same "$scratch/first" "$scratch/out"
}
any_number_of_threads_gives_the_same_bytes() {
    many 12000 >"$scratch/many.jsonl"
    sed -n '1,4p' bad.jsonl >>"$scratch/many.jsonl"
    run 4 --threads 1 --rejects "$scratch/r1" "$scratch/many.jsonl" && cp "$scratch/out" "$scratch/first" || return 1
    for threads in 2 3 8; do
        run 4 --threads $threads --rejects "$scratch/r2" "$scratch/many.jsonl" &&
            same "$scratch/first" "$scratch/out" && same "$scratch/r1" "$scratch/r2" || return 1
    done
    [ "$(wc -l <"$scratch/out")" -eq 72000 ]
}
a_record_may_come_twice() { run 0 good.jsonl good.jsonl && [ "$(wc -l <"$scratch/out")" -eq 12 ]; }
a_date_is_its_start_in_the_policys_zone() {
    echo '{"id":"H-1","certifications":[]}' | status 0 "$certpol" run seoul.pol --as-of 2021-03-01 &&
        says err 'as of 2021-02-28T15:00:00Z'
}
a_date_that_starts_twice_is_told() { status 2 "$certpol" run renewal.pol seoul.pol --as-of 2021-03-01 good.jsonl && says err 'give an instant'; }
an_as_of_that_is_no_day_is_told() { status 2 "$certpol" run renewal.pol --as-of 2021-02-30 good.jsonl && says err '2021-02-30 is neither'; }
unknown_fields_are_counted() { run 4 bad.jsonl && says err '1 unknown field ignored'; }
strict_rejects_unknown_fields() { run 4 --strict bad.jsonl && says err 'bad.jsonl:5:' && says err '3 rejected'; }
a_record_above_the_limit_is_rejected() { run 4 --max-record-bytes 100 good.jsonl && says err '2 rejected' && says err 'good.jsonl:1:1: rejected'; }
a_limit_that_is_too_high_is_told() { run 2 --max-record-bytes 1073741825 good.jsonl && says err '1073741824 is the most'; }
a_record_with_a_longer_list_than_allowed_is_rejected() {
    run 4 --max-list 1 good.jsonl && says err '1 rejected' && says err 'certifications: more than 1 element,'
}
a_policy_may_leave_its_folder_only_where_that_is_allowed() {
    mkdir -p "$scratch/folder" && cp flat.pol "$scratch/folder/used.pol" && sed -i '/^policy/d; /^decide/,$d' "$scratch/folder/used.pol"
    mkdir "$scratch/folder/inner" && printf 'use "../used.pol"\n' >"$scratch/folder/inner/a.pol"
    status 3 "$certpol" check "$scratch/folder/inner/a.pol" && says err path-outside &&
        status 0 "$certpol" check --allow-outside "$scratch/folder/inner/a.pol"
}
the_sandbox_can_be_left_out() {
    run 0 good.jsonl && cp "$scratch/out" "$scratch/first" && run 0 --no-sandbox good.jsonl && same "$scratch/first" "$scratch/out"
}
a_csv_file_without_a_column_that_is_needed_is_told() {
    printf 'name,score\nKim,5\n' >"$scratch/people.csv"
    status 2 "$certpol" run flat.pol "$scratch/people.csv" && says err 'people.csv:1:' && says err 'born'
}

# ---- rejects ----

a_reject_is_told_with_its_place_and_path() {
    run 4 bad.jsonl && says err 'bad.jsonl:1:76: rejected: certifications[0].expires: 2021-02-30 is not a date'
}
rejects_are_kept_with_their_text() {
    run 4 --rejects "$scratch/kept" good.jsonl bad.jsonl && python3 - "$scratch/kept" bad.jsonl <<'EOT'
import json, sys
kept = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
lines = open(sys.argv[2], encoding="utf-8").read().split("\n")
assert [(k["file"], k["line"], k["path"]) for k in kept] == \
    [("bad.jsonl", 1, "certifications[0].expires"), ("bad.jsonl", 3, "")], kept
assert [k["record"] for k in kept] == [lines[0], lines[2]], kept
assert kept[0]["message"] == "2021-02-30 is not a date" and kept[0]["column"] == 76, kept
EOT
}
a_reject_that_is_no_utf_8_is_kept_to_the_byte() {
    printf '{"id":"\377"}\n' >"$scratch/bytes.jsonl"
    run 4 --rejects "$scratch/kept" "$scratch/bytes.jsonl" && python3 - "$scratch/kept" <<'EOT'
import base64, json, sys
kept = json.loads(open(sys.argv[1], encoding="utf-8").read())
assert base64.b64decode(kept["record_base64"]) == b'{"id":"\xff"}', kept
assert kept["record"] == '{"id":"\ufffd"}', kept
EOT
}
rejects_are_complete_beside_an_output_file() {
    run 4 --rejects "$scratch/kept" -o "$scratch/decided" good.jsonl bad.jsonl &&
        [ "$(wc -l <"$scratch/kept")" -eq 2 ] && [ "$(wc -l <"$scratch/decided")" -eq 6 ] && silent out
}
only_the_first_rejects_are_told() {
    for i in $(seq 50); do echo '{}'; done >"$scratch/fifty.jsonl"
    run 4 "$scratch/fifty.jsonl" && says err '... and 30 more records were rejected' &&
        [ "$(grep -c ': rejected: ' "$scratch/err")" -eq 20 ]
}

# ---- the output file ----

an_output_file_holds_what_standard_output_would() {
    run 0 good.jsonl && cp "$scratch/out" "$scratch/first" &&
        run 0 -o "$scratch/decided" good.jsonl && same "$scratch/first" "$scratch/decided"
}
a_run_that_fails_leaves_the_old_file_and_nothing_else() {
    mkdir -p "$scratch/folder"
    echo old >"$scratch/folder/decided"
    run 2 -o "$scratch/folder/decided" good.jsonl nowhere.jsonl &&
        [ "$(cat "$scratch/folder/decided")" = old ] && only_file decided
}
an_output_file_keeps_its_permissions() {
    echo old >"$scratch/decided" && chmod 600 "$scratch/decided" &&
        run 0 -o "$scratch/decided" good.jsonl && [ "$(stat -c %a "$scratch/decided")" = 600 ]
}
a_new_output_file_has_the_usual_permissions() { (umask 027 && run 0 -o "$scratch/decided" good.jsonl) && [ "$(stat -c %a "$scratch/decided")" = 640 ]; }
decisions_and_rejects_want_files_of_their_own() {
    run 2 good.jsonl -o "$scratch/one" --rejects "$scratch/./one" && says err 'cannot go to the same file' && [ ! -e "$scratch/one" ]
}
an_output_file_does_not_replace_its_policy() {
    cp renewal.pol holder.pol "$scratch"
    status 2 "$certpol" run "$scratch/renewal.pol" good.jsonl --as-of 2021-02-28 -o "$scratch/renewal.pol" &&
        says err 'this policy would be replaced' && same renewal.pol "$scratch/renewal.pol"
}
an_output_file_does_not_replace_what_is_read() {
    cp good.jsonl "$scratch/both" && run 2 -o "$scratch/both" "$scratch/both" && says err 'these records would be replaced' &&
        cmp good.jsonl "$scratch/both"
}
what_is_no_json_is_one_reject() {
    { echo 'not json' && cat good.jsonl; } | status 4 "$certpol" run renewal.pol --as-of 2021-02-28 && says err '4 records, 1 rejected'
}
an_array_comes_through_a_pipe_in_pieces() {
    { echo && sleep 0.2 && printf '[' && paste -sd, good.jsonl && printf ']'; } | status 0 "$certpol" run renewal.pol --as-of 2021-02-28
}
an_output_file_in_no_folder_is_told() { run 2 -o "$scratch/nowhere/decided" good.jsonl && says err nowhere/decided; }
a_device_can_be_the_output_file() { run 0 -o /dev/null good.jsonl; }
a_full_disk_is_told() { "$certpol" run renewal.pol good.jsonl -q >/dev/full 2>"$scratch/err"; [ $? -eq 2 ] && says err 'standard output: No space left'; }
a_closed_pipe_is_told() {
    many 20000 >"$scratch/many.jsonl"
    { "$certpol" run renewal.pol "$scratch/many.jsonl" -q 2>"$scratch/err"; echo $? >"$scratch/code"; } | head -n 1 >"$scratch/out"
    [ "$(cat "$scratch/code")" -eq 2 ] && says err 'standard output: Broken pipe'
}
a_closed_standard_output_is_told() { "$certpol" run renewal.pol good.jsonl -q >&- 2>"$scratch/err"; [ $? -eq 2 ] && says err 'standard output'; }
a_closed_standard_error_is_no_trouble() { "$certpol" run renewal.pol good.jsonl >"$scratch/out" 2>&-; [ $? -eq 0 ] && [ "$(wc -l <"$scratch/out")" -eq 6 ]; }

# ---- interruptions ----

interrupted() { # interrupted SIGNAL OPTIONS...
    signal=$1
    shift
    python3 interrupt.py "$signal" good.jsonl "$certpol" run renewal.pol --as-of 2021-02-28 "$@" >"$scratch/out" &&
        is out <<'EOT'
status 5, whole lines
EOT
}
an_interrupted_run_has_written_whole_lines() { interrupted SIGINT && interrupted SIGTERM && interrupted SIGINT --threads 3; }
an_interrupted_run_leaves_no_file() {
    mkdir -p "$scratch/folder"
    interrupted SIGTERM -o "$scratch/folder/decided" --rejects "$scratch/folder/kept" && only_file ''
}
a_run_that_waits_for_its_input_can_be_interrupted() {
    mkfifo "$scratch/fifo" && (exec 3<>"$scratch/fifo" && status 5 timeout -s INT 0.3 "$certpol" run renewal.pol - <"$scratch/fifo"; [ $? -eq 0 ] || says err interrupted) && says err interrupted
}

# ---- summaries, colours, terminals ----

the_summary_says_what_is_needed_to_repeat_the_run() {
    run 0 good.jsonl && says err '3 records, 0 rejected; as of 2021-02-28T00:00:00Z, tz database 2' && says err 'steps a record'
}
the_summary_counts_outcomes() { run 0 good.jsonl && says err 'renewal.renew  not_applicable 1, eligible 2' && says err 'renewal.notices  remind 2, (none) 2'; }
no_summary_leaves_the_rejects() { run 4 --no-summary bad.jsonl && says err 'rejected: cert' && says_not err 'records,'; }
quiet_leaves_nothing() { run 4 --quiet bad.jsonl && silent err; }
problems_can_be_json() {
    status 3 "$certpol" check --error-format json broken.pol && python3 - "$scratch/err" <<'EOT'
import json, sys
problems = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
assert problems and problems[0]["file"] == "broken.pol" and problems[0]["line"] == 8, problems
EOT
}
rejects_can_be_json() {
    run 4 --error-format json --no-summary bad.jsonl && python3 - "$scratch/err" <<'EOT'
import json, sys
rejects = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
assert [(r["line"], r["column"], r["path"]) for r in rejects] == \
    [(1, 76, "certifications[0].expires"), (3, 7, "")], rejects
EOT
}
check_tells_the_cost_of_each_policy() { status 0 "$certpol" check renewal.pol seoul.pol && says out 'renewal: 2 decisions, at most ' && says out 'seoul: 1 decision, at most ' && silent err; }
a_terminal_gets_the_table() { on_terminal "$certpol" run renewal.pol --as-of 2021-02-28 good.jsonl && says out '== H-1'; }
a_terminal_gets_colours() { on_terminal "$certpol" check broken.pol && says out "$(printf '\033[')"; }
no_color_means_no_colours() { NO_COLOR=1 on_terminal "$certpol" check broken.pol && says out 'error:' && says_not out "$(printf '\033[')"; }
a_pipe_gets_no_colours() { status 3 "$certpol" check broken.pol && says err 'error:' && says_not err "$(printf '\033[')"; }
a_long_run_on_a_terminal_shows_how_far_it_is() {
    on_terminal sh -c '{ cat good.jsonl; sleep 1.8; cat good.jsonl; } | "$0" run renewal.pol --as-of 2021-02-28' "$certpol" && says out '0.0 MB'
}
who_types_records_is_told_so() { on_terminal "$certpol" run renewal.pol --as-of 2021-02-28 && says out 'reading records from the terminal'; }

# ---- clauses, rules, examples ----

# A copy of the policy in which the lines that match $1 cite nothing.
without_citation() { sed "/$1/s/cites [a-z., ]*/ /" renewal.pol >"$scratch/renewal.pol" && cp holder.pol "$scratch"; }
every_clause_is_listed_with_what_cites_it() {
    status 0 "$certpol" trace renewal.pol && silent err && says out 'terms.start (normative)' &&
        says out 'rule renewal.renew.too_early  renewal.pol:' && says out 'effective of renewal  renewal.pol:' &&
        says out '2 clauses, 2 of them normative, 0 of these cited by nothing'
}
a_normative_clause_that_nothing_cites_is_told() {
    without_citation 'terms.window'
    status 1 "$certpol" trace "$scratch/renewal.pol" && says err 'nothing cites terms.window: renewing is possible' &&
        says out 'cited by nothing'
}
a_clause_with_another_citation_is_not_lost() {
    without_citation 'rule month'
    status 0 "$certpol" trace "$scratch/renewal.pol"
}
a_rule_that_no_example_exercises_is_told() {
    example_file 'renew az-900: not_applicable'
    status 1 "$certpol" trace --examples "$scratch/folder" renewal.pol && says err 'no example exercises rule renewal.renew.too_early' &&
        says_not err 'rule renewal.renew.never_expires' && says out 'a.golden: a holder'
}
a_rule_that_only_decides_where_nothing_is_expected_is_not_exercised() {
    example_file 'notices az-900: none'
    status 1 "$certpol" trace --examples "$scratch/folder" renewal.pol && says err 'no example exercises rule renewal.renew.never_expires'
}
an_example_that_fails_exercises_nothing() {
    example_file 'renew az-900: expired(on: 2021-01-01)'
    status 1 "$certpol" trace --examples "$scratch/folder" renewal.pol && says err '1 line of examples does not hold' &&
        says err 'no example exercises rule renewal.renew.never_expires'
}
examples_of_other_policies_do_not_count() {
    example_file 'renew az-900: not_applicable'
    status 1 "$certpol" trace --examples "$scratch/folder" seoul.pol && says err 'there are no examples of these policies'
}
the_matrix_can_be_csv() {
    example_file 'renew az-900: not_applicable'
    status 1 "$certpol" trace --format csv --examples "$scratch/folder" renewal.pol && python3 - "$scratch/out" <<'EOT'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8", newline="")))
assert [(r["clause"], r["cited_by"], r["decision"], r["name"], r["example"]) for r in rows][:3] == [
    ("terms.start", "effective", "", "", ""), ("terms.start", "rule", "renew", "never_expires", "a holder"),
    ("terms.start", "rule", "renew", "too_early", "")], rows
assert all(None not in row and None not in row.values() for row in rows)
EOT
}
the_matrix_can_be_a_page() {
    example_file 'renew az-900: not_applicable'
    status 1 "$certpol" trace --format html --examples "$scratch/folder" renewal.pol && python3 - "$scratch/out" <<'EOT'
import html.parser, sys
class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.text = [], set(), [], ""
    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag not in ("meta", "br"):
            self.open.append(tag)
        self.ids.add(attributes.get("id"))
        self.links.append(attributes.get("href"))
        assert tag != "th" or "scope" in attributes
        assert not any(name in attributes for name in ("src", "onclick"))
    def handle_endtag(self, tag):
        assert self.open.pop() == tag, (tag, self.getpos())
    def handle_data(self, data):
        self.text += data
page = Page()
page.feed(open(sys.argv[1], encoding="utf-8").read())
assert not page.open and {"terms.start", "terms.window", "document-terms"} <= page.ids, page.ids
assert all(link is None or (link[0] == "#" and link[1:] in page.ids) for link in page.links), page.links
assert "no example" in page.text and "a holder" in page.text and "citing rules are exercised by no example" in page.text
EOT
}
the_page_names_clauses_that_nothing_cites_and_keeps_their_signs() {
    without_citation 'terms.window'
    sed 's/renewing is possible/if a < b \&\& c > d, &/' "$scratch/renewal.pol" >"$scratch/signs.pol"
    cp "$scratch/signs.pol" "$scratch/renewal.pol"
    status 1 "$certpol" trace --format html "$scratch/renewal.pol" && says out '>1 normative clause is cited by nothing' &&
        says out '<li><a href="#terms.window">terms.window</a>' &&
        says out 'if a &lt; b &amp;&amp; c &gt; d, renewing' && says_not out 'a < b' && says out '<strong class="lost">nothing</strong>'
}
trace_without_a_policy_is_told() { status 2 "$certpol" trace && says err 'which policy?'; }
trace_of_a_bad_policy_ends_with_3() { status 3 "$certpol" trace broken.pol && silent out; }

# ---- explanations ----

# explain N OPTIONS... RECORD: what is told of renewing, the day before the window opens.
explain() {
    wanted=$1
    shift
    status "$wanted" "$certpol" explain renewal.pol --as-of 2021-02-27 "$@"
}
a_record_is_found_by_its_key() { explain 0 --record 'H "2"' --lang en good.jsonl && says out 'record H "2", as of February 27, 2021'; }
several_records_need_a_key() { explain 2 good.jsonl && says err 'say which with --record KEY'; }
a_record_that_is_not_there_is_told() { explain 2 --record H-9 good.jsonl && says err 'there is no record H-9'; }
a_record_may_come_from_a_pipe_and_take_several_lines() {
    head -n 1 good.jsonl | python3 -c 'import json, sys; print(json.dumps(json.load(sys.stdin), indent=1))' >"$scratch/one.json"
    explain 0 - <"$scratch/one.json" && cp "$scratch/out" "$scratch/first" && explain 0 --record H-1 good.jsonl &&
        same "$scratch/first" "$scratch/out"
}
a_record_may_stand_in_an_array() { { echo '['; sed '$!s/$/,/' good.jsonl; echo ']'; } | explain 0 --record H-1 -; }
a_rejected_record_is_not_explained() { head -n 1 bad.jsonl | explain 4 - && says err 'certifications[0].expires: 2021-02-30 is not a date'; }
the_language_is_the_records_own() { explain 0 --record H-1 good.jsonl && says out '확인한 내용은 순서대로 다음과 같습니다.'; }
the_language_can_be_chosen() { explain 0 --lang zh --record H-1 good.jsonl && says out '依次查看了以下内容：'; }
a_language_that_explanations_do_not_have_is_told() { explain 2 --lang fr --record H-1 good.jsonl && says err 'there are en, ko and zh'; }
decisions_and_subjects_can_be_chosen() {
    explain 0 --lang en --decision renew --subject az-900 --record H-1 good.jsonl && says out 'renew az-900' &&
        says_not out 'renew az-104' && says_not out 'notices'
}
a_decision_that_is_none_is_told() { explain 2 --decision renwe --record H-1 good.jsonl && says err 'did you mean renew?'; }
a_subject_that_is_none_is_told() { explain 2 --subject az-1 --record H-1 good.jsonl && says err 'nothing that was asked for'; }
why_not_says_what_stands_in_the_way_and_until_when() {
    explain 0 --lang en --why-not eligible --record H-1 --subject az-104 good.jsonl && says out 'Why not eligible?' &&
        says out 'Above it, `too_early` applies:' && says out 'it no longer holds from February 28, 2021.' &&
        says out 'from February 28, 2021.' && says_not out 'notices az-104'
}
why_not_an_outcome_that_is_none_is_told() { explain 2 --why-not elligible --record H-1 good.jsonl && says err 'did you mean eligible?'; }
what_rests_on_a_rule_above_is_not_asked() {
    explain 0 --lang en --decision renew --subject az-900 --record H-1 good.jsonl &&
        says out '`too_late` was not asked: `cert.expires` is absent.'
}
an_explanation_can_be_json() {
    explain 0 --format json --decision renew --record H-1 good.jsonl && python3 - "$scratch/out" <<'EOT'
import json, sys
told = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
assert [t["subject"] for t in told] == ["az-104", "az-900"]
early = told[0]
assert early["outcomes"][0]["with"] == {"opens": "2021-02-28"} and early["as_of"] == "2021-02-27T00:00:00Z", early
assert "2021년 2월 28일" in early["outcomes"][0]["message"]
assert [(r["rule"], r["fate"]) for r in early["rules"]][:3] == [
    ("never_expires", "failed"), ("too_late", "failed"), ("too_early", "applies")]
test = early["rules"][2]["condition"]
assert (test["kind"], test["text"], test["holds"]) == ("test", "today < opens", True)
assert [(p["text"], p["value"]) for p in test["parts"]] == [("today", "2021-02-27"), ("opens", "2021-02-28")]
assert test["parts"][1]["means"] == "cert.expires - 6 months"
late = [r for r in told[1]["rules"] if r["rule"] == "too_late"][0]
assert late["fate"] == "unasked" and late["missing"]["text"] == "cert.expires" and late["missing"]["value"] is None
EOT
}
why_not_is_text_only() { status 2 "$certpol" explain renewal.pol good.jsonl --why-not eligible --format json && says err 'leave out --format json'; }
an_explanation_as_of_no_day_is_told() { status 2 "$certpol" explain renewal.pol good.jsonl --as-of 2021-02-30 && says err '--as-of'; }
an_explanation_needs_a_record() { status 2 "$certpol" explain renewal.pol && says err 'which record?'; }
an_explanation_s_language_may_have_a_country() {
    status 0 "$certpol" explain renewal.pol --as-of 2021-02-27 --record H-1 --decision renew --subject az-104 --lang ko-KR good.jsonl && says out '결과' &&
        status 2 "$certpol" explain renewal.pol --lang kor good.jsonl && says err 'kor'
}
a_record_that_is_rejected_is_told_why() {
    status 4 "$certpol" explain renewal.pol --record R-1 bad.jsonl && says err 'bad.jsonl:1:76: rejected: certifications[0].expires: 2021-02-30' &&
        status 2 "$certpol" explain renewal.pol --record R-9 bad.jsonl && says err 'no record R-9 among those that are accepted'
}
outside_of_its_days_a_policy_says_so() {
    status 0 "$certpol" explain renewal.pol --as-of 2020-12-14 --record H-1 --decision renew --subject az-104 good.jsonl &&
        says out 'renew az-104' && says out '시행 기간은 `2020-12-15 ..`' && says out 'terms.start'
}

# ---- golden examples ----

example_file() { # example_file LINE...: an example that expects the lines
    mkdir -p "$scratch/folder"
    { printf 'policy %s\n\n== a holder\nas of 2021-02-28\n' "$PWD/renewal.pol"
      head -n 1 good.jsonl
      echo --
      for line; do echo "$line"; done; } >"$scratch/folder/a.golden"
}
an_example_may_leave_out_the_rule() { example_file 'renew az-900: not_applicable' && status 0 "$certpol" test "$scratch/folder"; }
an_example_compares_only_what_it_lists() { example_file 'notices az-900: none' && status 0 "$certpol" test "$scratch/folder"; }
an_example_can_expect_a_message() { example_file 'renew az-900 message zh: "无需续订。"' && status 0 "$certpol" test "$scratch/folder"; }
an_example_with_a_wrong_message_fails() { example_file 'renew az-900 message zh: "无需"' && status 1 "$certpol" test "$scratch/folder"; }
an_example_can_expect_a_line_of_the_explanation() { example_file 'renew az-900 explains ko: 1. `never_expires` 규칙이 적용되어 결과를 정합니다.' && status 0 "$certpol" test "$scratch/folder"; }
an_example_with_a_wrong_line_shows_the_nearest() {
    example_file 'renew az-104 explains en: `today < opens` holds: never.'
    status 1 "$certpol" test "$scratch/folder" && says out 'got       `today < opens` does not hold: `today` is February 28, 2021'
}
a_failing_example_shows_both_sides_and_the_rule() {
    example_file 'renew az-900: expired(on: 2021-01-01)'
    status 1 "$certpol" test "$scratch/folder" && says out 'expected  expired(on: 2021-01-01)' &&
        says out 'got       not_applicable by never_expires' && says out 'renewal.pol:25'
}
an_example_that_expects_nothing_fails() { example_file && status 1 "$certpol" test "$scratch/folder" && says out '--update'; }
update_changes_only_what_fails() {
    example_file '# why' 'renew az-900:   not_applicable' 'renew az-104: not_applicable' ''
    cp "$scratch/folder/a.golden" "$scratch/before"
    status 0 "$certpol" test --update "$scratch/folder" && status 0 "$certpol" test "$scratch/folder" || return 1
    sed 's/^renew az-104: .*/renew az-104: eligible(until: 2021-08-31, kind: role_based) by may_renew/' "$scratch/before" >"$scratch/after"
    diff -u "$scratch/after" "$scratch/folder/a.golden" && only_file a.golden
}
update_fills_an_empty_example() {
    example_file && status 0 "$certpol" test --update "$scratch/folder" &&
        [ "$(sed '1,/^--$/d' "$scratch/folder/a.golden" | wc -l)" -eq 4 ] && status 0 "$certpol" test "$scratch/folder"
}
run_chooses_cases() {
    example_file 'renew az-900: not_applicable'
    status 0 "$certpol" test --run 'a\.golden:a h' "$scratch/folder" && says out '1 passed' &&
        status 1 "$certpol" test --run 'b\.golden' "$scratch/folder" && says err 'no cases that --run finds'
}
a_bad_expression_for_run_is_told() { example_file && status 2 "$certpol" test --run '(' "$scratch/folder" && says err '--run ('; }
verbose_names_the_cases_that_pass() { example_file 'renew az-900: not_applicable' && status 0 "$certpol" test -v "$scratch/folder" && says out 'a.golden:3: a holder'; }
junit_can_be_read_by_a_build_server() {
    example_file 'renew az-900: "<&>"'
    status 1 "$certpol" test --junit "$scratch/junit.xml" "$scratch/folder" && python3 - "$scratch/junit.xml" <<'EOT'
import sys, xml.etree.ElementTree as tree
suite = tree.parse(sys.argv[1]).getroot()
assert (suite.get("tests"), suite.get("failures")) == ("1", "1")
assert '"<&>"' in suite.find("testcase/failure").text
EOT
}
a_golden_file_that_cannot_be_read_is_told_to_programs() {
    mkdir -p "$scratch/folder" && printf 'policy %s/renewal.pol\n"quoted"\n' "$PWD" >"$scratch/folder/bad.golden"
    status 1 "$certpol" test --error-format json "$scratch/folder/bad.golden" && python3 - "$scratch/err" <<'EOT'
import json, sys
told = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8") if line.startswith("{")]
assert [(t["line"], t["severity"], t["code"]) for t in told] == [(2, "error", "golden")], told
assert told[0]["file"].endswith("bad.golden") and told[0]["column"] == 1 and told[0]["message"], told
EOT
}
a_golden_file_that_cannot_be_read_has_line_and_column() {
    example_file 'renew az-900 and so on: x'
    status 1 "$certpol" test "$scratch/folder" && says err 'a.golden:7:1: error:'
}
an_example_of_a_bad_policy_ends_with_3() {
    mkdir -p "$scratch/folder"
    printf 'policy %s\n== a\nas of 2021-01-01\n{}\n--\nnone\n' "$PWD/broken.pol" >"$scratch/folder/a.golden"
    status 3 "$certpol" test "$scratch/folder" && says err 'broken.pol:8:'
}

# ---- fmt ----

# odd: a file of another layout; neat is the same as it should be.
odd() { printf 'enum   Kind{a  b}# why\n' >"$scratch/odd.pol" && printf 'enum Kind { a  b }  # why\n' >"$scratch/neat"; }
fmt_writes_to_standard_output() { odd && status 0 "$certpol" fmt "$scratch/odd.pol" && same "$scratch/neat" "$scratch/out"; }
fmt_reads_standard_input() { odd && status 0 "$certpol" fmt - <"$scratch/odd.pol" && same "$scratch/neat" "$scratch/out"; }
fmt_check_names_files_and_ends_with_1() {
    odd && status 1 "$certpol" fmt --check "$scratch/odd.pol" flat.pol && says out odd.pol && says_not out 'enum'
}
fmt_check_of_neat_files_ends_with_0_and_says_nothing() {
    odd && cp "$scratch/neat" "$scratch/neat.pol" && status 0 "$certpol" fmt --check "$scratch/neat.pol" && silent out && silent err
}
fmt_shows_what_would_change() {
    odd && status 1 "$certpol" fmt -d "$scratch/odd.pol" && says out '-enum   Kind{a  b}# why' && says out '+enum Kind { a  b }  # why'
}
fmt_writes_the_file() { odd && status 0 "$certpol" fmt -w "$scratch/odd.pol" && silent out && same "$scratch/neat" "$scratch/odd.pol"; }
fmt_leaves_a_neat_file_alone() {
    odd && cp "$scratch/neat" "$scratch/neat.pol" && chmod 444 "$scratch/neat.pol" && before=$(stat -c '%i %Y' "$scratch/neat.pol")
    status 0 "$certpol" fmt -w "$scratch/neat.pol" && [ "$before" = "$(stat -c '%i %Y' "$scratch/neat.pol")" ]
}
fmt_keeps_the_mode_of_a_file() { odd && chmod 640 "$scratch/odd.pol" && status 0 "$certpol" fmt -w "$scratch/odd.pol" && [ "$(stat -c %a "$scratch/odd.pol")" = 640 ]; }
fmt_leaves_a_file_with_errors_alone_and_ends_with_3() {
    printf 'enum Kind{a, b}\n' >"$scratch/bad.pol" && cp "$scratch/bad.pol" "$scratch/before"
    status 3 "$certpol" fmt -w "$scratch/bad.pol" && says err 'bad.pol:1:12: error:' && same "$scratch/before" "$scratch/bad.pol"
}
fmt_formats_the_others_where_one_has_errors() {
    odd && printf 'enum Kind{a, b}\n' >"$scratch/bad.pol"
    status 3 "$certpol" fmt -w "$scratch/bad.pol" "$scratch/odd.pol" && same "$scratch/neat" "$scratch/odd.pol"
}
fmt_does_not_ask_what_words_mean() { printf 'use "nowhere.pol"\ndefine a: B = c\n' >"$scratch/a.pol" && status 0 "$certpol" fmt --check "$scratch/a.pol"; }
fmt_finds_the_policies_of_a_folder() {
    mkdir -p "$scratch/folder/below" && odd && cp "$scratch/odd.pol" "$scratch/folder/below/a.pol" && cp "$scratch/odd.pol" "$scratch/folder/b.txt"
    status 1 "$certpol" fmt --check "$scratch/folder" && says out 'below/a.pol' && says_not out b.txt
}
fmt_of_a_file_that_is_not_there_ends_with_2() { status 2 "$certpol" fmt nowhere.pol && says err nowhere.pol; }
fmt_of_nothing_ends_with_2() { status 2 "$certpol" fmt && says err 'which file?'; }
fmt_cannot_write_standard_input() { status 2 "$certpol" fmt -w - </dev/null && says err 'standard input cannot be written'; }
fmt_of_what_is_not_there_is_told() { status 2 "$certpol" fmt nowhere.pol && says err 'nowhere.pol: No such file or directory' && silent out; }
fmt_of_a_folder_under_a_policys_name_is_told() {
    mkdir "$scratch/dir.pol"
    status 2 "$certpol" fmt "$scratch/dir.pol/none.pol" && says err 'none.pol'
}
fmt_either_checks_or_writes() { status 2 "$certpol" fmt --check --write holder.pol && says err '--check writes nothing'; }
fmt_tells_problems_to_programs() {
    printf 'enum Kind{a, b}\n' >"$scratch/bad.pol"
    status 3 "$certpol" fmt --error-format json "$scratch/bad.pol" && says err '"code":"stray-sign"'
}
the_layout_that_the_reference_shows_is_the_one_of_fmt() {
    sed -n '/^## Layout/,/^## What the checker/p' ../../grammar/REFERENCE.md | sed -n '/^```certpol/,/^```$/{/^```/d;p}' >"$scratch/shown.pol"
    [ -s "$scratch/shown.pol" ] && status 0 "$certpol" fmt --check "$scratch/shown.pol"
}

# ---- new ----

a_new_policy_checks_and_passes_its_examples() {
    status 0 "$certpol" new "$scratch/mine" && says out "certpol test $scratch/mine" &&
        status 0 "$certpol" check "$scratch/mine/policy.pol" && silent err &&
        status 0 "$certpol" test "$scratch/mine" && says out '6 passed, 0 failed'
}
a_new_policy_has_the_canonical_layout() { status 0 "$certpol" new "$scratch/mine" && status 0 "$certpol" fmt --check "$scratch/mine"; }
a_new_policy_cites_every_clause() { status 0 "$certpol" new "$scratch/mine" && status 0 "$certpol" trace "$scratch/mine/policy.pol" --examples "$scratch/mine"; }
the_records_of_a_new_policy_are_accepted() {
    status 0 "$certpol" new "$scratch/mine" &&
        status 0 "$certpol" run --as-of 2025-02-01 --strict "$scratch/mine/policy.pol" "$scratch/mine/records.jsonl" && says err '3 records, 0 rejected'
}
new_fills_a_folder_that_is_empty() { mkdir "$scratch/empty" && status 0 "$certpol" new "$scratch/empty" && [ -f "$scratch/empty/policy.pol" ]; }
new_refuses_a_folder_that_is_not_empty() {
    mkdir "$scratch/full" && touch "$scratch/full/.hidden" && status 2 "$certpol" new "$scratch/full" && says err 'full is not empty' &&
        [ "$(ls -A "$scratch/full")" = .hidden ]
}
new_refuses_what_is_no_folder() { touch "$scratch/file" && status 2 "$certpol" new "$scratch/file" && says err 'Not a directory'; }
new_refuses_a_folder_in_a_folder_that_is_not_there() { status 2 "$certpol" new "$scratch/a/b" && says err 'a/b: No such file'; }
new_wants_one_folder() { status 2 "$certpol" new && says err 'which folder?' && status 2 "$certpol" new a b && says err 'which folder?'; }

# ---- warnings ----

odd_policy() { # odd_policy COMMENT: a policy whose let is not used
    cat >"$scratch/a.pol" <<EOT
policy odd { timezone "UTC" }  input Holder key id { id: text  points: integer 0 .. 10 }
outcome Answer { yes  no }
decide a: Answer {
  let spare = points * 2 ${1-}
  rule many  when points > 5  then yes
  otherwise few then no
}
EOT
}
a_policy_with_warnings_is_sound() { odd_policy && status 0 "$certpol" check "$scratch/a.pol" && says err '[unused-let]' && says err '1 warning'; }
denied_warnings_end_with_3() { odd_policy && status 3 "$certpol" check --deny warnings "$scratch/a.pol" && says err '[unused-let]'; }
denied_warnings_that_are_not_there_are_no_failure() { status 0 "$certpol" check --deny warnings renewal.pol && silent err; }
an_allowed_warning_is_none() { odd_policy '# allow unused-let: for later' && status 0 "$certpol" check --deny warnings "$scratch/a.pol" && silent err; }
what_is_worth_knowing_is_told_only_if_asked_and_is_no_warning() {
    status 0 "$certpol" check --pedantic --deny warnings renewal.pol && says err '[rounding-matters]' && says_not err 'warning'
}
only_warnings_can_be_denied() { status 2 "$certpol" check --deny errors renewal.pol && says err '--deny errors'; }
a_run_does_not_look_for_what_is_odd() { odd_policy && echo '{"id": "1", "points": 7}' | status 0 "$certpol" run --no-summary "$scratch/a.pol" - && silent err; }
sarif_is_one_document_with_places_and_mends() {
    odd_policy && status 0 "$certpol" check --error-format sarif "$scratch/a.pol" && python3 - "$scratch" <<'EOT'
import json, sys
with open(sys.argv[1] + "/err") as stream:
    document = json.load(stream)
assert document["version"] == "2.1.0" and len(document["runs"]) == 1
run = document["runs"][0]
assert run["tool"]["driver"]["name"] == "certpol"
assert run["tool"]["driver"]["rules"] == [
    {"id": "unused-let", "shortDescription": {"text": "a let that nothing uses"}}]
(result,) = run["results"]
assert (result["ruleId"], result["level"]) == ("unused-let", "warning")
place = result["locations"][0]["physicalLocation"]
assert place["artifactLocation"]["uri"] == "file://" + sys.argv[1] + "/a.pol", place
assert place["region"] == {"startLine": 4, "startColumn": 7, "endLine": 4, "endColumn": 12}, place
(change,) = result["fixes"][0]["artifactChanges"]
(replacement,) = change["replacements"]
assert replacement == {"deletedRegion": {"startLine": 4, "startColumn": 3, "endLine": 4, "endColumn": 25},
                       "insertedContent": {"text": ""}}, replacement
EOT
}
sarif_is_written_also_where_there_is_nothing_to_tell() {
    status 0 "$certpol" check --error-format sarif renewal.pol && python3 -c '
import json, sys
assert json.load(open(sys.argv[1]))["runs"][0]["results"] == []' "$scratch/err"
}
sarif_tells_errors_with_the_other_place() {
    printf 'input A key id { id: text  id: text }\n' >"$scratch/a b.pol"
    status 3 "$certpol" check --error-format sarif "$scratch/a b.pol" && python3 - "$scratch/err" <<'EOT'
import json, sys
results = json.load(open(sys.argv[1]))["runs"][0]["results"]
(result,) = [one for one in results if one["ruleId"] == "declared-twice"]
assert result["level"] == "error"
assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith("/a%20b.pol")
related = result["relatedLocations"][0]
assert related["physicalLocation"]["region"]["startColumn"] == 18 and related["message"]["text"], related
EOT
}
only_check_writes_sarif() { run 2 --error-format sarif good.jsonl && says err '--error-format sarif'; }

# ---- coverage ----

covered_file() { # covered_file DAY...: the first good record as of each day
    mkdir -p "$scratch/folder"
    { printf 'policy %s\n' "$PWD/renewal.pol"
      for day; do
          printf '\n== as of %s\nas of %s\n' "$day" "$day"
          head -n 1 good.jsonl
          printf -- '--\nrenew az-900: not_applicable\n'
      done; } >"$scratch/folder/a.golden"
}
coverage_counts_rules_cases_and_answers() {
    covered_file 2021-03-01 && status 0 "$certpol" test --coverage "$scratch/folder" && is out <<'EOT'
1 passed, 0 failed
renewal.renew: 2 of 4 rules, 2 of 4 cases, 4 of 6 answers
  renewal.pol:31:8: rule `too_late` never applies
  renewal.pol:35:8: rule `too_early` never applies
  renewal.pol:19:3: case `expired` is never given
  renewal.pol:20:3: case `not_yet` is never given
  renewal.pol:32:10: never true: `today > cert.expires`
  renewal.pol:36:10: never true: `today < opens`
renewal.notices: 2 of 2 rules, 1 of 1 case, 6 of 8 answers
  renewal.pol:49:38: never false: `today < cert.expires - 1 month`
  renewal.pol:53:38: never false: `today < cert.expires - 7 days`
coverage 68.0 %: 4 of 6 rules, 3 of 5 cases, 10 of 14 answers
EOT
}
coverage_adds_up_over_cases() {
    covered_file 2021-02-27 2021-03-01 2021-09-01 && status 0 "$certpol" test --coverage "$scratch/folder" &&
        says out 'coverage 100.0 %: 6 of 6 rules, 5 of 5 cases, 14 of 14 answers' && says_not out never
}
coverage_adds_up_over_files() {
    covered_file 2021-02-27 2021-03-01 && mv "$scratch/folder/a.golden" "$scratch/folder/b.golden" && covered_file 2021-09-01 &&
        status 0 "$certpol" test --coverage "$scratch/folder" && says out '6 of 6 rules' && says out '4 of 4 cases'
}
coverage_counts_only_the_cases_that_are_run() {
    covered_file 2021-02-27 2021-03-01 2021-09-01 && status 0 "$certpol" test --coverage --run 'as of 2021-03' "$scratch/folder" &&
        says out 'coverage 68.0 %'
}
coverage_below_the_threshold_ends_with_1() { covered_file 2021-03-01 && status 1 "$certpol" test --threshold 69 "$scratch/folder" && says err '68.0 % are covered, not 69 %'; }
coverage_at_the_threshold_is_enough() { covered_file 2021-03-01 && status 0 "$certpol" test --threshold 68 "$scratch/folder" && silent err; }
a_threshold_above_100_is_told() { covered_file 2021-03-01 && status 2 "$certpol" test --threshold 101 "$scratch/folder" && says err 'there are 100 percent'; }
coverage_as_json_goes_to_the_file_that_is_named() {
    covered_file 2021-03-01 && status 0 "$certpol" test --coverage-format json --coverage-output "$scratch/c.json" "$scratch/folder" &&
        says_not out coverage && python3 - "$scratch/c.json" <<'EOT'
import json, sys
told = json.load(open(sys.argv[1]))
assert told["percent"] == 68.0 and told["answers"] == {"reached": 10, "all": 14}, told
points = [point for point in told["points"] if point["file"] == "renewal.pol"]
late = [point for point in points if point.get("text") == "today > cert.expires"]
assert late == [{"kind": "condition", "policy": "renewal", "decision": "renew", "text": "today > cert.expires",
                 "file": "renewal.pol", "line": 32, "column": 10, "end_line": 32, "end_column": 30,
                 "true": 0, "false": 1}], late
rule = [point for point in points if point.get("name") == "may_renew"]
assert [(point["kind"], point["count"]) for point in rule] == [("rule", 1)], rule
EOT
}
coverage_as_lcov_has_a_branch_for_each_answer() {
    covered_file 2021-03-01 && status 0 "$certpol" test --coverage-format lcov --coverage-output "$scratch/c.info" "$scratch/folder" &&
        grep -qxF 'SF:renewal.pol' "$scratch/c.info" && grep -qxF 'BRDA:32,1,0,0' "$scratch/c.info" &&
        grep -qxF 'BRDA:32,1,1,1' "$scratch/c.info" && grep -qxF 'DA:31,0' "$scratch/c.info" && grep -qxF 'DA:39,1' "$scratch/c.info" &&
        grep -qxF 'BRF:14' "$scratch/c.info" && grep -qxF 'BRH:10' "$scratch/c.info" && grep -qxF end_of_record "$scratch/c.info"
}
a_condition_that_was_not_asked_has_neither_answer() {
    covered_file 2020-12-14 && sed -i 's/^renew az-900.*/not_in_force/' "$scratch/folder/a.golden" &&
        status 0 "$certpol" test --coverage "$scratch/folder" && says out 'never asked: `today > cert.expires`' &&
        says out 'coverage 0.0 %' &&
        status 0 "$certpol" test --coverage-format lcov "$scratch/folder" && says out 'BRDA:32,1,0,-'
}

# ---- all of them ----

is_wanted() {
    [ $# -eq 1 ] && return 0
    fact=$1
    shift
    for word; do
        case $fact in *"$word"*) return 0 ;; esac
    done
    return 1
}

facts=$(sed -n '/^# ---- exit statuses/,/^# ---- all of them/s/^\([a-z_0-9]*\)() {.*/\1/p' run.sh | grep -vxE 'interrupted|example_file|odd|without_citation|odd_policy|covered_file|explain')
passed=0 failed=0
for fact in $facts; do
    is_wanted "$fact" "$@" || continue
    rm -rf "$scratch" && mkdir "$scratch"
    if "$fact" >"$scratch.told" 2>&1; then
        passed=$((passed + 1))
    else
        echo "FAIL $fact" | tr _ ' '
        cat "$scratch.told"
        failed=$((failed + 1))
    fi
    rm -f "$scratch.told"
done
echo "cli: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
