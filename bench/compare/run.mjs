// Measures sections, keeps their figures in figures.json beside this file, and writes what they say
// into docs/performance.md. Started by scripts/compare, in the top folder of the tree.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";

import { Lab } from "./lab.mjs";
import { chartsOf, reportOf } from "./report.mjs";
import { inOneRound, sections } from "./sections.mjs";

const figuresFile = "bench/compare/figures.json";
const document = "docs/performance.md";
const [begin, end] = ["<!-- measured by scripts/compare: begin -->", "<!-- measured by scripts/compare: end -->"];

const told = (program, ...words) => execFileSync(program, words, { encoding: "utf8" }).trim();

function machine() {
  const [{ model }] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `Machine: ${cpus().length} x ${model.trim()}, ${memory}, Linux ${/^\d+\.\d+/.exec(release())}`;
}

function versions() {
  const { dependencies } = JSON.parse(readFileSync("bench/baselines/packages/package.json", "utf8"));
  const [, centrifuge] = /centrifuge (v\S+)/.exec(readFileSync("bench/baselines/centrifuge/go.mod", "utf8"));
  const compiler = told("g++", "-dumpfullversion");
  return `Versions: g++ ${compiler}, Boost 1.81, Node ${process.version}, ws ${dependencies.ws}, `
    + `socket.io ${dependencies["socket.io"]}, Bun ${dependencies.bun}, Centrifuge ${centrifuge} on ${told("go", "env", "GOVERSION")}`;
}

function readFigures() {
  try {
    return JSON.parse(readFileSync(figuresFile, "utf8"));
  } catch (failed) {
    if (failed.code === "ENOENT") return {};
    throw failed;
  }
}

function writeDocument(known) {
  const text = readFileSync(document, "utf8");
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${document} has lost the lines between which the figures stand`);
  const report = reportOf(known);
  writeFileSync(document, `${text.slice(0, from)}${begin}\n\n${report}\n${text.slice(to)}`);
  mkdirSync("docs/charts", { recursive: true });
  for (const [name, svg] of Object.entries(chartsOf(known.measured))) writeFileSync(`docs/charts/${name}.svg`, svg);
}

const [build, ...words] = process.argv.slice(2);
const quick = words.includes("--quick");
const wanted = words.filter((word) => !word.startsWith("--"));
for (const name of wanted)
  if (!sections[name]) throw new Error(`there is no section ${name}; there are ${Object.keys(sections).join(", ")}`);

const lab = new Lab(build, { quick });
const measured = quick ? {} : { ...readFigures().measured };
for (const name of wanted.length ? wanted : Object.keys(sections)) {
  const [loadBefore] = loadavg();
  const figures = await sections[name](lab);
  measured[name] = { measured_at: new Date().toISOString(), load_before: loadBefore, rounds: inOneRound.has(name) ? 1 : lab.rounds, figures };
}
const known = { machine: machine(), versions: versions(), measured };
if (quick) {
  console.log(reportOf(known));
} else {
  writeFileSync(figuresFile, `${JSON.stringify(known, null, 1)}\n`);
  writeDocument(known);
}
