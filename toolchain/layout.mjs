// Where things lie, and how contracts are compiled: shared by the scripts of this folder.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** Ends the script with one sentence on stderr. */
export function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** A module's folder name, from a name ("escrow") or a path. */
export function moduleName(argument) {
  const name = relative(root, resolve(root, argument ?? ""));
  if (!name || name.startsWith("..") || name.includes(sep) || !existsSync(join(root, name))) {
    fail(`${argument ?? "(none)"} is no module: name a folder of the project, like escrow.`);
  }
  return name;
}

/** All Solidity files below a folder, as sorted paths relative to the root with forward slashes. */
export function solidityFiles(folder) {
  const absolute = join(root, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true })
    .filter((name) => name.endsWith(".sol"))
    .map((name) => `${folder}/${name.split(sep).join("/")}`)
    .sort();
}

export const isTest = (path) => path.endsWith(".t.sol") || path.includes("/solidity/test/");

const platform = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;

/** Where the native binary of a Foundry tool lies, inside the package for this platform. */
export const foundryPath = (tool) => join(root, "node_modules", "@foundry-rs", `${tool}-${platform}`, "bin", tool);

/** The native binary of a Foundry tool; ends the script if it is not there. */
export function foundryBinary(tool) {
  const binary = foundryPath(tool);
  if (!existsSync(binary)) {
    fail(`There is no ${tool} for ${platform}: run node toolchain/install.mjs, or use a platform that its npm package supports.`);
  }
  return binary;
}

/**
 * solc applies remappings to relative imports as well, and would turn escrow/solidity/Vault.sol into
 * escrow/solidity/solidity/Vault.sol. A longer remapping of the folder to itself prevents that.
 */
export function keepRelativeImports(remappings) {
  const targets = remappings
    .map((remapping) => remapping.slice(remapping.indexOf(":") + 1).split("="))
    .filter(([prefix, target]) => target.startsWith(prefix))
    .map(([, target]) => `${target}=${target}`);
  return [...new Set([...remappings, ...targets])];
}

/** The compiler settings of foundry.toml in the words of solc's standard JSON. */
export function solcSettings() {
  const toml = readFileSync(join(root, "foundry.toml"), "utf8").replace(/^\s*#.*$/gm, "");
  const value = (key) => {
    const match = toml.match(new RegExp(`^${key}\\s*=\\s*(\\[[^\\]]*\\]|"[^"]*"|\\S+)`, "m"));
    if (!match) fail(`foundry.toml has no ${key}, which the compiler settings need.`);
    return JSON.parse(match[1].replace(/,\s*\]$/, "]"));
  };
  return {
    evmVersion: value("evm_version"),
    optimizer: { enabled: value("optimizer"), runs: value("optimizer_runs") },
    viaIR: value("via_ir"),
    metadata: { bytecodeHash: value("bytecode_hash"), appendCBOR: value("cbor_metadata") },
    remappings: keepRelativeImports(value("remappings")),
  };
}
