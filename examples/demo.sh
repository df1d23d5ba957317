#!/bin/sh
# demo.sh CERTPOL - the main job on real input: a thousand holders, every decision of the policy.
set -eu
certpol=$1
holders=examples/holders.jsonl
decisions=$(dirname "$certpol")/decisions.jsonl

echo "Eight holders: may they renew?  Each is told in their own language."
echo
head -n 8 "$holders" | "$certpol" run --quiet --as-of 2021-10-01 --decision renew \
    --messages record --format text policies/renewal.pol -
echo
echo "All decisions of both policies, for a thousand:"
echo
"$certpol" run --as-of 2021-10-01 -o "$decisions" policies/renewal.pol policies/badges.pol "$holders"
echo
echo "The decisions are in $decisions: $(wc -l <"$decisions") lines."
