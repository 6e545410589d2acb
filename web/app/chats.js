import { Emitter } from "/client/emitter.js";
import { Conversation } from "./conversation.js";
import { directRoom, partnerIn, roomOf } from "./rooms.js";

const page_size = 50;

const of_a_message = ["message", "message_edited", "message_deleted"];
const of_an_invitation = [
  "call_accepted",
  "call_rejected",
  "call_cancelled",
  "call_missed",
  "call_busy",
];

/**
 * All conversations of this user, as far as they were looked at, and the list of them.
 *
 * @extends {Emitter<{changed: string, list: void}>} `changed` carries the room
 */
export class Chats extends Emitter {
  #client;
  #people;
  /** @type {Map<string, Conversation>} */
  #conversations = new Map();
  /** @type {Map<string, {id: string, name?: string | null, members?: string[]}>} */
  #rooms = new Map();
  #unread = new Map();
  /** The room that is looked at. @type {string | undefined} */
  #open;

  /** @param {import("/client/switchboard.js").Switchboard} client @param {import("./people.js").People} people */
  constructor(client, people) {
    super();
    this.#client = client;
    this.#people = people;
    for (const type of of_a_message) client.on(type, (frame) => this.#take(frame.room_id, frame));
    for (const type of of_an_invitation)
      client.on(type, (frame) => this.#take(roomOf(frame.call_id), frame));
    // Which answer it was, only the history says.
    client.on("call_answered_elsewhere", ({ call_id }) => this.#readAgain(roomOf(call_id)));
    client.on("resume_failed", () => this.reload());
    for (const type of ["room_created", "room_changed", "member_added", "member_removed"])
      client.on(type, () => void this.loadList());
  }

  /** The rooms, those with the latest messages first. */
  get list() {
    return [...this.#rooms.values()].sort((one, other) =>
      this.#latest(other.id).localeCompare(this.#latest(one.id)),
    );
  }

  /** @param {string} roomId */
  nameOf(roomId) {
    const partner = partnerIn(roomId, this.#client.user?.id);
    return partner ? this.#people.name(partner) : this.#rooms.get(roomId)?.name || roomId;
  }

  /** @param {string} roomId */
  unread(roomId) {
    return this.#unread.get(roomId) ?? 0;
  }

  /** @param {string} roomId */
  conversation(roomId) {
    const known = this.#conversations.get(roomId);
    if (known) return known;
    const made = new Conversation(roomId);
    this.#conversations.set(roomId, made);
    return made;
  }

  /** @param {string | undefined} roomId */
  look(roomId) {
    this.#open = roomId;
    if (roomId && this.#unread.delete(roomId)) this.emit("list", undefined);
  }

  async loadList() {
    const { rooms = [] } = await this.#client.api.get("/api/v1/rooms");
    for (const { room, last_message } of rooms) {
      this.#rooms.set(room.room_id, { id: room.room_id, name: room.name, members: room.members });
      if (last_message) this.conversation(room.room_id).add(last_message);
      this.#meetMembers(room.room_id);
    }
    this.emit("list", undefined);
  }

  /** Reads the newest page, or the one before what is known. */
  async load(roomId, { isEarlier = false } = {}) {
    const conversation = this.conversation(roomId);
    const before = isEarlier ? conversation.before : undefined;
    const partner = partnerIn(roomId, this.#client.user?.id);
    const whose = partner ? { with: partner } : { room_id: roomId };
    this.#meetMembers(roomId);
    conversation.addPage(await this.#client.history({ ...whose, limit: page_size, before }));
    this.emit("changed", roomId);
  }

  async reload() {
    await this.loadList();
    for (const [roomId, { isLoaded }] of this.#conversations)
      if (isLoaded) await this.#readAgain(roomId);
  }

  /** Writes, and shows it when the server has it. */
  async send(roomId, content) {
    const partner = partnerIn(roomId, this.#client.user?.id);
    const answer = await this.#client.send({
      ...(partner ? { to: partner } : { room_id: roomId }),
      content,
    });
    this.#note(roomId, {
      id: answer.message_id,
      room_id: roomId,
      seq: answer.seq,
      sender_id: this.#client.user.id,
      message_type: "text",
      content,
      extra_data: null,
      created_at: new Date().toISOString(),
    });
  }

  /** Changes a message of one's own. */
  async edit(roomId, messageId, content) {
    await this.#client.edit(messageId, content);
    this.#changed(roomId, this.conversation(roomId).edit(messageId, { content }));
  }

  /** Takes a message of one's own back. */
  async takeBack(roomId, messageId) {
    await this.#client.takeBack(messageId);
    this.#changed(roomId, this.conversation(roomId).takeBack(messageId));
  }

  /** Opens a conversation with a person, or finds it. */
  roomWith(userId) {
    return directRoom(this.#client.user.id, userId);
  }

  /** @param {string} name @param {string[]} members */
  async makeGroup(name, members) {
    const { room } = await this.#client.api.post("/api/v1/rooms", { name, members });
    await this.loadList();
    return room.room_id;
  }

  settleInvitation(callId, status) {
    const roomId = roomOf(callId);
    this.#changed(roomId, this.conversation(roomId).settleInvitation(callId, status));
  }

  forget() {
    this.#conversations.clear();
    this.#rooms.clear();
    this.#unread.clear();
  }

  /** After what this device did itself, of which it gets an answer and no frame. */
  readAgain(roomId) {
    return this.#readAgain(roomId);
  }

  async #readAgain(roomId) {
    const { before } = this.conversation(roomId);
    await this.load(roomId).catch(() => {
      // It is read again when somebody looks at it.
    });
    this.conversation(roomId).before = before ?? this.conversation(roomId).before;
  }

  #take(roomId, frame) {
    if (frame.type === "message") this.#note(roomId, frame);
    else this.#changed(roomId, this.conversation(roomId).take(frame));
  }

  #changed(roomId, isChanged) {
    if (!isChanged) return;
    this.emit("changed", roomId);
    this.emit("list", undefined);
  }

  #note(roomId, message) {
    this.conversation(roomId).add(message);
    if (!this.#rooms.has(roomId)) this.#rooms.set(roomId, { id: roomId });
    const isMine = message.sender_id === this.#client.user?.id;
    if (!isMine && roomId !== this.#open)
      this.#unread.set(roomId, (this.#unread.get(roomId) ?? 0) + 1);
    this.#meetMembers(roomId);
    this.emit("changed", roomId);
    this.emit("list", undefined);
  }

  #meetMembers(roomId) {
    const me = this.#client.user?.id;
    const partner = partnerIn(roomId, me);
    const members = partner ? [partner] : (this.#rooms.get(roomId)?.members ?? []);
    for (const id of members) if (id !== me) void this.#people.meet(id);
  }

  #latest(roomId) {
    return this.#conversations.get(roomId)?.last?.created_at ?? "";
  }
}
