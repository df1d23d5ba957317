# certpol.fish - completion for fish.  Verbs, options and their words are read from the program's own
# help, so that they are those of the program that is called.

function __certpol_words_before
    commandline -opc
end

# `verb<tab>operands`
function __certpol_verbs
    set -l program (__certpol_words_before)[1]
    $program --help 2>/dev/null | string replace -rf '^  certpol ([a-z-]+) *(.*)$' '$1\t$2'
    printf 'help\tsays more about a verb\n'
end

function __certpol_help
    set -l before (__certpol_words_before)
    $before[1] $before[2] --help 2>/dev/null
end

# `option<tab>help`, short ones too
function __certpol_options
    __certpol_help | string replace -rf '^  (?:    |-[a-z], )(--[a-z-]+)(?: [A-Z]+)? +(.*)$' '$1\t$2'
    __certpol_help | string replace -rf '^  (-[a-z]), --[a-z-]+(?: [A-Z]+)? +(.*)$' '$1\t$2'
end

# What the help calls the value of the option before the cursor; nothing where it has none.
function __certpol_value
    set -l option (string escape --style=regex -- (__certpol_words_before)[-1])
    __certpol_help | string replace -rf '^  (?:    |-[a-z], )'$option' ([A-Z]+) .*$' '$1'
    __certpol_help | string replace -rf '^  '$option', --[a-z-]+ ([A-Z]+) .*$' '$1'
end

# The words that this option takes: `text (default), csv or html`.
function __certpol_formats
    set -l option (__certpol_words_before)[-1]
    __certpol_help | string match -r -- "^ .*$option .*" |
        string replace -rf '^.* ([a-z]+) \(default[^)]*\)(.*?),? or ([a-z]+).*$' '$1 $2 $3' |
        string replace -a ',' '' | string split -n ' '
end

function __certpol_is_first
    test (count (__certpol_words_before)) -eq 1
end

function __certpol_is_help
    set -l before (__certpol_words_before)
    test (count $before) -eq 2; and test $before[2] = help
end

function __certpol_wants
    contains -- (__certpol_value) $argv
end

complete -c certpol -f
complete -c certpol -n __certpol_is_first -a '(__certpol_verbs)'
complete -c certpol -n __certpol_is_first -l version -d 'the version'
complete -c certpol -n __certpol_is_first -l help -d 'what the verbs are'
complete -c certpol -n __certpol_is_help -a '(__certpol_verbs)'
complete -c certpol -n '__certpol_wants FORMAT' -a '(__certpol_formats)'
complete -c certpol -n 'not __certpol_is_first; and test -z (__certpol_value)' -a '(__certpol_options)'
complete -c certpol -n 'not __certpol_is_first; and not __certpol_is_help; and begin; test -z (__certpol_value); or __certpol_wants FILE PATH FOLDER; end' -F
