// Rooms on `ws`: what anybody says goes to everybody else at the same path. Prints its port.
import { WebSocketServer } from "ws";

const rooms = new Map();
const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });

server.on("listening", () => console.log(server.address().port));
server.on("connection", (socket, { url }) => {
  if (!rooms.has(url)) rooms.set(url, new Set());
  const room = rooms.get(url).add(socket);
  socket.on("close", () => room.delete(socket));
  socket.on("message", (text) => {
    for (const other of room) if (other !== socket) other.send(text, { binary: false });
  });
});
