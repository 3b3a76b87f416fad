import { describe, expect, it } from "@jest/globals";
import { spamSignals } from "./spam-signals.js";

const NEW = { isNew: true, posts: 0, isRepeated: false, ownHosts: ["learn.example"] };
const TRUSTED = { ...NEW, isNew: false, posts: 50 };

describe("spamSignals", () => {
  it("finds a link in the first post of a new account, but not one to the installation or one in code", () => {
    expect(spamSignals("Hi", "See https://shop.example/x", NEW)).toEqual(["LINK_OF_NEW_ACCOUNT"]);
    expect(spamSignals("Hi", "See https://learn.example/problems/1", NEW)).toEqual([]);
    expect(spamSignals("Hi", "```\nfetch('https://shop.example')\n```", NEW)).toEqual([]);
    expect(spamSignals("Hi", "Call `https://shop.example`", NEW)).toEqual([]);
    expect(spamSignals("Hi", "See https://shop.example/x", { ...NEW, posts: 1 })).toEqual([]);
  });

  it("finds many links, in Markdown too", () => {
    const body = "[a](https://a.example) <https://b.example> www.c.example";
    expect(spamSignals("Hi", body, { ...NEW, posts: 3 })).toEqual(["MANY_LINKS"]);
  });

  it("finds shouting and hidden characters", () => {
    expect(spamSignals("BUY NOW", "THE BEST WATCHES OF THE WHOLE WORLD", NEW)).toEqual(["SHOUTING"]);
    expect(spamSignals("Why is my answer wrong?", "I use the DFS and get WA on test 3.", NEW)).toEqual([]);
    expect(spamSignals("Hi", "fr\u200Bee", NEW)).toEqual(["HIDDEN_CHARACTERS"]);
    // Joiners are part of emoji and of Persian.
    expect(spamSignals("Hi", "👩\u200D💻", NEW)).toEqual([]);
  });

  it("looks at accounts that are known for repeated texts only", () => {
    expect(spamSignals("BUY NOW", "THE BEST WATCHES OF THE WHOLE WORLD https://a.example", TRUSTED)).toEqual([]);
    expect(spamSignals("Hi", "Again", { ...TRUSTED, isRepeated: true })).toEqual(["REPEATED_TEXT"]);
  });
});
