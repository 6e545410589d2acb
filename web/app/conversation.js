/** @import { Message } from "/client/frames.js" */

/** What each frame about an invitation makes of it. */
const outcomes = {
  call_accepted: "accepted",
  call_rejected: "rejected",
  call_cancelled: "cancelled",
  call_missed: "missed",
  call_busy: "busy",
};

/**
 * The messages of one room, in order and each once, wherever they came from: the history, live frames
 * or this page's own sending.
 */
export class Conversation {
  /** @type {Map<string, Message>} */
  #messages = new Map();
  /** What became of invitations, by call, also of those whose message is not here yet. */
  #outcomes = new Map();
  /** Where the history before the earliest one begins; undefined when there is no more. */
  before;
  isLoaded = false;

  /** @param {string} roomId */
  constructor(roomId) {
    this.roomId = roomId;
  }

  /** @returns {Message[]} oldest first */
  get messages() {
    return [...this.#messages.values()].sort((one, other) => one.seq - other.seq);
  }

  get last() {
    return this.messages.at(-1);
  }

  /**
   * A page may say less than frames have told since it was asked for; that stays.
   *
   * @param {Message} message
   */
  add(message) {
    const known = this.#messages.get(message.id);
    if (known && isBehind(message, known)) return;
    this.#messages.set(message.id, message);
    this.#settle(message);
  }

  /** @param {{messages: Message[], next?: number}} page */
  addPage({ messages, next }) {
    for (const message of messages) this.add(message);
    this.before = next;
    this.isLoaded = true;
  }

  /**
   * @param {any} frame
   * @returns {boolean} whether anything changed
   */
  take(frame) {
    if (frame.type === "message") this.add(frame);
    else if (frame.type === "message_edited") return this.edit(frame.message_id, frame);
    else if (frame.type === "message_deleted") return this.takeBack(frame.message_id);
    else return this.settleInvitation(frame.call_id, outcomes[frame.type]);
    return true;
  }

  /** @param {string} id @param {{content: string, extra_data?: any}} text */
  edit(id, { content, extra_data = null }) {
    return this.#change(id, { content, extra_data, edited_at: now() });
  }

  /** @param {string} id */
  takeBack(id) {
    return this.#change(id, { content: "", extra_data: null, deleted_at: now() });
  }

  /** Invitations end once: the first outcome stays. */
  settleInvitation(callId, status) {
    if (!status) return false;
    if (!this.#outcomes.has(callId)) this.#outcomes.set(callId, status);
    const message = this.messages.find(
      ({ extra_data }) => extra_data?.call_invitation?.call_id === callId,
    );
    return message ? this.#settle(message) : false;
  }

  /** @param {Message} message */
  #settle({ id, extra_data }) {
    const invitation = extra_data?.call_invitation;
    const status = this.#outcomes.get(invitation?.call_id);
    if (!status || invitation.status !== "pending") return false;
    const settled = { ...invitation, status };
    return this.#change(id, { extra_data: { ...extra_data, call_invitation: settled } });
  }

  #change(id, changes) {
    const message = this.#messages.get(id);
    if (!message) return false;
    this.#messages.set(id, { ...message, ...changes });
    return true;
  }
}

/** Whether a message is told as it was before it was changed or taken back. */
function isBehind(told, known) {
  if (known.deleted_at) return !told.deleted_at;
  return Boolean(known.edited_at) && !told.edited_at && !told.deleted_at;
}

/** A frame does not say when; it comes when it happens. */
function now() {
  return new Date().toISOString();
}
