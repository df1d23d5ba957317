#!/bin/sh
# run.sh - every test there is; CERTPOL is the program, UNIT_TESTS the unit tests' programs, GENERATE
# makes the benchmark's records, SOAK compares with the oracle, SOUND with what warnings say, FORTIFIED
# is `no` where a build goes without _FORTIFY_SOURCE.
#
# Runs from the project's root.  Each part prints its own line; the last line is the sum.
set -u
passed=0 failed=0
log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT

# part NAME COMMAND...: one part; what it prints is shown where it fails.
part() {
    name=$1
    shift
    if "$@" >"$log" 2>&1; then
        passed=$((passed + 1))
        printf 'ok    %s: %s\n' "$name" "$(tail -n 1 "$log")"
    else
        failed=$((failed + 1))
        cat "$log"
        printf 'FAIL  %s\n' "$name"
    fi
}

for test in $UNIT_TESTS; do
    part "$(basename "$test")" "$test"
done
for replay in $REPLAYS; do
    part "$(basename "$replay")" "$replay" "tests/fuzz/corpus/${replay##*/replay_}"
done
part "hostile" python3 tests/hostile.py "$CERTPOL"
[ -z "$SHIM" ] || part "faults" python3 tests/faults/faults.py "$CERTPOL" "$SHIM" --every 31
part "soak" "$SOAK" --seconds 5 --seed 1 --program "$CERTPOL"
part "hardened" sh tests/hardened.sh "$CERTPOL"
part "layers" sh tests/layers.sh
[ -z "$THREADED" ] || part "threaded" sh tests/threaded.sh "$THREADED"
part "layout" "$CERTPOL" fmt --check policies examples tests/language tests/bench tests/editors
part "bad policies" sh tests/errors/run.sh
part "lints" sh tests/lints/run.sh
part "warnings are true" "$SOUND" 1 1000
part "command line" sh tests/cli/run.sh
part "completion" sh tests/cli/completion.sh
part "language" "$CERTPOL" test tests/language
part "promises" python3 tests/promises.py "$CERTPOL"
part "examples" "$CERTPOL" test examples
part "clauses" python3 tests/clauses.py "$CERTPOL"
part "explanations" sh tests/explain/run.sh
part "changes" python3 tests/explain/change.py "$CERTPOL"
part "benchmark" sh tests/bench/check.sh
part "language server" python3 tests/lsp/run.py "$CERTPOL"
part "editors" python3 tests/editors/editors.py "$CERTPOL"
part "documents" python3 tests/documents.py "$CERTPOL" README.md grammar/REFERENCE.md
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
