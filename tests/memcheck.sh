#!/bin/sh
# memcheck.sh - the unit tests and the program's main job under valgrind: no error, no leak (what ICU keeps in
# its own caches until the process ends is none).
# CERTPOL is the program, UNIT_TESTS the unit tests' programs.
set -u
passed=0 failed=0
log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT

check() {
    if valgrind -q --leak-check=full --errors-for-leak-kinds=definite,indirect \
        --error-exitcode=99 "$@" >"$log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        tail -n 40 "$log"
        echo "FAIL  $*"
    fi
}

# Tests that walk millions of values are left to the sanitizers: valgrind would take minutes.
for test in $UNIT_TESTS; do
    case $test in
    *_suite | *_laws | *_zone | *_tzif | *test_calendar) ;;
    *test_sandbox) ;; # forbids itself system calls that valgrind makes
    *) check "$test" ;;
    esac
done
check "$CERTPOL" check policies/renewal.pol policies/badges.pol
check "$CERTPOL" test examples
check "$CERTPOL" run --as-of 2021-10-01 policies/renewal.pol policies/badges.pol examples/holders.jsonl
echo "memcheck: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
