import { describe, expect, it } from "@jest/globals";
import { createEventData } from "./event-data.js";

const inPieces = (text: string, size: number) => {
  const { read } = createEventData();
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) => read(text.slice(index * size, (index + 1) * size))).flat();
};

describe("data of events", () => {
  it("comes whole, wherever the chunks end and whatever ends the lines", () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const text = [": comment", "event: chunk", 'data: {"a":1}', "", "data:two", "data:  lines", "id: 1", "", "", "data: [DONE]", "", "x"];
      for (const size of [1, 2, 3, 5, 8, 1000]) {
        expect(inPieces(text.join(end), size)).toEqual(['{"a":1}', "two\n lines", "[DONE]"]);
      }
    }
  });

  it("is nothing before the event has ended", () => {
    const { read } = createEventData();
    expect(read("data: 1\n")).toEqual([]);
    expect(read("\ndata: 2\n\ndata: 3\n\n")).toEqual(["1", "2", "3"]);
  });

  it("has a limit", () => {
    const { read } = createEventData();
    const line = `data: ${"x".repeat(100_000)}`;
    expect(() => Array.from({ length: 20 }, () => read(line))).toThrow("too long");
    const lines = createEventData();
    expect(() => Array.from({ length: 20 }, () => lines.read(`${line}\n`))).toThrow("too long");
  });
});
