// Connections that send pongs and empty continuations, by the million.
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";

import { Wire } from "../support/wire.js";

const masked = (first) => Buffer.from([first, 0x80, 0, 0, 0, 0]);
const begun = Buffer.from([0x01, 0x81, 0, 0, 0, 0, 0x78]);
const framesOfBlock = 10_000;

export default {
  what: "connections that send pongs or empty continuations without a pause",
  sizes: { test: 4, whole: 16 },
  maxGrowthMib: 40,

  async prepare({ url, from }) {
    const wire = new Wire(url, from);
    const mallory = await wire.register("mallory");
    wire.end();
    return mallory;
  },

  async attack({ url, from, size, data, goesOn }) {
    const wire = new Wire(url, from);
    const told = { frames: 0, connections: 0 };
    const flood = async (_, index) => {
      const block = Buffer.concat(Array(framesOfBlock).fill(masked(index % 2 ? 0x8a : 0x00)));
      while (goesOn()) {
        const socket = await wire.connect();
        socket.write(`GET /ws HTTP/1.1\r\nHost: ${wire.url.host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n`
          + `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n`
          + `Authorization: Bearer ${data.token}\r\n\r\n`);
        socket.resume();
        if (index % 2 === 0) socket.write(begun);
        ++told.connections;
        while (goesOn() && socket.writable) {
          told.frames += framesOfBlock;
          if (!socket.write(block))
            await Promise.race([once(socket, "drain").catch(() => {}), once(socket, "close"), pause(500)]);
          else await pause(0);
        }
        socket.destroy();
        await pause(20);
      }
    };
    await Promise.all(Array.from({ length: size }, flood));
    return told;
  },
};
