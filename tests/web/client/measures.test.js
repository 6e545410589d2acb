import assert from "node:assert/strict";
import { test } from "node:test";

import { countsOf, qualityBetween } from "../../../web/client/quality.js";
import { fingerprintOf, safetyWords } from "../../../web/client/safety_words.js";

const inbound = (more) => ({ type: "inbound-rtp", jitter: 0.01, ...more });

test("quality is what changed between two looks", () => {
  const before = countsOf(
    [inbound({ bytesReceived: 1_000, packetsReceived: 10, packetsLost: 0, framesDecoded: 5 })],
    0,
  );
  const now = countsOf(
    [
      inbound({ bytesReceived: 126_000, packetsReceived: 107, packetsLost: 3, framesDecoded: 65 }),
      { type: "outbound-rtp", bytesSent: 25_000 },
      { type: "candidate-pair", nominated: true, state: "succeeded", currentRoundTripTime: 0.08 },
      { type: "candidate-pair", nominated: false, state: "succeeded", currentRoundTripTime: 9 },
    ],
    2_000,
  );
  assert.deepEqual(qualityBetween(before, now), {
    grade: "fair",
    round_trip_ms: 80,
    loss_ratio: 0.03,
    jitter_ms: 10,
    received_kbps: 500,
    sent_kbps: 100,
    frames_per_second: 30,
  });
});

test("nothing received is no loss", () => {
  const counts = countsOf([], 0);
  const quality = qualityBetween(counts, { ...counts, at_ms: 1_000 });
  assert.equal(quality.loss_ratio, 0);
  assert.equal(quality.grade, "good");
});

test("a fingerprint is found in a description whatever its case", () => {
  const sdp = "v=0\r\na=fingerprint:sha-256 AB:CD\r\na=setup:actpass\r\n";
  assert.equal(fingerprintOf(sdp), "sha-256 ab:cd");
  assert.equal(fingerprintOf("v=0\r\n"), undefined);
});

test("both sides get the same words, and others with another certificate", async () => {
  const words = await safetyWords("sha-256 aa", "sha-256 bb");
  assert.deepEqual(await safetyWords("sha-256 bb", "sha-256 aa"), words);
  assert.notDeepEqual(await safetyWords("sha-256 aa", "sha-256 bc"), words);
  assert.equal(words.length, 6);
  for (const word of words) assert.match(word, /^([bdfghjklmnprstvz][aiou]){2}$/);
});
