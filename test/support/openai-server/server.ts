/**
 * Speaks the used part of OpenAI's API: streamed chat completions with structured outputs. Refuses what the real one would refuse.
 * `npm run prove:ai` compares requests, and a copy of this server's events, with OpenAI's published description.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

export interface ChatRequest {
  model: string;
  messages: { role: string; content: string }[];
  stream: true;
  stream_options: { include_usage: true };
  max_completion_tokens: number;
  temperature: number;
  response_format: { type: "json_schema"; json_schema: { name: string; strict: true; schema: Record<string, unknown> } };
}

export type Reply =
  | { status: number; headers?: Record<string, string> }
  /** Closes the connection after this many pieces. */
  | { pieces: string[]; breakAfter?: number; pauseMs?: number; finish?: string; until?: (sent: number) => Promise<unknown> | undefined };

export interface OpenAiServer {
  /** For OPENAI_BASE_URL. */
  url: string;
  key: string;
  requests: ChatRequest[];
  /** Requests whose client left before the end. */
  left: number;
  /** Makes the reply to a request; replaced by tests. */
  reply: (request: ChatRequest, number: number) => Reply;
  close(): Promise<void>;
}

class Refusal extends Error {}

export const piecesOf = (text: string, size = 12): string[] => text.match(new RegExp(`[\\s\\S]{1,${size}}`, "g")) ?? [];

export const answerOf = (answer: object): Reply => ({ pieces: piecesOf(JSON.stringify(answer)) });

export async function startOpenAiServer(): Promise<OpenAiServer> {
  const http = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const server: OpenAiServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/v1`,
    key: "test-key-of-the-openai-server",
    requests: [],
    left: 0,
    reply: () => answerOf({ text: "ok" }),
    close: () => new Promise((resolve) => (http.close(() => resolve()), http.closeAllConnections())),
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const refuse = (status: number, message: string, headers: Record<string, string> = {}) =>
      response
        .writeHead(status, { "content-type": "application/json", ...headers })
        .end(JSON.stringify({ error: { message, type: "invalid_request_error", param: null, code: null } }));
    if (request.method !== "POST" || request.url !== "/v1/chat/completions") return void refuse(404, "Unknown request URL.");
    if (request.headers.authorization !== `Bearer ${server.key}`) return void refuse(401, "Incorrect API key provided.");
    let body: ChatRequest;
    try {
      body = parse(Buffer.concat(chunks).toString());
    } catch (error) {
      return void refuse(400, String(error));
    }
    server.requests.push(body);
    const reply = server.reply(body, server.requests.length);
    if ("status" in reply) return void refuse(reply.status, "No.", reply.headers);
    response.on("close", () => {
      if (!response.writableFinished) server.left += 1;
    });
    response.writeHead(200, { "content-type": "text/event-stream" });
    const common = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1_790_000_000, model: body.model };
    const send = (event: object) => {
      response.write(`data: ${JSON.stringify(event)}\n\n`);
    };
    const choice = (delta: object, finish_reason: string | null = null) => ({
      choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    });
    send({ ...common, ...choice({ role: "assistant", content: "" }), usage: null });
    for (const [index, content] of reply.pieces.entries()) {
      if (index === reply.breakAfter) return void response.destroy();
      await reply.until?.(index);
      if (reply.pauseMs) await delay(reply.pauseMs);
      if (response.destroyed) return;
      send({ ...common, ...choice({ content }), usage: null });
    }
    send({ ...common, ...choice({}, reply.finish ?? "stop"), usage: null });
    const usage = { prompt_tokens: 100, completion_tokens: reply.pieces.length, total_tokens: 100 + reply.pieces.length };
    send({ ...common, choices: [], usage });
    response.end("data: [DONE]\n\n");
  }
  return server;
}

function parse(text: string): ChatRequest {
  const body = JSON.parse(text) as ChatRequest;
  const expect = (holds: boolean, message: string) => {
    if (!holds) throw new Refusal(message);
  };
  const known = ["model", "messages", "stream", "stream_options", "max_completion_tokens", "temperature", "response_format"];
  expect(
    Object.keys(body).every((name) => known.includes(name)),
    "Unrecognized request argument supplied.",
  );
  expect(typeof body.model === "string" && body.model !== "", "you must provide a model parameter");
  expect(Array.isArray(body.messages) && body.messages.length > 0, "messages is too short");
  for (const { role, content } of body.messages)
    expect(["system", "user", "assistant"].includes(role) && typeof content === "string", "invalid message");
  expect(body.stream === true && body.stream_options.include_usage === true, "these tests stream");
  expect(Number.isInteger(body.max_completion_tokens), "max_completion_tokens must be an integer");
  const { json_schema: format, type } = body.response_format;
  expect(type === "json_schema" && format.strict === true && /^[a-zA-Z0-9_-]{1,64}$/.test(format.name), "invalid response_format");
  strict(format.schema, expect);
  return body;
}

/** The rules of structured outputs: objects are closed, and all of their properties are required. */
function strict(schema: unknown, expect: (holds: boolean, message: string) => void): void {
  if (typeof schema !== "object" || schema === null) return;
  const { type, properties, required, additionalProperties, items } = schema as Record<string, unknown>;
  if (type === "object") {
    expect(additionalProperties === false, "additionalProperties must be false");
    expect(
      String((required as string[]).toSorted()) === String(Object.keys(properties as object).toSorted()),
      "all properties must be required",
    );
    for (const property of Object.values(properties as object)) strict(property, expect);
  }
  if (type === "array") strict(items, expect);
}
