// Who is measured: how each is started, in what words it is spoken to, and what survives its death.

const memory = "memory";
const disk = "disk";

export function contendersIn(build) {
  const packages = "bench/baselines/packages";
  const bare = (name, program) => ({ name, server: [`${build}/bench/baselines/${program}`], speak: "plain", class: memory });
  const ours = (name, speak, durability) => ({ name, server: [`${build}/switchboard`], speak, class: durability });
  return {
    signals: ours("switchboard, signals", "signals", memory),
    messages: ours("switchboard, messages", "messages", disk),
    broadcaster: bare("bare Beast", "beast_broadcaster"),
    relay: bare("bare Beast", "beast_relay"),
    layer: bare("our WebSocket layer alone", "session_relay"),
    ws: { name: "ws", server: ["node", `${packages}/ws.mjs`], speak: "plain", class: memory },
    socketio: { name: "socket.io", server: ["node", `${packages}/socketio.mjs`], speak: "socketio", class: memory },
    bun: {
      name: "Bun",
      server: [`${packages}/node_modules/bun/bin/bun.exe`, `${packages}/bun.mjs`],
      speak: "plain",
      class: memory,
    },
    centrifuge: {
      name: "Centrifuge",
      server: [`${build}/bench/baselines/centrifuge_rooms`],
      speak: "centrifugo",
      class: memory,
    },
  };
}
