/** A provider of AI answers that speaks OpenAI's protocol at the pace of a model, and remembers when it sent what. */
import { createServer } from "node:http";

const COMMON = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1_790_000_000, model: "bench" };

/** `answerOf` makes the object to answer with; `pauseMs` lies between two pieces of `size` characters. */
export async function startAiProvider({ answerOf, pauseMs, size = 12 }) {
  const streams = [];
  const server = createServer((request, response) => {
    request.resume().on("end", async () => {
      const pieces = JSON.stringify(answerOf()).match(new RegExp(`[\\s\\S]{1,${size}}`, "g"));
      const stream = { pieces: pieces.length, startedAt: 0, endedAt: 0 };
      response.writeHead(200, { "content-type": "text/event-stream" });
      const send = (delta, finish_reason = null) =>
        response.write(`data: ${JSON.stringify({ ...COMMON, choices: [{ index: 0, delta, logprobs: null, finish_reason }] })}\n\n`);
      stream.startedAt = performance.now();
      for (const content of pieces) {
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
        if (response.destroyed) return;
        send({ content });
      }
      stream.endedAt = performance.now();
      streams.push(stream);
      send({}, "stop");
      response.end("data: [DONE]\n\n");
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/v1`,
    streams,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
