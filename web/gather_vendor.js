// Puts beside the app what it loads from packages: the server gives out `web/app` and nothing else, and
// of the packages' many files these few are used.
import { cpSync, mkdirSync, rmSync } from "node:fs";

const models = ["antispoof", "blazeface", "liveness"];
const wanted = [
  "LICENSE",
  "dist/human.esm.js",
  ...models.flatMap((model) => [`models/${model}.bin`, `models/${model}.json`]),
];

const from = new URL("node_modules/@vladmandic/human/", import.meta.url);
const to = new URL("app/vendor/human/", import.meta.url);

rmSync(to, { recursive: true, force: true });
for (const file of wanted) {
  mkdirSync(new URL("./", new URL(file, to)), { recursive: true });
  cpSync(new URL(file, from), new URL(file, to));
}
