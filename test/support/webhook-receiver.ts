/** A system that gets webhooks: answers each path as a test says, and keeps every request. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ReceivedWebhook {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  event: { id: string; type: string; version: number; createdAt: string; organizationId: string | null; data: Record<string, unknown> };
}

type Answer = number | "silent" | "redirect";

export interface WebhookReceiver {
  urlOf(path: string): string;
  received: ReceivedWebhook[];
  /** Those at a path. */
  at(path: string): ReceivedWebhook[];
  /** Answers at a path; 204 at others. Text of a status is its number. */
  answers: Map<string, Answer>;
  close(): Promise<void>;
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const answers = new Map<string, Answer>();
  const answer = (path: string, response: ServerResponse) => {
    const wanted = answers.get(path) ?? 204;
    if (wanted === "silent") return;
    if (wanted === "redirect") return response.writeHead(302, { location: "/elsewhere" }).end();
    response.writeHead(wanted).end(wanted === 204 ? undefined : `status ${wanted}`);
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const [path, body] = [request.url!, Buffer.concat(chunks)];
      received.push({ path, headers: request.headers, body, event: JSON.parse(body.toString()) as ReceivedWebhook["event"] });
      answer(path, response);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    urlOf: (path) => `${origin}${path}`,
    received,
    at: (path) => received.filter((one) => one.path === path),
    answers,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}
