// A stranger writes as much as goes to somebody whose line is slow.
import { setTimeout as pause } from "node:timers/promises";

import { Wire } from "../support/wire.js";

const perSecond = 95;

export default {
  what: "95 messages of 32 KB a second from a stranger to somebody on a line of 64 KB/s, on so many sockets",
  sizes: { test: 1, whole: 2 },
  maxGrowthMib: 60,

  async prepare({ url, from }) {
    const wire = new Wire(url, from);
    const victim = await wire.register("victim");
    const mallory = await wire.register("mallory");
    wire.end();
    return { victim: victim.token, mallory: mallory.token };
  },

  async attack({ url, from, size, data, goesOn }) {
    const wire = new Wire(url, from);
    const told = { taken: 0, refused: 0, closedWith: 0 };
    const victim = await wire.open(data.victim);
    victim.on("close", (code) => goesOn() && (told.closedWith = code));
    // A slow line is one that is read from a little at a time.
    const raw = victim._socket;
    const throttle = setInterval(() => {
      raw.pause();
      setTimeout(() => raw.resume(), 900);
    }, 1_000);
    const seen = raw.bytesRead;
    const message = { type: "message", to: "victim", content: "x".repeat(16_000), extra_data: { more: "y".repeat(16_000) } };
    const write = async () => {
      const socket = await wire.open(data.mallory, {
        frames: ({ type }) => (type === "ack" ? ++told.taken : type === "error" && ++told.refused),
      });
      for (let id = 0; goesOn() && socket.readyState === 1; ++id) {
        socket.send(JSON.stringify({ ...message, id: `m${id}-${Math.random()}` }));
        await pause(1_000 / perSecond);
      }
      socket.terminate();
    };
    await Promise.all(Array.from({ length: size }, write));
    clearInterval(throttle);
    told.reachedKb = Math.round((raw.bytesRead - seen) / 1024);
    victim.removeAllListeners("close");
    victim.terminate();
    return told;
  },

  check({ taken, closedWith }) {
    const faults = closedWith ? [`the victim's socket was closed with ${closedWith}`] : [];
    return taken <= 16 ? faults : [...faults, `${taken} messages of a stranger were taken`];
  },
};
