// What the TextMate grammar makes of the examples, with the engine of the editor itself.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const oniguruma = require("vscode-oniguruma");
const textmate = require("vscode-textmate");

const extension = join(dirname(fileURLToPath(import.meta.url)), "..");
const examples = join(extension, "..", "..", "examples");
const manifest = JSON.parse(readFileSync(join(extension, "package.json"), "utf8"));

await oniguruma.loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")));
const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async (scope) => {
    const { path } = manifest.contributes.grammars.find((grammar) => grammar.scopeName === scope);
    return textmate.parseRawGrammar(readFileSync(join(extension, path), "utf8"), path);
  },
});
const grammar = await registry.loadGrammar(manifest.contributes.grammars[0].scopeName);

/** The words of a text, each with its innermost scope. */
function coloured(text) {
  const words = [];
  let stack = textmate.INITIAL;
  for (const line of text.split(/\r?\n/)) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    for (const { startIndex, endIndex, scopes } of tokens) {
      const word = line.slice(startIndex, endIndex).trim();
      if (word) words.push([word, scopes.at(-1)]);
    }
  }
  return words;
}

const scope = (text, word) => coloured(text).find(([each]) => each === word)?.[1];

test("every word of the examples has a colour", () => {
  const files = readdirSync(examples).filter((file) => file.endsWith(".oath"));
  assert.ok(files.length > 0);
  for (const file of files) {
    const words = coloured(readFileSync(join(examples, file), "utf8"));
    assert.ok(words.length > 50, file);
    assert.deepEqual(words.filter(([, innermost]) => innermost === "source.oath"), [], file);
  }
});

test("words of the language, names, money, time and texts differ", () => {
  const text = 'deliverable design by studio {\n  bond 12.5% of pay by payer // why\n  due 2027-04-01\n}';
  assert.equal(scope(text, "deliverable"), "storage.type.oath");
  assert.equal(scope(text, "design"), "entity.name.oath");
  assert.equal(scope(text, "studio"), "variable.other.oath");
  assert.equal(scope(text, "bond"), "keyword.control.oath");
  assert.equal(scope(text, "12.5%"), "constant.numeric.percent.oath");
  assert.equal(scope(text, "payer"), "variable.language.oath");
  assert.equal(scope(text, "// why"), "comment.line.double-slash.oath");
  assert.equal(scope(text, "2027-04-01"), "constant.other.date.oath");
  assert.equal(scope("pays 1_000 USDC", "USDC"), "support.constant.token.oath");
  assert.equal(scope("evidence 3 days", "days"), "keyword.other.unit.oath");
  assert.equal(scope("court finds launch {}", "finds"), "keyword.control.oath");
  assert.equal(scope('"for {price}"', "{price}"), "variable.other.placeholder.oath");
});

test("a name that only begins like a word of the language is a name", () => {
  assert.equal(scope("payments", "payments"), "variable.other.oath");
  assert.equal(scope("is2", "is2"), "variable.other.oath");
});

test("a text without its closing quote ends with its line", () => {
  assert.equal(scope('require "open\nparty x', "party"), "storage.type.oath");
});

test("all that the manifest names is there", () => {
  const { main, contributes } = manifest;
  for (const path of [
    main,
    ...contributes.languages.map((language) => language.configuration),
    ...contributes.grammars.map((each) => each.path),
  ]) {
    assert.ok(existsSync(join(extension, path)), path);
  }
  JSON.parse(readFileSync(join(extension, contributes.languages[0].configuration), "utf8"));
  const source = readFileSync(join(extension, main), "utf8");
  for (const { command } of contributes.commands) assert.ok(source.includes(`"${command}"`), command);
  for (const [name, version] of Object.entries(manifest.dependencies)) {
    assert.match(version, /^\d+\.\d+\.\d+$/);
    assert.ok(source.includes(`"${name}/`), name);
  }
});
