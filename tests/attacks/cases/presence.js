// Sockets that begin to watch a thousand people, over and over.
import { setTimeout as pause } from "node:timers/promises";

import { Wire } from "../support/wire.js";

const perSecond = 28;

export default {
  what: "sockets that begin to watch 1,000 people 28 times a second",
  sizes: { test: 2, whole: 8 },
  maxGrowthMib: 60,

  async prepare({ url, from }) {
    const wire = new Wire(url, from);
    const mallory = await wire.register("mallory");
    wire.end();
    return mallory;
  },

  async attack({ url, from, size, data, goesOn }) {
    const wire = new Wire(url, from);
    const told = { presence: 0, refused: 0 };
    const user_ids = Array.from({ length: 1_000 }, (_, index) => `somebody-${index}`);
    const frame = JSON.stringify({ type: "presence_subscribe", id: "p", user_ids });
    const watch = async () => {
      const socket = await wire.open(data.token, {
        frames: ({ type }) => (type === "presence" ? ++told.presence : type === "error" && ++told.refused),
      });
      while (goesOn() && socket.readyState === 1) {
        socket.send(frame);
        await pause(1_000 / perSecond);
      }
      socket.terminate();
    };
    await Promise.all(Array.from({ length: size }, watch));
    return told;
  },

  check({ presence }) {
    return presence <= 3_000 ? [] : [`${presence} presences were looked for`];
  },
};
