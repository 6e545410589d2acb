import assert from "node:assert/strict";
import { test } from "node:test";

import { deviceName, withDeviceNames } from "../../../web/app/device_name.js";

const engine = "AppleWebKit/537.36 (KHTML, like Gecko)";
const chrome = `Mozilla/5.0 (X11; Linux x86_64) ${engine} Chrome/131.0.0.0 Safari/537.36`;
const edge = `Mozilla/5.0 (Windows NT 10.0) ${engine} Chrome/131.0.0.0 Safari/537.36 Edg/131.0`;
const phone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) " +
  "Version/18.0 Mobile/15E148 Safari/604.1";
const firefox =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:132.0) Gecko/20100101 Firefox/132.0";

test("a device is called by its browser and its system", () => {
  assert.deepEqual([chrome, edge, phone, firefox, "curl/8.5", ""].map(deviceName), [
    "Chrome · Linux",
    "Edge · Windows",
    "Safari · iPhone",
    "Firefox · macOS",
    "curl/8.5",
    "–",
  ]);
});

test("in a text, what is around a device stays as it is", () => {
  const told = `alice (video, from ${chrome}) at 10:00. bob answered on ${phone} after 4.2 s.`;
  const shorter =
    "alice (video, from Chrome · Linux) at 10:00. bob answered on Safari · iPhone after 4.2 s.";
  assert.equal(withDeviceNames(told), shorter);
  assert.equal(withDeviceNames("from phone (laptop/2)"), "from phone (laptop/2)");
});
