// Rooms on socket.io, with its memory adapter. Prints its port.
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer();
const server = new Server(http, { transports: ["websocket"] });

server.on("connection", (socket) => {
  let room;
  socket.on("enter", (wanted) => {
    room = wanted;
    socket.join(room);
    socket.emit("entered");
  });
  socket.on("say", (text) => socket.to(room).emit("say", text));
});
http.listen(0, "127.0.0.1", () => console.log(http.address().port));
