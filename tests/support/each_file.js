// What comes before the tests in each of their processes; see run_tests.js.
import { webcrypto } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";

// The JavaScript client takes it from its platform, and Node 18 does not yet have it there.
globalThis.crypto ??= webcrypto;

/** The servers and browsers that a file of tests started go with it when it is ended for taking too long. */
process.once("SIGTERM", () => {
  for (const child of children()) process.kill(child, "SIGKILL");
  process.exit(1);
});

function children() {
  const lists = readdirSync("/proc/self/task").map((task) => `/proc/self/task/${task}/children`);
  return lists.filter(existsSync).flatMap((list) => readFileSync(list, "utf8").match(/\d+/g) ?? []);
}
