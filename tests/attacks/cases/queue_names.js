// Customers without an account ask for queues that nobody made, each by another name.
import { Wire } from "../support/wire.js";

export default {
  what: "made-up names of queues, each asked for at three doors",
  sizes: { test: 2_000, whole: 20_000 },
  settings: { SWITCHBOARD_QUEUES_OPEN: "0" },
  maxGrowthMib: 25,

  async attack({ url, from, size, goesOn }) {
    const wire = new Wire(url, from);
    const answers = {};
    let count = 0;
    const ask = async () => {
      while (goesOn() && count < size) {
        const queue = `made-up-${++count}`;
        const key = `call_${"0".repeat(32)}.${queue}`;
        const body = { user_type: "customer", user_name: "mallory", queue };
        for (const { status } of [
          await wire.call("POST", "/api/calls/start", { body }),
          await wire.call("GET", `/api/calls/match/${key}`),
          await wire.call("GET", `/api/v1/ice-servers?call_id=${key}`),
        ])
          answers[status] = (answers[status] ?? 0) + 1;
      }
    };
    await Promise.all(Array.from({ length: 8 }, ask));
    wire.end();
    return { answers, names: count };
  },

  check: ({ answers }) => {
    const strange = Object.keys(answers).filter((status) => !["404", "429"].includes(status));
    return strange.length === 0 ? [] : [`made-up queues were answered ${JSON.stringify(answers)}`];
  },
};
