// One attack on one server, and what it did to somebody innocent.
import { fork } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

import { newFolder, Server } from "../../e2e/support/server.js";
import { Innocent } from "./innocent.js";

const quiet_ms = 1_500;
const attacked_ms = { test: 2_500, whole: 10_000 };
/** How long what an attack left behind may take to go again. */
const afterwards_ms = { test: 500, whole: 5_000 };

/**
 * The attackers' processes share the two cores of a small machine with the server, so the bound of a test is wider than
 * the twofold that a machine of the server's own has to keep; and what is below these is the clients' own doing.
 */
const maxRatio = 5;
const unnoticed_ms = { message: 60, get: 60, login: 400 };

/** As users run it, apart from the bounds that an attack is about. */
const asUsersRunIt = {
  SWITCHBOARD_ACCOUNTS_HASH_MEMORY_KIB: "19456",
  SWITCHBOARD_ACCOUNTS_HASH_PASSES: "2",
  SWITCHBOARD_ACCOUNTS_LOGIN_ATTEMPTS_PER_ADDRESS: "100",
  SWITCHBOARD_LIMITS_CONNECTIONS_PER_ADDRESS: "1000",
  SWITCHBOARD_LIMITS_ADDRESS_REQUESTS_PER_S: "500",
  SWITCHBOARD_LIMITS_ADDRESS_REQUEST_BURST: "2000",
  SWITCHBOARD_QUEUES_OPEN_AGENTS: "false",
};

const home = "127.0.0.2";
const elsewhere = "127.0.0.66";

async function residentMib(server) {
  const status = await readFile(`/proc/${server.child.pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)[1]) / 1024;
}

function percentile(numbers, share) {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Watches the memory until it is told to stop, and gives the most that there was. */
function watchMemory(server) {
  let most = 0;
  const look = async () => (most = Math.max(most, await residentMib(server).catch(() => 0)));
  const timer = setInterval(look, 50);
  return async () => (clearInterval(timer), await look(), most);
}

function begin(name, scale, server, data) {
  const child = fork(new URL("./attacker.js", import.meta.url));
  const told = once(child, "message").then(([answer]) => answer);
  child.send({ name, scale, url: server.url, from: elsewhere, data });
  return { child, told };
}

async function end({ child, told }) {
  if (child.connected) child.send("stop");
  const limit = setTimeout(() => child.kill("SIGKILL"), 20_000);
  const answer = await Promise.race([told, once(child, "exit").then(() => ({ failed: "did not end when told" }))]);
  clearTimeout(limit);
  return answer;
}

function judge(attack, before, meanwhile, memory, innocent, lives) {
  const faults = [...new Set(innocent.faults)];
  if (!lives) faults.push("the server ended");
  for (const what of Object.keys(before)) {
    const [calm, busy] = [percentile(before[what], 0.95), percentile(meanwhile[what], 0.95)];
    const bound = Math.max((attack.maxRatio ?? maxRatio) * calm, unnoticed_ms[what]);
    if (!(busy <= bound)) faults.push(`p95 of ${what} is ${busy} ms, and may be ${bound.toFixed(1)} ms`);
  }
  const grown = memory.most - memory.before;
  if (grown > attack.maxGrowthMib) faults.push(`memory grew by ${grown.toFixed(0)} MiB, of ${attack.maxGrowthMib} MiB`);
  return faults;
}

function report(name, attack, scale, before, meanwhile, memory, told) {
  console.log(`${name} (${attack.sizes[scale]}): ${attack.what}`);
  for (const what of Object.keys(before)) {
    const of = (times, share) => percentile(times, share).toFixed(1);
    const ratio = percentile(meanwhile[what], 0.95) / percentile(before[what], 0.95);
    console.log(`  ${what.padEnd(8)} p50 ${of(before[what], 0.5)} → ${of(meanwhile[what], 0.5)} ms, `
      + `p95 ${of(before[what], 0.95)} → ${of(meanwhile[what], 0.95)} ms, ×${ratio.toFixed(2)}`);
  }
  console.log(`  memory   ${memory.before.toFixed(0)} → ${memory.most.toFixed(0)} MiB, afterwards `
    + `${memory.after.toFixed(0)} MiB; ${JSON.stringify(told)}`);
}

/** Attacks a server of its own; gives what went wrong. */
export async function stage(name, attack, scale) {
  const server = new Server(await newFolder(), { ...asUsersRunIt, ...attack.settings });
  await server.boot();
  const innocent = await Innocent.come(server.url, home);
  try {
    const data = await attack.prepare?.({ url: server.url, from: elsewhere, server, size: attack.sizes[scale] });
    await innocent.measure(quiet_ms / 3); // What is only slow the first time is not the quiet.
    const before = await innocent.measure(quiet_ms);
    const memory = { before: await residentMib(server) };
    const stopWatching = watchMemory(server);
    const attacking = begin(name, scale, server, data);
    await pause(attack.leadMs ?? 300);
    const meanwhile = await innocent.measure(attacked_ms[scale]);
    const { told, failed } = await end(attacking);
    memory.most = await stopWatching();
    await pause(afterwards_ms[scale]);
    memory.after = await residentMib(server);
    report(name, attack, scale, before, meanwhile, memory, told ?? failed);
    const faults = judge(attack, before, meanwhile, memory, innocent, server.child.exitCode === null);
    if (failed) faults.push(`the attack itself failed: ${failed}`);
    return [...faults, ...((told && attack.check?.(told, { server, innocent, memory })) ?? [])];
  } catch (error) {
    return [`${error.stack ?? error}\n${server.log.slice(-2_000)}`];
  } finally {
    innocent.leave();
    await server.kill();
    await rm(server.folder, { recursive: true, force: true });
  }
}
