import { Emitter } from "../../../../web/client/emitter.js";

/** A call on a server, with as many connections to it as a test wants. */
export class FakeRoom {
  connections = new Map();
  relayed = [];

  connect(connectionId, user_id = connectionId) {
    const connection = new FakeConnection(this, connectionId, user_id);
    this.connections.set(connectionId, connection);
    return connection;
  }

  others(connection) {
    return [...this.connections.values()].filter((each) => each !== connection && each.isIn);
  }

  tell(connections, frame) {
    for (const connection of connections)
      connection.emit(frame.type, { call_id: "call", ...frame });
  }
}

class FakeConnection extends Emitter {
  isIn = false;
  commands = [];

  constructor(room, connectionId, user_id) {
    super();
    this.room = room;
    this.connectionId = connectionId;
    this.user_id = user_id;
  }

  async command(frame) {
    this.commands.push(frame);
    return frame.type === "join" ? this.#join() : { type: "ack" };
  }

  signal(frame) {
    this.room.relayed.push(`${frame.type} ${this.connectionId}>${frame.to}`);
    const to = this.room.connections.get(frame.to);
    const { user_id: from, connectionId: from_connection } = this;
    // In one turn of the loop after the other, as over a network.
    setImmediate(() => to?.emit(frame.type, { ...frame, from, from_connection }));
  }

  #join() {
    const others = this.room.others(this);
    const { user_id, connectionId: connection_id } = this;
    if (this.isIn)
      this.room.tell(others, { type: "leave", user_id, connection_id, reason: "replaced" });
    this.isIn = true;
    this.room.tell(others, {
      type: "join",
      user_id,
      connection_id,
      data: { user: { id: user_id } },
    });
    const all = [...others, this];
    return {
      type: "joined",
      participants: all.map((each) => ({
        user_id: each.user_id,
        connection_id: each.connectionId,
      })),
    };
  }
}
