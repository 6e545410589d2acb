// Usage: node tests/support/run_tests.js [--limit SECONDS] [--at-once N] FILE|FOLDER…
// Runs files of tests, each in a process of its own; of a folder, all that are called *.test.js. A file
// that takes longer than the limit (by default 120 s) is ended, and has failed. N run at once, by
// default as many as there are processors.
// `node --test` has such a limit only from Node 20 on, and Debian 12 has Node 18.
import { readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { run } from "node:test";
import { spec as Spec } from "node:test/reporters";
import { parseArgs } from "node:util";

function fail(words) {
  console.error(`tests/support/run_tests.js: ${words}`);
  process.exit(2);
}

function readWords() {
  try {
    return parseArgs({
      options: {
        limit: { type: "string", default: "120" },
        "at-once": { type: "string", default: String(availableParallelism()) },
      },
      allowPositionals: true,
    });
  } catch ({ message }) {
    return fail(message);
  }
}

function count(name, text) {
  if (!/^[1-9]\d{0,5}$/.test(text)) fail(`--${name} needs a number from 1 on, and got '${text}'`);
  return Number(text);
}

function testsIn(path) {
  if (!statSync(path, { throwIfNoEntry: false })) fail(`there is no ${path}`);
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => name.endsWith(".test.js"));
  return names.sort().map((name) => join(path, name));
}

const { values, positionals } = readWords();
const files = positionals.flatMap(testsIn);
if (files.length === 0) fail("needs a file or a folder of tests");

const before = `--import=${new URL("each_file.js", import.meta.url)}`;
process.env.NODE_OPTIONS = [process.env.NODE_OPTIONS, before].filter(Boolean).join(" ");
const told = run({
  files,
  timeout: 1000 * count("limit", values.limit),
  concurrency: count("at-once", values["at-once"]),
});
told.on("test:fail", ({ todo }) => {
  if (todo === undefined) process.exitCode = 1;
});
told.compose(new Spec()).pipe(process.stdout);
