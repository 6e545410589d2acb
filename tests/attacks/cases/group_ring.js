// Somebody calls a large group and gives up, as often as goes.
import { setTimeout as pause } from "node:timers/promises";

import { Wire } from "../support/wire.js";

const registeredAtOnce = 20;

export default {
  what: "calling and cancelling in a group of so many, over and over",
  sizes: { test: 100, whole: 400 },
  maxGrowthMib: 40,
  settings: { SWITCHBOARD_ACCOUNTS_HASH_MEMORY_KIB: "64", SWITCHBOARD_ACCOUNTS_HASH_PASSES: "1",
    SWITCHBOARD_ACCOUNTS_REGISTRATIONS_PER_ADDRESS: "0" },

  async prepare({ url, from, size }) {
    const wire = new Wire(url, from);
    const mallory = await wire.register("mallory");
    const members = Array.from({ length: size }, (_, index) => `member-${index}`);
    for (let i = 0; i < size; i += registeredAtOnce)
      await Promise.all(members.slice(i, i + registeredAtOnce).map((each) => wire.register(each)));
    const made = await wire.call("POST", "/api/v1/rooms", {
      token: mallory.token, body: { name: "crowd", members: members.slice(0, 100) },
    });
    for (const each of members.slice(100))
      await wire.call("POST", `/api/v1/rooms/${made.body.room.room_id}/members`, {
        token: mallory.token, body: { user_id: each },
      });
    wire.end();
    return { token: mallory.token, room: made.body.room.room_id };
  },

  async attack({ url, from, data, goesOn }) {
    const wire = new Wire(url, from);
    const told = { begun: 0, refused: 0 };
    let answered;
    const socket = await wire.open(data.token, { frames: (frame) => frame.re && answered?.(frame) });
    const ask = (frame) => {
      const answer = new Promise((found) => (answered = found));
      socket.send(JSON.stringify(frame));
      return Promise.race([answer, pause(1_000, { type: "error" })]);
    };
    for (let id = 0; goesOn() && socket.readyState === 1; ++id) {
      const begun = await ask({ type: "call_invitation", id: `i${id}`, room_id: data.room, call_type: "audio" });
      if (begun.type === "ack") {
        ++told.begun;
        await ask({ type: "call_cancel", id: `c${id}`, call_id: begun.call_id });
      } else {
        ++told.refused;
        await pause(5);
      }
    }
    socket.terminate();
    return told;
  },

  check({ begun }) {
    return begun <= 30 ? [] : [`${begun} calls were begun in one group`];
  },
};
