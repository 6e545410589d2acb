// One user writes as many messages over HTTP as go.
import { Wire } from "../support/wire.js";

export default {
  what: "connections of one user that write messages over HTTP without a pause",
  sizes: { test: 32, whole: 64 },
  maxGrowthMib: 80,

  async prepare({ url, from }) {
    const wire = new Wire(url, from);
    const [mallory] = [await wire.register("mallory"), await wire.register("mallorys-other")];
    wire.end();
    return mallory;
  },

  async attack({ url, from, size, data, goesOn }) {
    const wire = new Wire(url, from);
    const answers = {};
    const write = async () => {
      while (goesOn()) {
        const { status, headers } = await wire.call("POST", "/api/v1/chat/messages", {
          token: data.token,
          body: { to: "mallorys-other", content: "m".repeat(200) },
        });
        answers[status] = (answers[status] ?? 0) + 1;
        if (status === 429 && !headers["retry-after"]) answers.mute = true;
      }
    };
    await Promise.all(Array.from({ length: size }, write));
    return { answers };
  },

  check({ answers }) {
    const faults = [];
    if (!(answers[429] > 0)) faults.push("nothing said that it is too much");
    if (answers.mute) faults.push("a 429 does not say when to come back");
    return faults;
  },
};
