import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createPublicFetch } from "./public-fetch.js";

describe("a request to an address from untrusted input", () => {
  let server: Server;
  let url: string;
  const seen: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      if (request.url === "/elsewhere") return void response.writeHead(302, { location: "/" }).end();
      if (request.url === "/large") return void response.end(Buffer.alloc(2 * 1024 * 1024));
      request.on("data", (part: Buffer) => response.write(part)).on("end", () => response.end());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const codeOf = (answer: Promise<unknown>) =>
    answer.then(
      () => "answered",
      (error: unknown) => (error as { code?: string }).code ?? (error as Error).message,
    );

  it("goes to the public internet by https only", async () => {
    const get = createPublicFetch(false);
    for (const address of [url, url.replace("http", "https"), "http://example.org/", "https://[::1]/", "https://169.254.169.254/"])
      expect([address, await codeOf(get(address))]).toEqual([address, "EPRIVATE"]);
    expect(await codeOf(get(`https://localhost:${new URL(url).port}/`))).toBe("EPRIVATE");
    expect(seen).toEqual([]);
  });

  it("goes anywhere where that is configured, follows nothing, and stops reading", async () => {
    const get = createPublicFetch(true);
    const echo = await get(`${url}/echo`, { method: "POST", body: new URLSearchParams({ a: "b c" }) });
    expect([echo.status, await echo.text()]).toEqual([200, "a=b+c"]);
    expect((await get(`${url}/elsewhere`)).status).toBe(302);
    expect(await codeOf(get(`${url}/large`))).toContain("larger");
    expect(await codeOf(get(url, { signal: AbortSignal.abort() }))).toBe("ABORT_ERR");
  });
});
