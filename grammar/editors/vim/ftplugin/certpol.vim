" Editing certpol policies: comments, columns, and the canonical layout for `gq`.
if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal comments=:##,:# commentstring=#\ %s
setlocal formatoptions-=t formatoptions+=croql
setlocal expandtab shiftwidth=2 softtabstop=2 tabstop=2 textwidth=100
setlocal iskeyword=@,48-57,_
setlocal suffixesadd=.pol
setlocal include=^\\s*use\\s\\+"\\zs[^"]*
setlocal define=^\\s*\\(parameter\\\|define\\\|decide\\(\\s\\+all\\)\\=\\\|record\\\|input\\\|enum\\\|outcome\\\|table\\\|source\\\|let\\)

" gggqG formats the file; of a part of one, only whole declarations can be.
if executable('certpol')
  setlocal formatprg=certpol\ fmt\ -
  setlocal makeprg=certpol\ check\ %:S
  setlocal errorformat=%f:%l:%c:\ %trror:\ %m,%f:%l:%c:\ %tarning:\ %m,%f:%l:%c:\ note:\ %m,%-G%.%#
endif

" Declarations and the rules in them.
if exists('loaded_matchit') && !exists('b:match_words')
  let b:match_words = '\<rule\>:\<when\>:\<then\>'
endif

let b:undo_ftplugin = 'setlocal comments< commentstring< formatoptions< expandtab< shiftwidth<'
      \ . ' softtabstop< tabstop< textwidth< iskeyword< suffixesadd< include< define< formatprg<'
      \ . ' makeprg< errorformat< | unlet! b:match_words'
