#!/bin/sh
# threaded.sh OBJECT - every instruction of the machine goes to the next one by a jump: of all functions in OBJECT, only
# the loop that begins calls through a pointer.  An instruction that called would let the stack grow with each one run.
set -u
case $(uname -m) in
x86_64) call='call  *\*' jump='jmp  *\*' ;;
aarch64) call='blr' jump='br' ;;
*)
    echo "threaded: not known for this machine"
    exit 0
    ;;
esac
code=$(objdump -d --no-show-raw-insn "$1") || exit 1
calls=$(printf '%s\n' "$code" | grep -cE "[[:space:]]$call")
jumps=$(printf '%s\n' "$code" | grep -cE "[[:space:]]$jump")
echo "threaded: $jumps jumps, $calls calls"
[ "$calls" -eq 1 ] && [ "$jumps" -ge 90 ]
