// A stranger rings somebody as often as goes.
import { setTimeout as pause } from "node:timers/promises";

import { Wire } from "../support/wire.js";

export default {
  what: "sockets of a stranger that ring somebody and give up, over and over",
  sizes: { test: 4, whole: 16 },
  maxGrowthMib: 40,

  async prepare({ url, from }) {
    const wire = new Wire(url, from);
    const victim = await wire.register("victim");
    const mallory = await wire.register("mallory");
    wire.end();
    return { victim: victim.token, mallory: mallory.token };
  },

  async attack({ url, from, size, data, goesOn }) {
    const wire = new Wire(url, from);
    const told = { rings: 0, refused: 0 };
    await wire.open(data.victim, { frames: (frame) => frame.type === "call_invitation" && ++told.rings });
    const ring = async (_, index) => {
      const waiting = new Map();
      const socket = await wire.open(data.mallory, { frames: (frame) => waiting.get(frame.re)?.(frame) });
      const ask = (frame) => {
        socket.send(JSON.stringify(frame));
        return Promise.race([new Promise((found) => waiting.set(frame.id, found)), pause(1_000, { type: "error" })]);
      };
      for (let id = 0; goesOn() && socket.readyState === 1; ++id) {
        const begun = await ask({ type: "call_invitation", id: `${index}-i${id}`, target_user_id: "victim", call_type: "audio" });
        if (begun.type === "ack") await ask({ type: "call_cancel", id: `${index}-c${id}`, call_id: begun.call_id });
        else ++told.refused;
        await pause(10);
      }
    };
    await Promise.all(Array.from({ length: size }, ring));
    return told;
  },

  check({ rings }) {
    return rings <= 30 ? [] : [`a stranger rang ${rings} times`];
  },
};
