// Installs the L1 tool chain (package-lock.json) into node_modules, when it is missing or of another lock file.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fail, foundryPath, root } from "./layout.mjs";

const installed = join(root, "node_modules", ".installed");
const busy = join(root, "node_modules.lock");
const wanted = createHash("sha256").update(readFileSync(join(root, "package-lock.json"))).digest("hex");

const tools = ["anvil", "forge"];

/** Of this lock file, and no tool has gone that was there after the install. */
function upToDate() {
  if (!existsSync(installed)) return false;
  const [hash, ...missing] = readFileSync(installed, "utf8").split("\n");
  return hash === wanted && tools.every((tool) => missing.includes(tool) || existsSync(foundryPath(tool)));
}

const pause = (milliseconds) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

/** True once this process holds the lock, false when another install made it superfluous. */
function acquire() {
  for (;;) {
    try {
      mkdirSync(busy);
      writeFileSync(join(busy, "pid"), String(process.pid));
      return true;
    } catch (e) {
      if (e.code !== "EEXIST") fail(`The tool chain cannot be installed into ${root}: ${e.message}.`);
    }
    if (abandoned()) rmSync(busy, { recursive: true, force: true });
    else pause(200);
    if (upToDate() && !existsSync(busy)) return false;
  }
}

function abandoned() {
  try {
    const pid = Number(readFileSync(join(busy, "pid"), "utf8"));
    if (pid > 0) {
      try {
        process.kill(pid, 0);
        return false;
      } catch (e) {
        return e.code === "ESRCH";
      }
    }
  } catch {
    // the pid is not written yet, or never will be
  }
  try {
    return Date.now() - statSync(busy).mtimeMs > 5_000;
  } catch {
    return false;
  }
}

if (Number(process.versions.node.split(".")[0]) < 20) {
  fail(`The L1 tool chain needs Node 20 or newer, this is ${process.version}: install a newer Node.`);
}
if (!upToDate() && acquire()) {
  let problem;
  try {
    if (!upToDate()) {
      const npm = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
        cwd: root,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
      });
      if (npm.error?.code === "ENOENT") {
        problem = "npm is missing, which installs the L1 tool chain (solc, forge, anvil): install npm, on Debian with apt-get install npm.";
      } else if (npm.error || npm.status !== 0) {
        const report = (npm.stderr || npm.stdout || npm.error?.message || "").trim().split("\n").slice(-15).join("\n");
        problem = `npm ci failed, so the L1 tool chain is not installed: check the network and npm's registry, then try again.\n${report}`;
      } else {
        writeFileSync(installed, [wanted, ...tools.filter((tool) => !existsSync(foundryPath(tool)))].join("\n"));
      }
    }
  } finally {
    rmSync(busy, { recursive: true, force: true });
  }
  if (problem) fail(problem);
}
