import { describe, expect, it } from "@jest/globals";
import { domainOf, readDomain } from "./domain-name.js";

describe("readDomain", () => {
  it.each([
    ["example.org", "example.org"],
    [" Example.ORG. ", "example.org"],
    ["münchen.example", "xn--mnchen-3ya.example"],
    ["a.b-c.example.museum", "a.b-c.example.museum"],
  ])("reads %j as %j", (typed, domain) => expect(readDomain(typed)).toBe(domain));

  it.each([
    "",
    "org",
    "127.0.0.1",
    "1.2",
    "example..org",
    "-a.example",
    "a-.example",
    "a_b.example",
    "a b.example",
    "x@example.org",
    "*.example.org",
    "example.org/path",
    `${"a".repeat(64)}.example`,
    `${"a.".repeat(130)}example`,
  ])("refuses %j", (typed) => expect(readDomain(typed)).toBeNull());
});

describe("domainOf", () => {
  it("takes what follows the last @", () => expect(domainOf('"a@b"@Example.org')).toBe("example.org"));
});
