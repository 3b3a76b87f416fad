import { describe, expect, it } from "@jest/globals";
import { createTextReader } from "./text-reader.js";

const TEXTS = ["plain", 'quotes " and \\ and \n lines', "ünïcode 🎉 and \u2028", "", '{"text":"inner"}'];

describe("text reader", () => {
  it.each(TEXTS)("finds %j wherever pieces end", (text) => {
    for (const json of [
      JSON.stringify({ text, list: [{ text: "other" }], more: "x" }),
      JSON.stringify({ before: { text: "nested" }, list: ["text", 1], text }),
      JSON.stringify({ text }).replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`),
    ])
      for (const size of [1, 2, 3, 7, json.length]) {
        const reader = createTextReader();
        let read = "";
        for (let at = 0; at < json.length; at += size) read += reader.read(json.slice(at, at + size));
        expect(read).toBe(text);
      }
  });

  it("ignores text around the object, and takes the first of two", () => {
    const reader = createTextReader();
    expect(reader.read('```json\n{"text":"a","text":"b"}\n``` "text"')).toBe("a");
  });

  it("does not throw for what is not JSON", () => {
    expect(createTextReader().read('}}]]"\\u00zz"{"text":"\\q\\ud800"')).toBeDefined();
  });
});
