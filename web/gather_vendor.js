// Puts beside the app what it loads from packages: the server gives out `web/app` and nothing else, and
// of the packages' many files these few are used.
import { cpSync, mkdirSync, rmSync } from "node:fs";

const models = ["antispoof", "blazeface", "liveness"];

/** By package: where its files go, and which these are. */
const wanted = {
  "@vladmandic/human": {
    to: "human",
    files: [
      "LICENSE",
      "dist/human.esm.js",
      ...models.flatMap((model) => [`models/${model}.bin`, `models/${model}.json`]),
    ],
  },
  "qrcode-generator": { to: "qrcode-generator", files: ["package.json", "dist/qrcode.mjs"] },
};

rmSync(new URL("app/vendor/", import.meta.url), { recursive: true, force: true });
for (const [name, { to, files }] of Object.entries(wanted)) {
  const from = new URL(`node_modules/${name}/`, import.meta.url);
  const into = new URL(`app/vendor/${to}/`, import.meta.url);
  for (const file of files) {
    mkdirSync(new URL("./", new URL(file, into)), { recursive: true });
    cpSync(new URL(file, from), new URL(file, into));
  }
}
