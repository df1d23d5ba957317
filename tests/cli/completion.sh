#!/bin/sh
# completion.sh - what shells complete is what the help says: every verb, every option, every word of a
# format.  CERTPOL is the program.  A shell that is not installed is left out; bash always is there.
set -u
top=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
certpol=${CERTPOL:-$top/build/certpol}
case $certpol in /*) ;; *) certpol=$PWD/$certpol ;; esac
folder=$top/interp/tool/completion
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2
ln -s "$certpol" certpol
PATH=$scratch:$PATH
export PATH
passed=0 failed=0

# The words that SHELL offers behind the words of a command line; the last one is being written.
complete_bash() {
    bash -c 'source "$0/certpol.bash"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
        _certpol "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"; printf "%s\n" "${COMPREPLY[@]}"' \
        "$folder" "$@"
}
complete_zsh() {
    zsh -f -c 'source "$0/_certpol"
        _describe() { print -rl -- "${(@)${(@P)2}%%:*}"; }
        _files() { print -rl -- *; }
        words=("$@"); CURRENT=$#; _certpol' "$folder" "$@"
}
complete_fish() {
    fish --no-config -c 'source $argv[1]/certpol.fish; complete -C (string join " " -- $argv[2..])' \
        "$folder" "$@" | cut -f 1
}

# offers SHELL WANTED WORD...: each word of WANTED is offered, and nothing more of its kind.
offers() {
    shell=$1 wanted=$2
    shift 2
    "complete_$shell" "$@" 2>"$scratch/err" | sort -u >"$scratch/got"
    printf '%s\n' $wanted | sort -u >"$scratch/wanted"
    if [ -s "$scratch/err" ] || ! comm -23 "$scratch/wanted" "$scratch/got" | cmp -s - /dev/null; then
        echo "FAIL $shell: $*"
        cat "$scratch/err"
        comm -3 "$scratch/wanted" "$scratch/got" | sed 's/^/    /'
        failed=$((failed + 1))
    else
        passed=$((passed + 1))
    fi
}

check_verb() {
    shell=$1 verb=$2
    options=$("$certpol" "$verb" --help | sed -n '/^options:/,$s/^  \(-[a-z],\)\{0,1\} *\(--[a-z-]*\).*/\1 \2/p' | tr -d ,)
    long=$(printf '%s\n' $options | grep '^--')
    offers "$shell" "$long" certpol "$verb" --
    offers "$shell" "$(printf '%s\n' $options)" certpol "$verb" -
    for option in $long; do
        case $option in
        --error-format) offers "$shell" 'human json' certpol "$verb" "$option" '' ;;
        esac
    done
    touch there.pol
    [ "$verb" = new ] || offers "$shell" there.pol certpol "$verb" ''
}

verbs=$("$certpol" --help | sed -n 's/^  certpol \([a-z]*\) .*/\1/p')
[ "$(echo "$verbs" | wc -l)" -ge 5 ] || exit 1
for shell in bash zsh fish; do
    file=$folder/certpol.$shell
    [ "$shell" = zsh ] && file=$folder/_certpol
    command -v "$shell" >/dev/null || continue
    "$shell" -n "$file" || failed=$((failed + 1))
    offers "$shell" "$verbs" certpol ''
    offers "$shell" "$verbs" certpol help ''
    offers "$shell" 'jsonl csv text' certpol run --format ''
    offers "$shell" 'auto jsonl json csv' certpol run --input-format ''
    for verb in $verbs; do
        check_verb "$shell" "$verb"
    done
done
echo "completion: $passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 20 ]
