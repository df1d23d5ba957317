# certpol.bash - completion for bash.  Verbs, options and their words are read from the program's own
# help, so that they are those of the program that is called.

# The verbs of PROGRAM.
_certpol_verbs() {
    "$1" --help 2>/dev/null | sed -n 's/^  certpol \([a-z-]*\).*/\1/p'
}

# The options of PROGRAM VERB, long and short.
_certpol_options() {
    "$1" "$2" --help 2>/dev/null |
        sed -n -e 's/^  \(-[a-z]\), \(--[a-z-]*\).*/\1 \2/p' -e 's/^      \(--[a-z-]*\).*/\1/p'
}

# What the help of PROGRAM VERB calls the value of OPTION; nothing where it has none.
_certpol_value() {
    "$1" "$2" --help 2>/dev/null |
        sed -n 's/^  \(    \|-[a-z], \)\(--[a-z-]*\) \([A-Z]*\) .*/ \1\2 \3/p' |
        sed -n "s/^.*[ ,]$3[ ,].*[ ]\([A-Z]*\)\$/\1/p; s/^.* $3 \([A-Z]*\)\$/\1/p" | head -n 1
}

# The words that OPTION of PROGRAM VERB takes: `text (default), csv or html`.
_certpol_words() {
    "$1" "$2" --help 2>/dev/null | grep -e "$3 " |
        sed -n 's/^.* \([a-z]*\) (default[^)]*)\(.*\),\{0,1\} or \([a-z]*\).*/\1 \2 \3/p' | tr -d ','
}

_certpol() {
    local program=$1 word=$2 before=$3 verb=${COMP_WORDS[1]}
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_certpol_verbs "$program") help --help --version" -- "$word")
        return
    fi
    if [ "$verb" = help ]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_certpol_verbs "$program")" -- "$word")
        return
    fi
    case $before in
    -*)
        case $(_certpol_value "$program" "$verb" "$before") in
        '') ;;
        FORMAT)
            mapfile -t COMPREPLY < <(compgen -W "$(_certpol_words "$program" "$verb" "$before")" -- "$word")
            return
            ;;
        FILE | PATH | FOLDER)
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
            return
            ;;
        *) return ;;
        esac
        ;;
    esac
    case $word in
    -*) mapfile -t COMPREPLY < <(compgen -W "$(_certpol_options "$program" "$verb")" -- "$word") ;;
    *) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    esac
}

complete -o filenames -F _certpol certpol
