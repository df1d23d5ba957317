#!/bin/sh
# check.sh - does the benchmark's policy decide its records as the reference does, with any number of threads?
# CERTPOL is the program, GENERATE makes the records.  Nothing is measured.
set -u
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
"$GENERATE" 3000 >"$folder/records.jsonl" || exit 1
for threads in 1 4; do
    "$CERTPOL" run -q --as-of 2021-03-01 --threads "$threads" tests/bench/renewal.pol \
        "$folder/records.jsonl" >"$folder/$threads" || exit 1
done
cmp "$folder/1" "$folder/4" && python3 tests/bench/reference.py "$folder/records.jsonl" "$folder/1"
