// Sockets that ask for much that they missed, and then read none of it.
import { setTimeout as pause } from "node:timers/promises";

import resume from "./resume.js";
import { Wire } from "../support/wire.js";

const sockets = 24;

export default {
  what: "24 sockets that resume over 4 conversations of messages of 32 KB and stop reading, so many in each",
  sizes: { test: 150, whole: 600 },
  maxGrowthMib: 60,
  settings: { ...resume.settings, SWITCHBOARD_DEADLINES_RESUME_STALL_MS: "1000" },
  prepare: resume.prepare,

  async attack({ url, from, data, goesOn }) {
    const wire = new Wire(url, from);
    const open = await Promise.all(
      Array.from({ length: sockets }, () => wire.open(data.token, { resume: { streams: data.streams } })));
    let closed = 0;
    for (const each of open) {
      each.on("close", () => ++closed);
      each.pause();
    }
    while (goesOn()) await pause(50);
    for (const each of open) each.resume();
    for (let tries = 0; tries < 60 && closed < sockets; ++tries) await pause(50);
    for (const each of open) each.terminate();
    return { closed };
  },

  check({ closed }) {
    return closed > 0 ? [] : ["none of those that did not read was closed"];
  },
};
