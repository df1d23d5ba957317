#!/bin/sh
# run.sh - each kind of warning has a policy that deserves it, and one that nearly does.  CERTPOL is the
# program.
#
#   run.sh            compare
#   run.sh --update   write what the program says now; read it before it is committed
#
# CODE.pol gets exactly the warnings of CODE.expected, CODE-nearly.pol none; no kind has neither.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
certpol=${CERTPOL:-$top/build/certpol}
case $certpol in /*) ;; *) certpol=$PWD/$certpol ;; esac
cd "$top/tests/lints" || exit 2
got=$(mktemp) || exit 2
trap 'rm -f "$got"' EXIT
passed=0 failed=0

fail() {
    echo "FAIL tests/lints/$1"
    failed=$((failed + 1))
}

# What is merely worth knowing is told only where that is asked for.
check() {
    case $1 in
    rounding-matters*) "$certpol" check --pedantic "$1" ;;
    *) "$certpol" check "$1" ;;
    esac >/dev/null 2>"$got"
}

for policy in *.pol; do
    code=${policy%.pol}
    case $policy in used-*) continue ;; esac
    if ! check "$policy"; then
        cat "$got"
        fail "$policy: it does not check"
        continue
    fi
    case $code in
    *-nearly)
        if [ -s "$got" ]; then
            cat "$got"
            fail "$policy: there is nothing wrong with it"
            continue
        fi
        ;;
    *)
        [ "${1-}" = --update ] && cp "$got" "$code.expected"
        if ! diff -u "$code.expected" "$got"; then
            fail "$policy"
            continue
        fi
        if ! grep -q "\[$code\]\$" "$got"; then
            fail "$policy: no warning is called $code"
            continue
        fi
        ;;
    esac
    passed=$((passed + 1))
done

# The manual's list is the list of kinds.
for code in $(sed -n 's/^\.It Cm \([a-z-]*\)$/\1/p' "$top/interp/tool/man/certpol-lints.7"); do
    for file in "$code.pol" "$code.expected" "$code-nearly.pol"; do
        if [ -f "$file" ]; then
            passed=$((passed + 1))
        else
            fail "$file: there is no such file"
        fi
    done
done
for file in *.expected; do
    code=${file%.expected}
    grep -q "^\.It Cm $code\$" "$top/interp/tool/man/certpol-lints.7" ||
        fail "$code: certpol-lints(7) does not have it"
done

# The project's own policies deserve none.
for policies in "$top"/policies/*.pol "$top"/examples/*/*.pol "$top"/tests/language/*.pol; do
    if "$certpol" check "$policies" >/dev/null 2>"$got" && ! [ -s "$got" ]; then
        passed=$((passed + 1))
    else
        cat "$got"
        fail "$policies: it deserves warnings"
    fi
done
if "$certpol" check --deny warnings "$top"/policies/*.pol "$top"/policies/sources/*.pol \
    >/dev/null 2>"$got"; then
    passed=$((passed + 1))
else
    cat "$got"
    fail "policies: together they deserve warnings"
fi
echo "lints: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
