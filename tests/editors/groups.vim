" groups.vim - writes the file g:groups: the text of the buffer with the group of each run of characters around it.
let s:lines = []
for s:number in range(1, line('$'))
  let s:text = getline(s:number)
  let s:line = ''
  let s:last = ''
  for s:column in range(1, strlen(s:text))
    let s:name = substitute(synIDattr(synID(s:number, s:column, 1), 'name'), 'certpol', '', '')
    if s:name !=# s:last
      let s:line .= (s:last ==# '' ? '' : '>') . (s:name ==# '' ? '' : '<' . s:name . ' ')
      let s:last = s:name
    endif
    let s:line .= s:text[s:column - 1]
  endfor
  call add(s:lines, s:line . (s:last ==# '' ? '' : '>'))
endfor
call writefile(s:lines, g:groups)
