// Sockets that ask for all of what was written in four conversations, again and again.
import { setTimeout as pause } from "node:timers/promises";

import { Wire } from "../support/wire.js";

const sockets = 12;
const conversations = 4;

export default {
  what: "12 sockets that resume over 4 conversations of messages of 32 KB, so many in each",
  sizes: { test: 150, whole: 1_950 },
  maxGrowthMib: 60,
  // Only to write what is resumed over: none of these bounds has to do with resuming.
  settings: {
    SWITCHBOARD_CALLS_UNASKED_BYTES: "0",
    SWITCHBOARD_LIMITS_CONNECTION_FRAMES_PER_S: "100000",
    SWITCHBOARD_LIMITS_CONNECTION_FRAME_BURST: "100000",
    SWITCHBOARD_LIMITS_CONNECTION_BYTES_PER_S: "1000000000",
    SWITCHBOARD_LIMITS_CONNECTION_BYTE_BURST: "1000000000",
    SWITCHBOARD_LIMITS_USER_FRAMES_PER_S: "100000",
    SWITCHBOARD_LIMITS_USER_FRAME_BURST: "100000",
    SWITCHBOARD_LIMITS_USER_BYTES_PER_S: "1000000000",
    SWITCHBOARD_LIMITS_USER_BYTE_BURST: "1000000000",
  },

  async prepare({ url, from, size }) {
    const wire = new Wire(url, from);
    const mallory = await wire.register("mallory");
    const streams = {};
    for (let i = 0; i < conversations; ++i) await wire.register(`other-${i}`);
    let answered;
    const socket = await wire.open(mallory.token, { frames: (frame) => answered?.(frame) });
    const message = { type: "message", content: "x".repeat(16_000), extra_data: { more: "y".repeat(16_000) } };
    for (let i = 0; i < conversations; ++i)
      for (let sent = 0; sent < size; ++sent) {
        const told = new Promise((found) => (answered = found));
        socket.send(JSON.stringify({ ...message, id: `${i}-${sent}`, to: `other-${i}` }));
        const frame = await told;
        if (frame.type !== "ack") throw new Error(JSON.stringify(frame));
        streams[frame.stream] = 1;
      }
    socket.terminate();
    wire.end();
    return { token: mallory.token, streams };
  },

  async attack({ url, from, size, data, goesOn }) {
    const wire = new Wire(url, from);
    let frames = 0;
    let whole = 0;
    const resume = async () => {
      while (goesOn()) {
        let got = 0;
        const socket = await wire.open(data.token, {
          resume: { streams: data.streams },
          frames: () => (++frames, ++got),
        });
        while (goesOn() && got < size * conversations) await pause(20);
        if (got >= size * conversations) ++whole;
        // A device that is only dropped would be in the way of the next one.
        await new Promise((done) => (socket.once("close", done), socket.close()));
      }
    };
    await Promise.all(Array.from({ length: sockets }, resume));
    return { frames, whole };
  },

  check({ frames }) {
    return frames > 0 ? [] : ["nothing that was missed came"];
  },
};
