import { systemTimers } from "./timers.js";

/** @import { HttpApi } from "./http_api.js" */
/** @import { Timers } from "./timers.js" */

/** Credentials this close to their end are not begun with. */
const margin_ms = 60_000;
/** After a failure it is asked again so much later. */
const retry_ms = 30_000;
/** However long they are good for: a timer cannot count to more than a few weeks. */
const max_good_ms = 24 * 3_600_000;

/**
 * The STUN and TURN servers over which browsers find each other where there is no direct way. Their
 * credentials end, so they are asked for anew in time. Without an answer there are none, and calls
 * go the direct way or not at all.
 */
export class IceServers {
  #ask;
  #timers;
  /** @type {RTCIceServer[]} */
  #servers = [];
  #good_until_ms = -Infinity;
  /** @type {Promise<void> | undefined} */
  #asking;

  /**
   * @param {() => Promise<{ice_servers: RTCIceServer[], expires_in_s: number}>} ask
   * @param {Timers} [timers]
   */
  constructor(ask, timers = systemTimers) {
    this.#ask = ask;
    this.#timers = timers;
  }

  /**
   * Those that somebody knows beforehand.
   *
   * @param {RTCIceServer[]} ice_servers
   */
  static fixed(ice_servers) {
    return new IceServers(async () => ({ ice_servers, expires_in_s: max_good_ms / 1000 }));
  }

  /**
   * Those of the switchboard; a side of a queue, which may have no account, says its call.
   *
   * @param {HttpApi} api
   * @param {Timers} [timers]
   * @param {string} [call_id]
   */
  static of(api, timers, call_id) {
    return new IceServers(() => api.get("/api/v1/ice-servers", { call_id }), timers);
  }

  /** So long those that were given last are good to begin with. */
  get good_for_ms() {
    return Math.max(0, this.#good_until_ms - this.#timers.now_ms());
  }

  /** @returns {Promise<RTCIceServer[]>} with credentials that are good for a while; it never fails */
  async list() {
    if (this.good_for_ms === 0) await (this.#asking ??= this.#renew());
    return this.#servers;
  }

  async #renew() {
    let good_ms = retry_ms;
    try {
      const { ice_servers, expires_in_s } = await this.#ask();
      this.#servers = ice_servers;
      good_ms = Math.min(max_good_ms, Math.max(retry_ms, expires_in_s * 1000 - margin_ms));
    } catch {
      // Those there were may still do.
    }
    this.#good_until_ms = this.#timers.now_ms() + good_ms;
    this.#asking = undefined;
  }
}
