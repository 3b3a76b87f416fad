import { describe, expect, it } from "@jest/globals";
import fastifyCookie from "@fastify/cookie";
import Fastify from "fastify";
import { createOrigins } from "./origins.js";
import { refreshCookieOf } from "./refresh-cookie.js";

const origins = createOrigins({ NODE_ENV: "development", CORS_ORIGINS: [] });
const PAGE = "http://localhost:5173";
const CSRF = { "x-csrf-protection": "1" };

/** Answers what the request's cookie holds, and sets or clears it. */
async function answerTo(headers: Record<string, string>, action: "write" | "clear" | "read" = "read") {
  const http = Fastify();
  await http.register(fastifyCookie);
  http.get("/", (request, reply) => {
    const cookie = refreshCookieOf(request, reply, origins);
    if (action === "write") cookie.write("cqr_a.b-c", new Date(Date.now() + 60_500));
    if (action === "clear") cookie.clear();
    return { isPresent: cookie.isPresent, value: cookie.read() };
  });
  const response = await http.inject({ url: "/", headers: { ...CSRF, ...headers } });
  const [named, ...attributes] = String(response.headers["set-cookie"] ?? "").split("; ");
  return { ...response.json<{ isPresent: boolean; value: string | null }>(), named, attributes: attributes.sort() };
}

describe("the refresh cookie", () => {
  it("is for this host only, and not for scripts", async () => {
    const { named, attributes } = await answerTo({}, "write");
    expect(named).toBe("__Host-codequest-refresh=cqr_a.b-c");
    expect(attributes).toEqual(["HttpOnly", "Max-Age=60", "Path=/", "SameSite=Strict", "Secure"]);
  });

  it("is not Secure for pages of the developer's machine over plain HTTP", async () => {
    const { named, attributes } = await answerTo({ origin: PAGE }, "write");
    expect(named).toBe("codequest-refresh=cqr_a.b-c");
    expect(attributes).toEqual(["HttpOnly", "Max-Age=60", "Path=/", "SameSite=Strict"]);
  });

  it("is cleared with the attributes it was set with", async () => {
    const { named, attributes } = await answerTo({}, "clear");
    expect(named).toBe("__Host-codequest-refresh=");
    expect(attributes).toEqual(["HttpOnly", "Max-Age=0", "Path=/", "SameSite=Strict", "Secure"]);
  });

  it.each([
    ["__Host-codequest-refresh=cqr_1", "cqr_1"],
    ["theme=dark; __Host-codequest-refresh=cqr_1; x=y", "cqr_1"],
    ["__Host-codequest-refresh=", null],
    ["__Host-codequest-refresh=a b", null],
    [`__Host-codequest-refresh=${"a".repeat(201)}`, null],
    ["codequest-refresh=cqr_1", null],
    ["", null],
  ])("is read from %p", async (cookie, value) => {
    expect(await answerTo({ cookie })).toMatchObject({ isPresent: value !== null, value });
  });
});
