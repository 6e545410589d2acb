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

  /** @param {Message} message */
  add(message) {
    this.#messages.set(message.id, message);
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
    const message = this.messages.find(
      ({ extra_data }) => extra_data?.call_invitation?.call_id === callId,
    );
    const invitation = message?.extra_data?.call_invitation;
    if (!status || invitation?.status !== "pending") return false;
    const settled = { ...invitation, status };
    return this.#change(message.id, {
      extra_data: { ...message.extra_data, call_invitation: settled },
    });
  }

  #change(id, changes) {
    const message = this.#messages.get(id);
    if (!message) return false;
    this.#messages.set(id, { ...message, ...changes });
    return true;
  }
}

/** A frame does not say when; it comes when it happens. */
function now() {
  return new Date().toISOString();
}
