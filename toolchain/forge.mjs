// node toolchain/forge.mjs MODULE [forge test options]
//
// Runs the Solidity tests of MODULE/solidity (*.t.sol), offline, with everything that forge writes below MODULE/target.

import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fail, foundryBinary, moduleName, root, solidityFiles } from "./layout.mjs";

const module = moduleName(process.argv[2]);
const options = process.argv.slice(3);

if (solidityFiles(`${module}/solidity`).some((path) => path.endsWith(".t.sol"))) {
  const work = join(module, "target", "forge");
  mkdirSync(join(root, work, "home"), { recursive: true });
  const forge = spawnSync(foundryBinary("forge"), ["test", ...options], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      HOME: join(root, work, "home"),
      FOUNDRY_SRC: `${module}/solidity`,
      FOUNDRY_TEST: `${module}/solidity/test`,
      FOUNDRY_SCRIPT: `${module}/solidity/script`,
      FOUNDRY_OUT: join(work, "out"),
      FOUNDRY_CACHE_PATH: join(work, "cache"),
      FOUNDRY_FUZZ_FAILURE_PERSIST_DIR: join(work, "failures"),
      FOUNDRY_INVARIANT_FAILURE_PERSIST_DIR: join(work, "failures"),
      FOUNDRY_TEST_FAILURES_FILE: join(work, "failures", "tests"),
      FOUNDRY_SNAPSHOTS: join(work, "snapshots"),
      FOUNDRY_BROADCAST: join(work, "broadcast"),
    },
  });
  if (forge.error) fail(`forge cannot be run: ${forge.error.message}.`);
  process.exitCode = forge.status ?? 1;
}
