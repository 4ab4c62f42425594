#!/usr/bin/env node
// The solc that forge calls: answers --version and --standard-json through the solc package of npm.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { keepRelativeImports } from "./layout.mjs";

const solc = createRequire(import.meta.url)("solc");
const options = process.argv.slice(2);

if (options.includes("--version")) {
  console.log(`solc, the solidity compiler commandline interface\nVersion: ${solc.version()}`);
} else if (options.includes("--standard-json")) {
  const input = JSON.parse(readFileSync(0, "utf8"));
  input.settings.remappings = keepRelativeImports(input.settings.remappings ?? []);
  process.stdout.write(solc.compile(JSON.stringify(input)));
} else {
  console.error(`solc.mjs answers --version and --standard-json only, not: ${options.join(" ")}`);
  process.exitCode = 1;
}
