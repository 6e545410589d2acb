// Megabytes of JSON that take a while to read, on a few connections.
import { Wire } from "../support/wire.js";

export default {
  what: "connections that send 1 MiB of JSON without a pause",
  sizes: { test: 6, whole: 6 },
  maxGrowthMib: 120,

  async prepare({ url, from }) {
    const wire = new Wire(url, from);
    const mallory = await wire.register("mallory");
    wire.end();
    return mallory;
  },

  async attack({ url, from, size, data, goesOn }) {
    const wire = new Wire(url, from);
    const raw = `{"to":"alice","content":"x","more":[${"[1],".repeat(260_000)}1]}`.slice(0, 1024 * 1024 - 2) + "]}";
    const answers = {};
    const send = async () => {
      while (goesOn()) {
        const { status } = await wire.call("POST", "/api/v1/chat/messages", { token: data.token, raw });
        answers[status] = (answers[status] ?? 0) + 1;
      }
    };
    await Promise.all(Array.from({ length: size }, send));
    return { answers };
  },
};
