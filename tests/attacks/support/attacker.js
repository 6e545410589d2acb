// The process that attacks, apart from the one that measures. It gives way to whoever else wants the processors: attackers
// have machines of their own, and what is measured is what the server does to others because of them.
import { setPriority } from "node:os";

setPriority(10);
// What an attacker's own connections run into is theirs to bear.
process.on("unhandledRejection", () => {});

process.once("message", async ({ name, scale, url, from, data }) => {
  const { default: attack } = await import(new URL(`../cases/${name}.js`, import.meta.url));
  let goesOn = true;
  process.once("message", () => (goesOn = false));
  try {
    const told = await attack.attack({ url, from, data, size: attack.sizes[scale], goesOn: () => goesOn });
    process.send({ told: told ?? {} });
  } catch (error) {
    process.send({ failed: String(error.stack ?? error) });
  }
  process.disconnect();
  process.exit(0);
});
