/** A push service and a browser of it: takes pushes over HTTP as RFC 8030 says, and opens them as RFC 8188 and 8291 say. */
import { createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface Push {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface PushService {
  origin: string;
  pushes: Push[];
  /** Status of the next answers at a path; 201 at others. */
  answers: Map<string, number[]>;
  close(): Promise<void>;
}

export async function startPushService(): Promise<PushService> {
  const pushes: Push[] = [];
  const answers = new Map<string, number[]>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url!;
      pushes.push({ path, headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(answers.get(path)?.shift() ?? 201, { location: `${path}/elsewhere` }).end("a body that nobody reads");
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pushes,
    answers,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

export interface Browser {
  subscription: { endpoint: string; p256dh: string; auth: string };
  path: string;
  open(push: Push): { id: string; kind: string; title: string; body: string; subject: { type: string; id: string } | null };
}

export function createBrowser(origin: string): Browser {
  const curve = createECDH("prime256v1");
  const publicKey = curve.generateKeys();
  const auth = randomBytes(16);
  const path = `/push/${randomBytes(8).toString("hex")}`;
  const expand = (key: Uint8Array, salt: Uint8Array, info: Uint8Array | string, length: number) =>
    Buffer.from(hkdfSync("sha256", key, salt, info, length));
  return {
    path,
    subscription: { endpoint: `${origin}${path}`, p256dh: publicKey.toString("base64url"), auth: auth.toString("base64url") },
    open({ body }) {
      const salt = body.subarray(0, 16);
      const keyLength = body[20]!;
      const sender = body.subarray(21, 21 + keyLength);
      const content = body.subarray(21 + keyLength);
      const info = Buffer.concat([Buffer.from("WebPush: info\0"), publicKey, sender]);
      const secret = expand(curve.computeSecret(sender), auth, info, 32);
      const key = expand(secret, salt, "Content-Encoding: aes128gcm\0", 16);
      const nonce = expand(secret, salt, "Content-Encoding: nonce\0", 12);
      const decipher = createDecipheriv("aes-128-gcm", key, nonce);
      decipher.setAuthTag(content.subarray(-16));
      const padded = Buffer.concat([decipher.update(content.subarray(0, -16)), decipher.final()]);
      return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString()) as ReturnType<Browser["open"]>;
    },
  };
}
