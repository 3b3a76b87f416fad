// A bare ws server: whatever one client sends goes to all, encoded once for each as ws does. node test/bench/baselines/ws-broadcast.mjs
import { WebSocketServer } from "ws";

const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
server.on("connection", (socket) =>
  socket.on("message", (data) => {
    const text = data.toString();
    for (const client of server.clients) client.send(text);
  }),
);
server.on("listening", () => console.log(`listening on ${server.address().port}`));
