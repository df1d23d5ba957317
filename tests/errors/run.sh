#!/bin/sh
# run.sh - every bad program gets exactly the complaints beside it.  CERTPOL is the program.
#
#   run.sh            compare
#   run.sh --update   write what the program says now; read it before it is committed
set -u
top=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
certpol=${CERTPOL:-$top/build/certpol}
case $certpol in /*) ;; *) certpol=$PWD/$certpol ;; esac
cd "$top/tests/errors" || exit 2
got=$(mktemp) || exit 2
trap 'rm -f "$got"' EXIT
passed=0 failed=0
for program in *.pol; do
    expected=${program%.pol}.expected
    # A file that another one uses is no test of its own.
    case $program in used-*) continue ;; esac
    "$certpol" check "$program" >/dev/null 2>"$got"
    status=$?
    if [ "${1-}" = --update ]; then
        cp "$got" "$expected"
    fi
    if [ "$status" -ne 3 ] && [ "$status" -ne 0 ]; then
        echo "FAIL tests/errors/$program: exit status $status, not 3"
        failed=$((failed + 1))
    elif diff -u "$expected" "$got"; then
        passed=$((passed + 1))
    else
        echo "FAIL tests/errors/$program"
        failed=$((failed + 1))
    fi
done
echo "errors: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
