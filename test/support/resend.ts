/** A server that speaks as much of Resend's API as mail needs: POST /emails with idempotency keys. It also signs webhooks. */
import { createHmac, randomUUID } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

export interface ResendMail {
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
}

export interface ResendServer {
  url: string;
  apiKey: string;
  webhookSecret: string;
  /** Accepted ones, in the order of their arrival. */
  mails: ResendMail[];
  requests: { headers: IncomingHttpHeaders; body: string }[];
  /** What the next requests are answered with, before any is accepted; "silence" is no answer. */
  answers: ({ status: number; name: string; message?: string } | "silence")[];
  /** Accepts the next mail, and breaks the connection in place of an answer. */
  loseNextAnswer(): void;
  /** Waits until as many were accepted for the address. */
  arrived(address: string, count: number): Promise<ResendMail[]>;
  /** Posts an event as Resend does. */
  post(apiUrl: string, event: unknown, change?: { secret?: string; timestamp?: number; body?: string }): Promise<number>;
  close(): Promise<void>;
}

export async function startResendServer(): Promise<ResendServer> {
  const accepted = new Map<string, string>();
  let loses = false;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      resend.requests.push({ headers: request.headers, body });
      const answer = (status: number, json: object) =>
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
      const next = resend.answers.shift();
      if (next === "silence") return;
      if (next) return answer(next.status, { statusCode: next.status, name: next.name, message: next.message ?? "No." });
      if (request.method !== "POST" || request.url !== "/emails") return answer(404, { name: "not_found" });
      if (request.headers.authorization !== `Bearer ${resend.apiKey}`) return answer(403, { name: "invalid_api_key" });
      const key = String(request.headers["idempotency-key"]);
      const before = accepted.get(key);
      if (before !== undefined && before !== body) return answer(409, { name: "invalid_idempotent_request" });
      if (before === undefined) {
        accepted.set(key, body);
        resend.mails.push(JSON.parse(body) as ResendMail);
      }
      if (loses) {
        loses = false;
        return request.socket.destroy();
      }
      answer(200, { id: randomUUID() });
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const key = randomUUID();

  const resend: ResendServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey: `re_${randomUUID()}`,
    webhookSecret: `whsec_${Buffer.from(key).toString("base64")}`,
    mails: [],
    requests: [],
    answers: [],
    loseNextAnswer: () => void (loses = true),
    async arrived(address, count) {
      for (const deadline = Date.now() + 60_000; ; await delay(50)) {
        const found = resend.mails.filter(({ to }) => to.includes(address));
        if (found.length >= count) return found;
        if (Date.now() > deadline) throw new Error(`${found.length} of ${count} mails came to ${address}`);
      }
    },
    async post(apiUrl, event, { secret = key, timestamp = Math.floor(Date.now() / 1000), body = JSON.stringify(event) } = {}) {
      const id = `msg_${randomUUID()}`;
      const signature = createHmac("sha256", secret)
        .update(`${id}.${timestamp}.${JSON.stringify(event)}`)
        .digest("base64");
      const response = await fetch(new URL("/webhooks/resend", apiUrl), {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "svix-id": id,
          "svix-timestamp": String(timestamp),
          "svix-signature": `v1,${signature}`,
        },
        body,
      });
      await response.arrayBuffer();
      return response.status;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
  return resend;
}
