#!/bin/sh
# run.sh TARGET... - each target for FUZZ_SECONDS, on what is kept of its corpus and what earlier runs found; run at the top of
# the project.  New inputs go to build/fuzz/corpus, what fails to build/fuzz/found.
set -u
seconds=${FUZZ_SECONDS:-10} failed=0
for target; do
    name=$(basename "$target")
    name=${name#fuzz_}
    found=build/fuzz/found/$name work=build/fuzz/corpus/$name kept=tests/fuzz/corpus/$name
    mkdir -p "$found" "$work"
    log=$found.log
    dictionary=tests/fuzz/$name.dict
    [ -f "$dictionary" ] || dictionary=tests/fuzz/policy.dict
    if "$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 -close_fd_mask=3 \
        -dict="$dictionary" -artifact_prefix="$found/" "$work" "$kept" >"$log" 2>&1; then
        told=ok
    else
        told=FAIL failed=$((failed + 1))
        grep -vE '^#[0-9]|^stat::' "$log" | tail -n 40
    fi
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    edges=$(sed -n 's/^#.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
    inputs=$(sed -n 's/^#.* corp: \([0-9]*\)\/.*/\1/p' "$log" | tail -n 1)
    printf '%-5s %-10s %s executions in %s s, %s edges, %s inputs\n' "$told" "$name" "${runs:-?}" "$seconds" "${edges:-?}" "${inputs:-?}"
done
[ "$failed" -eq 0 ]
