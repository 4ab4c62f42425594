// node toolchain/compile.mjs MODULE OUTDIR
//
// Compiles MODULE/solidity (without its tests). For each contract and interface declared there writes to OUTDIR
// <Name>.abi, <Name>.bin (if it has code) and <Name>.json (ABI, creation and runtime code, storage layouts).
// Does nothing when no file that the last compilation read has changed. Shows all errors, and the warnings about our
// own files; exits 1 on errors, and on a contract that is too large to be deployed (EIP-170).

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fail, isTest, moduleName, root, solcSettings, solidityFiles } from "./layout.mjs";

/** EIP-170: the most bytes of a deployed contract. */
const MAX_DEPLOYED = 24_576;

const module = moduleName(process.argv[2]);
const out = resolve(process.argv[3] ?? join(root, module, "target", "contracts"));
const own = solidityFiles(`${module}/solidity`).filter((path) => !isTest(path));

const hash = (text) => createHash("sha256").update(text).digest("hex");
const textOf = (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined);
const hashes = (paths) => Object.fromEntries([...paths].sort().map((path) => [path, hash(textOf(path) ?? "")]));

const stamp = join(out, ".inputs");
const fixed = ["foundry.toml", "package-lock.json", "toolchain/compile.mjs", "toolchain/layout.mjs"];

function upToDate() {
  if (!existsSync(stamp)) return false;
  const before = JSON.parse(readFileSync(stamp, "utf8"));
  return JSON.stringify(before.own) === JSON.stringify(own) && JSON.stringify(before.read) === JSON.stringify(hashes(Object.keys(before.read)));
}

function compile() {
  const read = new Set([...fixed, ...own]);
  const input = {
    language: "Solidity",
    sources: Object.fromEntries(own.map((path) => [path, { content: textOf(path) }])),
    settings: {
      ...solcSettings(),
      outputSelection: Object.fromEntries(
        own.map((path) => [path, { "*": ["abi", "evm.bytecode.object", "evm.deployedBytecode.object", "storageLayout", "transientStorageLayout"] }]),
      ),
    },
  };
  const importedFile = (path) => {
    const contents = textOf(path);
    if (contents === undefined) return { error: `${path} does not exist` };
    read.add(path);
    return { contents };
  };
  const solc = createRequire(import.meta.url)("solc");
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: importedFile }));
  return { output, read };
}

// "Transient storage can break composability": the state of an execution has an epoch, so calls never see each other.
const KNOWN = new Set(["2394"]);

/** Shows what solc reports and the reader can mend; true if there was an error. */
function report(problems) {
  for (const problem of problems) {
    if (KNOWN.has(problem.errorCode)) continue;
    const ours = !problem.sourceLocation?.file?.startsWith("node_modules/");
    if (problem.severity === "error" || ours) console.error(problem.formattedMessage.trimEnd());
  }
  return problems.some((problem) => problem.severity === "error");
}

/** Sentences about contracts that L1 would refuse to deploy. */
function tooLarge(contracts) {
  return own.flatMap((path) =>
    Object.entries(contracts[path] ?? {}).flatMap(([name, contract]) => {
      const size = contract.evm.deployedBytecode.object.length / 2;
      return size > MAX_DEPLOYED ? [`${name} (${path}) has ${size} bytes; L1 deploys at most ${MAX_DEPLOYED}: divide it.`] : [];
    }),
  );
}

function write(contracts, read) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const home = new Map();
  for (const path of own) {
    for (const [name, contract] of Object.entries(contracts[path] ?? {})) {
      if (home.has(name)) fail(`${name} is declared in ${home.get(name)} and in ${path}: contract names are unique within a module.`);
      home.set(name, path);
      const bytecode = contract.evm.bytecode.object;
      writeFileSync(join(out, `${name}.abi`), JSON.stringify(contract.abi));
      if (bytecode) writeFileSync(join(out, `${name}.bin`), bytecode);
      const all = { name, source: path, abi: contract.abi, bytecode, deployedBytecode: contract.evm.deployedBytecode.object, storageLayout: contract.storageLayout, transientStorageLayout: contract.transientStorageLayout };
      writeFileSync(join(out, `${name}.json`), `${JSON.stringify(all, null, 2)}\n`);
    }
  }
  writeFileSync(stamp, JSON.stringify({ own, read: hashes(read) }));
}

if (own.length === 0) rmSync(out, { recursive: true, force: true });
else if (!upToDate()) {
  const { output, read } = compile();
  if (report(output.errors ?? [])) fail(`The contracts of ${module} do not compile.`);
  const oversized = tooLarge(output.contracts ?? {});
  if (oversized.length > 0) fail(oversized.join("\n"));
  write(output.contracts ?? {}, read);
}
