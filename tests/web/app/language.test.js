import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { english } from "../../../web/app/language/en.js";
import { simplifiedChinese } from "../../../web/app/language/zh_cn.js";

const app = new URL("../../../web/app/", import.meta.url);

function sources(folder = app) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === "node_modules") return [];
    if (entry.isDirectory()) return sources(new URL(`${entry.name}/`, folder));
    return entry.name.endsWith(".js") ? [readFileSync(new URL(entry.name, folder), "utf8")] : [];
  });
}

const blanksOf = (text) => (text.match(/\{\w+\}/g) ?? []).sort();

test("both languages have the same texts, with the same blanks", () => {
  assert.deepEqual(Object.keys(simplifiedChinese), Object.keys(english));
  for (const [key, text] of Object.entries(english))
    assert.deepEqual(blanksOf(simplifiedChinese[key]), blanksOf(text), key);
});

test("every text that the app asks for is there, and each is asked for", () => {
  const all = sources()
    .filter((source) => !/^export const (english|simplifiedChinese)/m.test(source))
    .join("\n");
  const asked = [...all.matchAll(/\bsay\(\s*"([\w.]+)"/g)].map(([, key]) => key);
  for (const key of asked) assert.ok(key in english, key);
  // Keys that are put together begin with what is written out: `call.ended_` of a reason.
  const prefixes = [...all.matchAll(/[`"]([\w.]+[._])\$\{/g)].map(([, prefix]) => prefix);
  for (const key of Object.keys(english)) {
    const isAsked = all.includes(`"${key}"`) || prefixes.some((prefix) => key.startsWith(prefix));
    assert.ok(isAsked, `nobody asks for ${key}`);
  }
});
