/**
 * How well a connection carries: what `getStats` counts, taken as rates since the last look.
 *
 * @typedef {object} Quality
 * @property {"good" | "fair" | "poor"} grade
 * @property {number} round_trip_ms
 * @property {number} loss_ratio lost of all packets that were sent here, 0 to 1
 * @property {number} jitter_ms
 * @property {number} received_kbps
 * @property {number} sent_kbps
 * @property {number} frames_per_second of the pictures that come in
 */

/**
 * @typedef {object} Counts
 * @property {number} at_ms
 * @property {number} received_bytes
 * @property {number} sent_bytes
 * @property {number} received_packets
 * @property {number} lost_packets
 * @property {number} decoded_frames
 * @property {number} jitter_ms
 * @property {number} round_trip_ms
 */

/**
 * @param {Iterable<any>} report the values of an `RTCStatsReport`
 * @param {number} at_ms
 * @returns {Counts}
 */
export function countsOf(report, at_ms) {
  const counts = {
    at_ms,
    received_bytes: 0,
    sent_bytes: 0,
    received_packets: 0,
    lost_packets: 0,
    decoded_frames: 0,
    jitter_ms: 0,
    round_trip_ms: 0,
  };
  for (const entry of report) {
    if (entry.type === "inbound-rtp") addInbound(counts, entry);
    else if (entry.type === "outbound-rtp") counts.sent_bytes += entry.bytesSent ?? 0;
    else if (entry.type === "candidate-pair" && entry.nominated && entry.state === "succeeded")
      counts.round_trip_ms = (entry.currentRoundTripTime ?? 0) * 1000;
  }
  return counts;
}

/** @param {Counts} counts @param {any} entry */
function addInbound(counts, entry) {
  counts.received_bytes += entry.bytesReceived ?? 0;
  counts.received_packets += entry.packetsReceived ?? 0;
  counts.lost_packets += entry.packetsLost ?? 0;
  counts.decoded_frames += entry.framesDecoded ?? 0;
  counts.jitter_ms = Math.max(counts.jitter_ms, (entry.jitter ?? 0) * 1000);
}

/**
 * @param {Counts} before
 * @param {Counts} now
 * @returns {Quality}
 */
export function qualityBetween(before, now) {
  const seconds = Math.max((now.at_ms - before.at_ms) / 1000, 0.001);
  // A lost packet that turns up late is taken off the count again, so it may fall.
  const lost = Math.max(now.lost_packets - before.lost_packets, 0);
  const arrived = Math.max(now.received_packets - before.received_packets, 0);
  const quality = {
    round_trip_ms: Math.round(now.round_trip_ms),
    loss_ratio: lost + arrived === 0 ? 0 : lost / (lost + arrived),
    jitter_ms: Math.round(now.jitter_ms),
    received_kbps: kbps(now.received_bytes - before.received_bytes, seconds),
    sent_kbps: kbps(now.sent_bytes - before.sent_bytes, seconds),
    frames_per_second: Math.round((now.decoded_frames - before.decoded_frames) / seconds),
  };
  return { grade: gradeOf(quality), ...quality };
}

/** @param {number} bytes @param {number} seconds */
function kbps(bytes, seconds) {
  return Math.max(0, Math.round((bytes * 8) / 1000 / seconds));
}

/**
 * From where on people notice, and from where on they mind.
 *
 * @param {{round_trip_ms: number, loss_ratio: number, jitter_ms: number}} measured
 */
function gradeOf({ round_trip_ms, loss_ratio, jitter_ms }) {
  if (loss_ratio > 0.08 || round_trip_ms > 500 || jitter_ms > 100) return "poor";
  if (loss_ratio > 0.02 || round_trip_ms > 250 || jitter_ms > 40) return "fair";
  return "good";
}
