/** Sockets whose other end is the test. */
export function fakeSockets() {
  const opened = [];

  class FakeSocket {
    sent = [];
    closedWith = undefined;

    constructor(url) {
      this.url = new URL(url);
      opened.push(this);
    }

    get resume() {
      const text = this.url.searchParams.get("resume");
      return text === null ? undefined : JSON.parse(text);
    }

    send(text) {
      this.sent.push(JSON.parse(text));
    }

    close(code = 1005) {
      this.closedWith ??= code;
    }

    // What the server does.

    say(frame) {
      this.onmessage({ data: JSON.stringify(frame) });
    }

    greet(connection_id = "c1", more = {}) {
      this.say({
        type: "connection",
        connection_id,
        user_id: "alice",
        heartbeat_ms: 20_000,
        ...more,
      });
    }

    drop(code = 1006) {
      this.onclose({ code });
    }

    last(type) {
      return this.sent.findLast((frame) => frame.type === type);
    }
  }

  return { FakeSocket, opened, latest: () => opened.at(-1) };
}
