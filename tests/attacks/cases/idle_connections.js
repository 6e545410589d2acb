// As many connections as go from one address, that say nothing.
import { setTimeout as pause } from "node:timers/promises";

import { Wire } from "../support/wire.js";

export default {
  what: "connections from one address that say nothing",
  sizes: { test: 1_500, whole: 3_000 },
  maxGrowthMib: 30,

  async attack({ url, from, size, goesOn }) {
    const wire = new Wire(url, from);
    const sockets = [];
    let closed = 0;
    for (let each = 0; each < size && goesOn(); ++each) {
      const socket = await wire.connect();
      socket.resume().on("close", () => ++closed);
      sockets.push(socket);
    }
    while (goesOn()) await pause(50);
    const open = sockets.length - closed;
    for (const each of sockets) each.destroy();
    return { open };
  },

  check: ({ open }) => (open <= 1_100 ? [] : [`one address has ${open} connections`]),
};
