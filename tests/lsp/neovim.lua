-- neovim.lua - a person at Neovim: opens a policy, reads a problem, completes a field, renames it, lays the
-- text out, has a slip mended.  What the buffers hold after each is written to the file RESULT.
local program, result = vim.env.CERTPOL, vim.env.RESULT
local seen = {}

local function text(name)
  local buffer = vim.fn.bufnr(name)
  return buffer > 0 and table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n') .. '\n' or nil
end

-- Resume the script after HOLDS is true, or after all patience.
local function await(holds)
  local script, tries = coroutine.running(), 0
  local function again()
    tries = tries + 1
    if holds() or tries > 400 then
      coroutine.resume(script)
    else
      vim.defer_fn(again, 25)
    end
  end
  vim.defer_fn(again, 25)
  coroutine.yield()
end

local function press(keys)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(keys, true, false, true), 't', false)
end

local function problems()
  return vim.tbl_map(function(problem) return problem.code or problem.user_data.lsp.code end, vim.diagnostic.get(0))
end

vim.ui.select = function(items, _, choose) choose(items[1], 1) end

local function script()
  vim.o.swapfile = false
  vim.o.hidden = true
  vim.o.completeopt = 'menuone,noselect'
  vim.cmd('edit policies/renewal.pol')
  vim.bo.filetype = 'certpol'
  vim.bo.omnifunc = 'v:lua.vim.lsp.omnifunc'
  local client = vim.lsp.start_client({ name = 'certpol', cmd = { program, 'lsp' }, root_dir = vim.fn.getcwd() })
  vim.lsp.buf_attach_client(0, client)
  await(function() return vim.lsp.get_client_by_id(client).initialized end)

  vim.fn.search('today > cert.expires')
  vim.cmd('normal! f.lcwexpirez')
  await(function() return #vim.diagnostic.get(0) > 0 end)
  seen.problems = problems()

  vim.lsp.buf.code_action()
  await(function() return #vim.diagnostic.get(0) == 0 end)
  seen.mended = text('renewal.pol')

  vim.fn.search('today > cert.expires')
  vim.cmd('normal! f.lD')
  press('A<C-x><C-o>')
  await(function() return vim.fn.pumvisible() == 1 end)
  seen.offered = vim.tbl_map(function(item) return item.word end, vim.fn.complete_info({ 'items' }).items)
  press('<C-n><C-n><C-n><C-y><Esc>')
  await(function() return vim.fn.mode() == 'n' end)
  seen.completed = text('renewal.pol')
  await(function() return #vim.diagnostic.get(0) == 0 end)

  vim.fn.search('cert.expires', 'b')
  vim.cmd('normal! f.l')
  vim.lsp.buf.rename('last_day')
  await(function() return (text('renewal.pol') or ''):find('last_day') end)
  seen.renamed = { policy = text('renewal.pol'), schema = text('schema.pol') }

  vim.fn.search('outcome Count')
  vim.cmd('normal! wi     ')
  if vim.lsp.buf.format then vim.lsp.buf.format() else vim.lsp.buf.formatting_sync() end
  seen.formatted = text('renewal.pol')

  seen.left = true
end

local function finish(ok, problem)
  seen.problem = not ok and tostring(problem) or nil
  local file = io.open(result, 'w')
  file:write(vim.json.encode(seen))
  file:close()
  vim.cmd('qall!')
end

coroutine.wrap(function() finish(xpcall(script, debug.traceback)) end)()
