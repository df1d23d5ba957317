#!/bin/sh
# run.sh - eleven records explained in three languages, as they stand in told/.  CERTPOL is the program.
#
#   run.sh            compare
#   run.sh --update   write what is told now; read the difference before you keep it
set -u
top=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
certpol=${CERTPOL:-$top/build/certpol}
case $certpol in /*) ;; *) certpol=$PWD/$certpol ;; esac
cd "$top" || exit 2
here=tests/explain
scratch=$(mktemp) || exit 2
trap 'rm -f "$scratch"' EXIT
passed=0 failed=0

# The options of a line of cases, in language $2.
explain() {
    set -f
    # shellcheck disable=SC2086
    set -- $1 "$2"
    set +f
    record=$1 as_of=$2
    shift 2
    for language; do :; done
    options=$(echo "$@" | sed 's/ [a-z]*$//')
    # A rule's line may change with the policy.
    # shellcheck disable=SC2086
    "$certpol" explain policies/renewal.pol policies/badges.pol $here/records.jsonl --record "$record" \
        --as-of "$as_of" --lang "$language" $options 2>&1 |
        sed 's/\.pol:[0-9]*/.pol/'
}

while read -r line; do
    case $line in '#'* | '') continue ;; esac
    for language in en ko zh; do
        golden=$here/told/${line%% *}.$language.txt
        explain "$line" $language >"$scratch"
        if [ "${1:-}" = --update ]; then
            cp "$scratch" "$golden"
        elif diff -u "$golden" "$scratch"; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
        fi
    done
done <$here/cases
echo "explanations: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && { [ "$passed" -eq 33 ] || [ "${1:-}" = --update ]; }
