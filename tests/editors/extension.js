// extension.js CERTPOL - the extension in an editor that is only pretended: it starts the server, formats,
// and leaves a text with errors alone.
"use strict";

const assert = require("node:assert");
const Module = require("node:module");
const path = require("node:path");

const certpol = path.resolve(process.argv[2]);
const commands = {};
const told = [];
let formatter;
let capabilities = {};

const vscode = {
  workspace: {
    getConfiguration: () => ({ get: (name, usual) => (name === "path" ? certpol : usual) }),
    createFileSystemWatcher: () => ({}),
    onDidChangeConfiguration: () => ({}),
  },
  window: { showErrorMessage: async () => {}, setStatusBarMessage: (text) => told.push(text) },
  commands: { registerCommand: (name, run) => (commands[name] = run) },
  languages: { registerDocumentFormattingEditProvider: (_selector, provider) => (formatter = provider) },
  Range: class {
    constructor(start, end) {
      Object.assign(this, { start, end });
    }
  },
  TextEdit: { replace: (range, text) => ({ range, text }) },
};

const started = [];
class LanguageClient {
  constructor(_id, _name, options) {
    this.options = options;
  }
  async start() {
    this.state = 2;
    this.initializeResult = { capabilities };
    started.push(this.options.run);
  }
  async stop() {
    this.state = 1;
  }
}

const load = Module._load;
Module._load = (name, ...rest) => {
  if (name === "vscode") return vscode;
  if (name === "vscode-languageclient/node") {
    return { LanguageClient, State: { Running: 2 }, TransportKind: { stdio: 0 } };
  }
  return load(name, ...rest);
};

const document = (text) => ({ getText: () => text, positionAt: (at) => at });
const token = { isCancellationRequested: false, onCancellationRequested: () => {} };
const edits = (text) => formatter.provideDocumentFormattingEdits(document(text), {}, token);

async function main() {
  const extension = require(path.resolve("grammar/editors/vscode/extension.js"));
  await extension.activate({ subscriptions: [] });
  assert.deepStrictEqual(started, [{ command: certpol, args: ["lsp"], transport: 0 }]);

  const [edit] = await edits("enum  E{가  b}");
  assert.strictEqual(edit.text, "enum E { 가  b }\n");
  assert.deepStrictEqual([edit.range.start, edit.range.end], [0, 13]);
  assert.deepStrictEqual(await edits("enum E { a }\n"), []);

  assert.deepStrictEqual(await edits("enum E { a, b }"), []);
  assert.match(told.join("\n"), /standard input:1:11: error:/);

  await commands["certpol.restart"]();
  assert.strictEqual(started.length, 2);
  capabilities = { documentFormattingProvider: true };
  await commands["certpol.restart"]();
  assert.deepStrictEqual(await edits("enum  E{a}"), [], "the server formats then");
  await extension.deactivate();
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
