// extension.js - starts `certpol lsp` for policies and restarts it on demand.  Where the server does not
// format, `certpol fmt` does.
"use strict";

const { spawn } = require("node:child_process");
const vscode = require("vscode");
const { LanguageClient, State, TransportKind } = require("vscode-languageclient/node");

const SELECTOR = { language: "certpol" };

/** The client, as long as there is one. @type {LanguageClient | undefined} */
let client;

function program() {
  return vscode.workspace.getConfiguration("certpol").get("path", "certpol");
}

function newClient() {
  const run = { command: program(), args: ["lsp"], transport: TransportKind.stdio };
  return new LanguageClient("certpol", "certpol", { run, debug: run }, {
    documentSelector: [
      { ...SELECTOR, scheme: "file" },
      { ...SELECTOR, scheme: "untitled" },
    ],
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{pol,csv}") },
  });
}

async function start() {
  client = newClient();
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const choice = await vscode.window.showErrorMessage(
      `certpol: the language server did not start (${program()} lsp): ${error.message}`,
      "Settings",
    );
    if (choice) await vscode.commands.executeCommand("workbench.action.openSettings", "certpol.path");
  }
}

async function stop() {
  const stopped = client;
  client = undefined;
  if (stopped && stopped.state === State.Running) await stopped.stop();
}

async function restart() {
  await stop();
  await start();
}

/** What `certpol fmt` makes of a text; rejects with what it complains of. */
function formatted(text, token) {
  return new Promise((resolve, reject) => {
    const child = spawn(program(), ["fmt", "-"], { stdio: ["pipe", "pipe", "pipe"] });
    const out = [];
    const err = [];
    token.onCancellationRequested(() => child.kill());
    child.stdout.on("data", (piece) => out.push(piece));
    child.stderr.on("data", (piece) => err.push(piece));
    child.on("error", reject);
    child.stdin.on("error", () => {}); // the program's end says more
    child.on("close", (status) => {
      if (status === 0) resolve(Buffer.concat(out).toString("utf8"));
      else reject(new Error(Buffer.concat(err).toString("utf8").split("\n", 1)[0]));
    });
    child.stdin.end(text, "utf8");
  });
}

const formatter = {
  async provideDocumentFormattingEdits(document, _options, token) {
    if (client?.initializeResult?.capabilities.documentFormattingProvider) return [];
    const text = document.getText();
    try {
      const layout = await formatted(text, token);
      if (token.isCancellationRequested || layout === text) return [];
      const all = new vscode.Range(document.positionAt(0), document.positionAt(text.length));
      return [vscode.TextEdit.replace(all, layout)];
    } catch (error) {
      vscode.window.setStatusBarMessage(`certpol: ${error.message}`, 5000);
      return [];
    }
  },
};

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("certpol.restart", restart),
    vscode.languages.registerDocumentFormattingEditProvider(SELECTOR, formatter),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("certpol.path")) return restart();
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
