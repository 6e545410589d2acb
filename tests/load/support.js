// What the load tests share: doing many things at a time, and looking at the server from outside.
import { readFile } from "node:fs/promises";

/** Does it for each, so many at once, and gives the results in order. */
export async function forEachOf(items, atOnce, act) {
  const results = new Array(items.length);
  let next = 0;
  const work = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await act(items[index], index);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

export const numbersTo = (count) => Array.from({ length: count }, (_, i) => i);

/** The memory that the process has of the machine, in KiB. */
export async function residentKib(server) {
  const status = await readFile(`/proc/${server.child.pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)[1]);
}

export function percentile(numbers, share) {
  const sorted = Float64Array.from(numbers).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
