/**
 * The number of the last event seen of each stream: what a connection that comes back tells the
 * server, so that it gets what it missed.
 *
 * Only frames count. An `ack` may name an event too, but it may overtake frames of earlier events,
 * and a position beyond those would lose them.
 */
export class StreamPositions {
  /** @type {Map<string, number>} */
  #seqs;

  /** @param {Record<string, number>} [streams] */
  constructor(streams = {}) {
    this.#seqs = new Map(Object.entries(streams));
  }

  /** @param {{stream?: string, seq?: number}} frame */
  note({ stream, seq }) {
    if (stream === undefined || seq === undefined) return;
    const latest = Math.max(seq, this.#seqs.get(stream) ?? 0);
    // Taken out first, so that the streams stand in the order in which they were last heard of.
    this.#seqs.delete(stream);
    this.#seqs.set(stream, latest);
  }

  clear() {
    this.#seqs.clear();
  }

  /** @returns {Record<string, number>} */
  toJSON() {
    return Object.fromEntries(this.#seqs);
  }
}
