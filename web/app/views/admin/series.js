/** As much of a chart there is at least, so that its beginning is no wild line. */
const least_span_ms = 10_000;

/** How a number went over the last minutes. It stays as it was told until it is told anew. */
export class Series {
  /** @type {{at_ms: number, value: number}[]} the oldest first; the first may be older than the span */
  #points = [];

  /** @param {number} span_ms so far back it goes */
  constructor(span_ms) {
    this.span_ms = span_ms;
  }

  /** @param {number} at_ms @param {number} value */
  add(at_ms, value) {
    this.#points.push({ at_ms, value });
    // The last one before the span says how it stood when the span begins.
    while (this.#points.length > 1 && this.#points[1].at_ms <= at_ms - this.span_ms)
      this.#points.shift();
  }

  get last() {
    return this.#points.at(-1)?.value;
  }

  /** The highest of what is in the span. */
  get most() {
    return Math.max(...this.#points.map(({ value }) => value));
  }

  /** Where a chart of it begins: with the span, or with what is known if that is less. */
  from_ms(now_ms) {
    const known_from_ms = Math.min(this.#points[0].at_ms, now_ms - least_span_ms);
    return Math.max(known_from_ms, now_ms - this.span_ms);
  }

  /**
   * Its steps up to now as the corners of a line, in a field of this size whose height is `most`.
   *
   * @param {number} now_ms
   * @param {{width: number, height: number, most: number}} field
   * @returns {{x: number, y: number}[]}
   */
  corners(now_ms, { width, height, most }) {
    const from_ms = this.from_ms(now_ms);
    const xOf = (at_ms) => (Math.max(0, at_ms - from_ms) / (now_ms - from_ms)) * width;
    const yOf = (value) => height - (value / most) * height;
    return this.#points.flatMap(({ at_ms, value }, at) => {
      const until_ms = this.#points[at + 1]?.at_ms ?? now_ms;
      return [at_ms, until_ms].map((each) => ({ x: xOf(each), y: yOf(value) }));
    });
  }
}
