import { Emitter } from "/client/emitter.js";
import { keep, kept } from "./page_storage.js";

/**
 * A side of a queue as this page holds it, and what was said there. It outlives a reload: the side's id
 * is kept for this tab.
 *
 * @extends {Emitter<{changed: void}>}
 */
export class QueuePlace extends Emitter {
  #client;
  #role;
  #key;
  #start;
  /** @type {import("/client/queue_side.js").QueueSide | undefined} */
  side;
  /** @type {{speaker: string, text: string, timestamp: string}[]} */
  lines = [];
  /** @type {import("/client/frames.js").WaitingFrame | undefined} */
  waiting;
  partner;
  /** The call of the two, which tells one customer from the next. */
  #roomCall;
  /** Whether the partner is in the call with sound and picture. */
  isPartnerInCall = false;
  /** @type {import("/client/frames.js").OfferMadeFrame | undefined} */
  offer;
  agentState;
  isOver = false;

  /** @param {import("/client/switchboard.js").Switchboard} client @param {"customer" | "agent"} role */
  constructor(client, role) {
    super();
    this.#client = client;
    this.#role = role;
    this.#key = `switchboard.${role}`;
  }

  /** @param {string} user_name @param {string} [queue] */
  async enter(user_name, queue) {
    this.#start = { user_type: this.#role, user_name, ...(queue && { queue }) };
    await this.#hold(await this.#client.enterQueue(this.#start));
  }

  /** After a reload. */
  async comeBack() {
    const place = kept(sessionStorage, this.#key);
    if (!place) return;
    this.#start = place.start;
    this.lines = place.lines;
    this.#roomCall = place.roomCall;
    await this.#hold(this.#client.queueSide(place.callId, place.start));
  }

  /** @param {string} text */
  async say(text) {
    await this.side.say(text);
    this.#addLine({ speaker: this.#role, text, timestamp: new Date().toISOString() });
  }

  /** Ends the conversation. */
  async end() {
    await this.side.end();
    this.#finishTalk();
  }

  /** Goes away for good. */
  async leave() {
    await this.side?.end().catch(() => {
      // There was nothing to end.
    });
    this.#letGo();
  }

  /** The page no longer shows it, but the side stays. */
  detach() {
    this.side?.close();
    this.side = undefined;
  }

  async #hold(side) {
    this.side = side;
    this.isOver = false;
    this.#save();
    side.on("waiting", (frame) => this.#change({ waiting: frame, partner: undefined }));
    side.on("matched", (frame) => this.#match(frame));
    side.on("offer_made", (offer) => this.#change({ offer }));
    side.on("offer_closed", () => this.#change({ offer: undefined }));
    side.on("agent_state", (agentState) => this.#change({ agentState }));
    side.on("transcript", (line) => this.#addLine(line));
    side.on("call_ended", () => this.#finishTalk());
    side.connection.on("join", () => this.#change({ isPartnerInCall: true }));
    side.connection.on("leave", () => this.#change({ isPartnerInCall: false }));
    side.on("gone", () => this.#letGo());
    side.connection.on("closed", (why) => why && this.#letGo());
    await side.open();
    this.emit("changed", undefined);
  }

  #match({ partner_name: partner, room_call_id }) {
    if (this.#roomCall !== room_call_id) this.lines = [];
    this.#roomCall = room_call_id;
    this.#change({ partner, waiting: undefined, offer: undefined, agentState: undefined });
    this.#save();
  }

  /** An agent goes on with the next; a customer is done. */
  #finishTalk() {
    this.#change({ partner: undefined, isPartnerInCall: false });
    if (this.#role === "customer") this.#letGo();
  }

  #letGo() {
    keep(sessionStorage, this.#key, null);
    this.side?.close();
    this.side = undefined;
    this.#change({ isOver: true, partner: undefined, waiting: undefined, offer: undefined });
  }

  #addLine({ speaker, text, timestamp }) {
    this.lines = [...this.lines, { speaker, text, timestamp }];
    this.#save();
    this.emit("changed", undefined);
  }

  #change(changes) {
    Object.assign(this, changes);
    this.emit("changed", undefined);
  }

  #save() {
    if (!this.side) return;
    const { lines, side } = this;
    const place = { callId: side.callId, start: this.#start, roomCall: this.#roomCall, lines };
    keep(sessionStorage, this.#key, place);
  }
}
