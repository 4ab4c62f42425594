// Starts `horkos lsp` and lets VS Code speak with it.
"use strict";

const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

/** @type {LanguageClient | undefined} */
let client;

function command() {
  return vscode.workspace.getConfiguration("horkos").get("path", "horkos").trim() || "horkos";
}

async function start() {
  const path = command();
  client = new LanguageClient(
    "oath",
    "Oath",
    { command: path, args: ["lsp"], transport: TransportKind.stdio },
    { documentSelector: [{ language: "oath" }] },
  );
  try {
    await client.start();
  } catch (failure) {
    client = undefined;
    const choice = await vscode.window.showErrorMessage(
      `Oath: "${path} lsp" does not start (${failure.message}). Let the setting horkos.path name the horkos command.`,
      "Open the setting",
    );
    if (choice) await vscode.commands.executeCommand("workbench.action.openSettings", "horkos.path");
  }
}

async function stop() {
  const running = client;
  client = undefined;
  if (running) await running.stop();
}

async function restart() {
  await stop();
  await start();
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("horkos.restart", restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("horkos.path")) return restart();
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
