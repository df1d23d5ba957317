" Policies, and the golden examples beside them.
autocmd BufNewFile,BufRead *.pol setfiletype certpol
