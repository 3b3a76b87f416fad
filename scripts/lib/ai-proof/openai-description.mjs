// Requests of the provider and answers of the test server, against OpenAI's published openapi.yaml.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";

const PIECES = ['{"text":', ' "Hello', ' *world*"}'];
const COMMON = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1_790_000_000, model: "m" };
const choice = (delta, finish_reason = null) => ({ choices: [{ index: 0, delta, logprobs: null, finish_reason }] });

/** As test/support/openai-server sends them. */
export const EVENTS = [
  { ...COMMON, ...choice({ role: "assistant", content: "" }), usage: null },
  ...PIECES.map((content) => ({ ...COMMON, ...choice({ content }), usage: null })),
  { ...COMMON, ...choice({}, "stop"), usage: null },
  { ...COMMON, choices: [], usage: { prompt_tokens: 1, completion_tokens: 3, total_tokens: 4 } },
];

/** The description still says `nullable` as OpenAPI 3.0 did, which validators of JSON Schema take otherwise. */
function withNull(schema) {
  if (Array.isArray(schema)) return schema.map(withNull);
  if (typeof schema !== "object" || schema === null) return schema;
  const { nullable, ...rest } = Object.fromEntries(Object.entries(schema).map(([name, inner]) => [name, withNull(inner)]));
  if (nullable === undefined) return rest;
  return nullable === true ? { anyOf: [rest, { type: "null" }] } : typeof nullable === "object" ? { ...rest, nullable } : rest;
}

export function readDescription(file) {
  const description = parse(readFileSync(file, "utf8"), { maxAliasCount: -1 });
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false, logger: false });
  const components = withNull(description.components);
  ajv.addSchema({ $id: "openai", components });
  const validator = (name) => {
    const validate = ajv.compile({ $ref: `openai#/components/schemas/${name}` });
    return (value) => (validate(value) ? [] : validate.errors.map(({ instancePath, message }) => `${instancePath} ${message}`));
  };
  return { request: validator("CreateChatCompletionRequest"), event: validator("CreateChatCompletionStreamResponse") };
}

/** Bodies that `ask` sends to a server at the address it gets. */
export async function recordRequests(ask) {
  const bodies = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    bodies.push(JSON.parse(text));
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const event of EVENTS) response.write(`data: ${JSON.stringify(event)}\n\n`);
    response.end("data: [DONE]\n\n");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await ask(`http://127.0.0.1:${server.address().port}/v1`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
  return bodies;
}
