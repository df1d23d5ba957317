" Where the lines of a certpol policy begin: declarations at the margin, entries two further in, the
" parts of a rule four.  What goes on in a further line keeps the place that it has.
if exists('b:did_indent')
  finish
endif
let b:did_indent = 1

setlocal indentexpr=CertpolIndent(v:lnum)
setlocal indentkeys=o,O,0},0=when,0=then,0=rule,0=otherwise,0=let,0=disputed,0=and,0=or
setlocal nolisp nosmartindent
let b:undo_indent = 'setlocal indentexpr< indentkeys<'

if exists('*CertpolIndent')
  finish
endif

" LINE without its texts and its comment.
function! s:Code(line) abort
  return substitute(substitute(a:line, '"\%([^"\\]\|\\.\)*"', '""', 'g'), '\s*#.*', '', '')
endfunction

function! s:Count(line, pattern) abort
  return strlen(substitute(a:line, '[^' . a:pattern . ']', '', 'g'))
endfunction

let s:declaration = '^\%(policy\|use\|source\|enum\|record\|input\|table\|outcome\|parameter\|define\|decide\|messages\)\s\+[^ :"]'

" The brackets of a kind that are open before LNUM: from the declaration at the margin on.
function! s:Open(lnum, opening, closing) abort
  let start = a:lnum - 1
  while start > 0 && getline(start) !~# s:declaration
    let start -= 1
  endwhile
  let open = 0
  for number in range(max([start, 1]), a:lnum - 1)
    let code = s:Code(getline(number))
    let open += s:Count(code, a:opening) - s:Count(code, a:closing)
  endfor
  return open
endfunction

" The last line of code before LNUM.
function! s:Before(lnum) abort
  let number = prevnonblank(a:lnum - 1)
  while number > 0 && getline(number) =~# '^\s*#'
    let number = prevnonblank(number - 1)
  endwhile
  return number
endfunction

" Where a line begins that goes on with the one before: where it is, or when it is typed under its like.
function! s:GoesOn(lnum, before) abort
  if indent(a:lnum) > 0 && mode() !~# '^[iR]'
    return indent(a:lnum)
  endif
  let like = getline(a:before) =~# '^\s*\%(and\|or\)\>' && getline(a:lnum) =~# '^\s*\%(and\|or\)\>'
  return indent(a:before) + (like ? 0 : shiftwidth())
endfunction

function! CertpolIndent(lnum) abort
  let line = getline(a:lnum)
  let before = s:Before(a:lnum)
  let field = line =~# '^\s*\k\+\s*:' || line =~# '^\s*\k\+\%(\.\k\+\)*\s*"'
  if line =~# '^\s*}'
    return 0
  elseif s:Open(a:lnum, '([', ')\]') > 0 || s:Code(getline(before)) =~# '[,=]$'
    return s:GoesOn(a:lnum, before)
  elseif line =~# '^\s*\%(and\|or\)$' && getline(before) !~# '^\s*\%(when\|and\|or\|where\|has\)\>'
    return shiftwidth() " perhaps the first letters of a name
  elseif !field && line =~# '^\s*\%(\%(and\|or\|where\|has\|for\|is\|in\|else\|cites\)\>\|[-+*<>=]\)'
    return s:GoesOn(a:lnum, before)
  elseif s:Open(a:lnum, '{', '}') <= 0
    return 0
  elseif !field && line =~# '^\s*\%(when\|then\)\>' || line =~# '^\s*disputed\s*"'
    return 2 * shiftwidth()
  elseif line =~# '^\s*#' && indent(a:lnum) > shiftwidth()
    return indent(a:lnum)
  endif
  return shiftwidth()
endfunction
