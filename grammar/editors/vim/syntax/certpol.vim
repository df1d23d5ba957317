" The words of a certpol policy.  A word is a keyword only where it means something: as a field, a
" member or behind a dot every word is free.
if exists('b:current_syntax')
  finish
endif

syntax case match
syntax sync minlines=200

" Declarations begin a line; what they are called comes next.
syntax match certpolDeclaration /^\s*\zs\%(policy\|source\|enum\|record\|input\|table\|outcome\|parameter\|define\|messages\|use\)\ze\s\+[^ \t:]/ nextgroup=certpolDeclared skipwhite
syntax match certpolDeclaration /^\s*\zsdecide\ze\s\+[^ \t:]/ nextgroup=certpolAll,certpolDeclared skipwhite
syntax match certpolDeclared /\k\+/ contained
syntax match certpolAll /all\ze\s\+\k/ contained nextgroup=certpolDeclared skipwhite
syntax match certpolHead /\<\%(ordered\|revised\|key\|from\|for\|each\|in\)\>\ze\s\+\%(\k\|"\|{\)/ contained containedin=certpolHeadLine
syntax match certpolHeadLine /^\%(source\|enum\|record\|input\|table\|decide\|messages\)\s.*$/ contains=certpolDeclaration,certpolHead,certpolText,certpolDate,certpolComment,certpolDoc,certpolType,certpolWord,certpolConstant,certpolStep,certpolNumber,certpolEntry,certpolOperator transparent keepend

" Steps of a decision.
syntax match certpolStep /\%(^\|[{) \t]\)\zs\%(rule\|otherwise\|let\)\ze\s\+\k/ nextgroup=certpolStepName skipwhite
syntax match certpolStepName /\k\+/ contained
syntax match certpolStep /\%(^\|\s\)\zs\%(when\|then\)\ze\s/
syntax match certpolWord /\%(^\|\s\|(\)\zs\%(and\|or\|not\|is\|in\|else\|where\|has\|any\|every\|as\|of\|on\|count\|sum\|all\|latest\|earliest\|highest\|lowest\)\ze\%(\s\|(\|\[\|$\)/
syntax match certpolWord /\<up\s\+to\>\ze\s\+\d/
syntax match certpolWord /\%(^\|\s\)\zscites\ze\s/ nextgroup=certpolClause skipwhite
syntax match certpolClause /\k\+\%(\.\k\+\)*\%(\s*,\_s*\k\+\%(\.\k\+\)*\)*/ contained

" Entries of other blocks.
syntax match certpolEntry /\%(^\|[{ \t]\)\zs\%(title\|effective\|timezone\|rounding\|languages\|language\)\ze\s\+\%("\|\d\|\.\.\|\k\)/ contained containedin=certpolPolicy
syntax region certpolPolicy start=/^policy\s[^{]*{/ end=/}/ contains=certpolDeclaration,certpolEntry,certpolText,certpolDate,certpolComment,certpolDoc,certpolWord,certpolOperator,certpolConstant transparent
syntax match certpolWord /^\s*\zsinfo\ze\s\+\k/ nextgroup=certpolClause skipwhite
syntax match certpolWord /\%(^\|\s\)\zsdisputed\ze\s\+"/

" Values.
syntax match certpolType /:\s*\[\=\zs\%(text\|integer\|decimal\|bool\|date\|instant\|period\|duration\)\>/
syntax match certpolConstant /\%(^\|[ \t(\[]\)\zs\%(true\|false\|present\|absent\|now\|today\)\>\ze\%($\|[^.:(]\)/
syntax match certpolNumber /\<\d\+\%(\.\d\+\)\=\>/
syntax match certpolNumber /\<\d\+\s\+\%(years\=\|months\=\|days\=\|hours\=\|minutes\=\|seconds\=\)\>/
syntax match certpolDate /\<\d\{4}-\d\d-\d\d\%(T\d\d:\d\d\%(:\d\d\%(\.\d\+\)\=\)\=\%(Z\|[-+]\d\d:\d\d\)\)\=\>/
syntax match certpolOperator /\.\.<\=\|[<>]=\=\|[=+*]\|-\ze\s/
syntax region certpolText start=/"/ skip=/\\./ end=/"/ oneline contains=certpolEscape,certpolHole,@Spell
syntax match certpolEscape /\\["\\nt]\|\\u{\x\{1,6}}\|{{\|}}/ contained
syntax match certpolHole /{\k\+}/ contained

" Comments.
syntax keyword certpolTodo TODO FIXME XXX contained
syntax match certpolComment /#.*$/ contains=certpolTodo,@Spell
syntax match certpolDoc /##.*$/ contains=certpolTodo,@Spell

highlight default link certpolDeclaration Keyword
highlight default link certpolAll Keyword
highlight default link certpolHead Keyword
highlight default link certpolDeclared Identifier
highlight default link certpolStep Statement
highlight default link certpolStepName Function
highlight default link certpolWord Operator
highlight default link certpolClause Tag
highlight default link certpolEntry Keyword
highlight default link certpolType Type
highlight default link certpolConstant Constant
highlight default link certpolNumber Number
highlight default link certpolDate Number
highlight default link certpolOperator Operator
highlight default link certpolText String
highlight default link certpolEscape SpecialChar
highlight default link certpolHole Special
highlight default link certpolTodo Todo
highlight default link certpolComment Comment
highlight default link certpolDoc SpecialComment

let b:current_syntax = 'certpol'
