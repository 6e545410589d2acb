// One account asks for so many tickets that nobody else could have one.
import { Wire } from "../support/wire.js";

export default {
  what: "connections of one account that ask for tickets without a pause",
  sizes: { test: 32, whole: 64 },
  maxGrowthMib: 60,

  async prepare({ url, from }) {
    const wire = new Wire(url, from);
    const mallory = await wire.register("mallory");
    const other = await wire.register("carol");
    wire.end();
    return { mallory, other };
  },

  async attack({ url, from, size, data, goesOn }) {
    const wire = new Wire(url, from);
    const answers = {};
    const ask = async () => {
      while (goesOn()) {
        const { status } = await wire.call("POST", "/api/v1/auth/ticket", { token: data.mallory.token });
        answers[status] = (answers[status] ?? 0) + 1;
      }
    };
    await Promise.all(Array.from({ length: size }, ask));
    const { status } = await wire.call("POST", "/api/v1/auth/ticket", { token: data.other.token });
    return { answers, another: status };
  },

  check: ({ another }) => (another === 201 ? [] : [`somebody else's ticket was answered ${another}`]),
};
