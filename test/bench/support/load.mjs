// A load generator in a process of its own, which sends one request over and over on each of its connections.
// node load.mjs <url> <connections> <seconds> <token> <body>; prints how many were answered, or ends with 1 at the first wrong answer.
import { Agent, request } from "node:http";

const [url, connections, seconds, token, body] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });
const headers = {
  "content-type": "application/json",
  "content-length": Buffer.byteLength(body),
  authorization: `Bearer ${token}`,
};

function ask() {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", agent, headers }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk)).on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks);
        if (response.statusCode === 200 && !text.includes('"errors"')) resolve();
        else reject(new Error(`${response.statusCode}: ${text.subarray(0, 500)}`));
      });
    });
    sent.on("error", reject).end(body);
  });
}

let answered = 0;
const end = performance.now() + Number(seconds) * 1000;
async function work() {
  while (performance.now() < end) {
    await ask();
    answered++;
  }
}
await Promise.all(Array.from({ length: Number(connections) }, work));
console.log(`answered ${answered}`);
agent.destroy();
