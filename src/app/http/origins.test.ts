import { describe, expect, it } from "@jest/globals";
import { createOrigins } from "./origins.js";

const of = (NODE_ENV: "development" | "production", ...CORS_ORIGINS: string[]) => createOrigins({ NODE_ENV, CORS_ORIGINS });
const LOCAL = ["http://localhost:5173", "https://localhost:5173", "http://localhost", "http://127.0.0.1:3000", "http://[::1]:8080"];

describe("origins with credentials", () => {
  it.each(LOCAL)("are those of the developer's machine, but never in production: %s", (origin) => {
    expect(of("development", "*").mayUseCookie(origin)).toBe(true);
    expect(of("development", "https://app.example").mayUseCookie(origin)).toBe(true);
    expect(of("production", "*").mayUseCookie(origin)).toBe(false);
    expect(of("production", "https://app.example").mayUseCookie(origin)).toBe(false);
    expect(of("production", origin).mayUseCookie(origin)).toBe(true);
  });

  it.each([
    "https://evil.example",
    "http://localhost.evil.example",
    "http://evil.example#localhost",
    "http://localhost:5173@evil.example",
    "http://127.0.0.1.evil.example",
    "http://localhost:5173/",
    "ftp://localhost",
    "null",
    "*",
    "",
  ])("are no others: %p", (origin) => {
    for (const environment of ["development", "production"] as const) expect(of(environment, "*").mayUseCookie(origin)).toBe(false);
  });

  it("are those that are named", () => {
    expect(of("production", "https://app.example").mayUseCookie("https://app.example")).toBe(true);
    expect(of("production", "https://app.example").mayUseCookie("https://app.example:8443")).toBe(false);
  });
});
