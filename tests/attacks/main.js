// Runs the attacks that are named, or all, and ends with 1 if one of them cost somebody else too much.
import { readdir } from "node:fs/promises";

import { stage } from "./support/stage.js";

const folder = new URL("./cases/", import.meta.url);
const all = (await readdir(folder)).map((file) => file.replace(/\.js$/, "")).sort();
const wanted = process.argv.length > 2 ? process.argv.slice(2) : all;
const scale = process.env.ATTACK_SCALE === "whole" ? "whole" : "test";

const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`tests/attacks/run: no attack is called ${unknown.join(", ")}; there are ${all.join(", ")}`);
  process.exit(2);
}

let failures = 0;
for (const name of wanted) {
  const { default: attack } = await import(new URL(`${name}.js`, folder));
  const faults = await stage(name, attack, scale);
  for (const fault of faults) console.log(`  FAILED: ${fault}`);
  if (faults.length > 0) ++failures;
}
console.log(`${wanted.length - failures} passed, ${failures} failed`);
process.exit(failures > 0 ? 1 : 0);
