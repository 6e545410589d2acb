// Rooms on Bun's own publish. Prints its port.
const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch(request, opened) {
    const room = new URL(request.url).pathname;
    return opened.upgrade(request, { data: { room } }) ? undefined : new Response("", { status: 400 });
  },
  websocket: {
    open: (socket) => socket.subscribe(socket.data.room),
    message: (socket, text) => socket.publish(socket.data.room, text),
  },
});
console.log(server.port);
