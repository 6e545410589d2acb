// Bodies of a megabyte that nobody has shown a right to send, each but for its last byte.
import { setTimeout as pause } from "node:timers/promises";

import { Wire } from "../support/wire.js";

const body_bytes = 1024 * 1024 - 1;

export default {
  what: "bodies of 1 MiB without a right to send them, held",
  sizes: { test: 300, whole: 1_000 },
  maxGrowthMib: 40,

  async attack({ url, from, size, goesOn }) {
    const wire = new Wire(url, from);
    const part = Buffer.alloc(64 * 1024, " ");
    const hold = async (index) => {
      const socket = await wire.connect();
      const path = index % 2 ? "/api/v1/chat/messages" : "/api/v1/auth/login";
      socket.write(`POST ${path} HTTP/1.1\r\nHost: ${wire.url.host}\r\nContent-Type: application/json\r\n`
        + `Content-Length: ${body_bytes + 1}\r\n\r\n`);
      for (let left = body_bytes; left > 0 && socket.writable; left -= part.length)
        if (!socket.write(part.subarray(0, Math.min(left, part.length))))
          await Promise.race([new Promise((done) => socket.once("drain", done)), new Promise((done) => socket.once("close", done))]);
      return socket;
    };
    const sockets = await Promise.all(Array.from({ length: size }, (_, index) => hold(index)));
    while (goesOn()) await pause(50);
    const held = sockets.filter((each) => each.writable).length;
    for (const each of sockets) each.destroy();
    return { held };
  },
};
