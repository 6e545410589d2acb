// Hundreds of sign-ins at once with the right password, again and again.
import { Wire } from "../support/wire.js";

export default {
  what: "sign-ins at once with the right password",
  sizes: { test: 560, whole: 560 },
  maxGrowthMib: 150,

  async prepare({ url, from }) {
    const wire = new Wire(url, from);
    const mallory = await wire.register("mallory");
    wire.end();
    return mallory;
  },

  async attack({ url, from, size, data, goesOn }) {
    const wire = new Wire(url, from);
    const answers = {};
    const logIn = async () => {
      while (goesOn()) {
        const { status } = await wire.logIn(data);
        answers[status] = (answers[status] ?? 0) + 1;
      }
    };
    await Promise.race([
      Promise.all(Array.from({ length: size }, logIn)),
      new Promise((done) => setInterval(() => goesOn() || done(), 50)),
    ]);
    return { answers };
  },
};
