import { execFileSync } from "node:child_process";
import { describe, expect, it } from "@jest/globals";
import { createMarkFinder, MARK_BYTES, WRITE_MARK, withoutMark } from "./end-mark.js";

const mark = execFileSync("sh", ["-c", WRITE_MARK]);

describe("the mark after a program's output", () => {
  it("is found however it is cut", () => {
    const all = Buffer.concat([Buffer.from("Error\n\x1ecodequest"), mark, Buffer.from("later")]);
    for (let size = 1; size <= all.length; size++) {
      const finder = createMarkFinder();
      for (let at = 0; at < all.length; at += size) finder.push(all.subarray(at, at + size));
      expect(finder.isFound()).toBe(true);
    }
    expect(withoutMark(all).toString("latin1")).toBe("Error\n\x1ecodequestlater");
  });

  it("is not found in a part of it", () => {
    const finder = createMarkFinder();
    finder.push(mark.subarray(0, MARK_BYTES - 1));
    finder.push(Buffer.from("x"));
    expect(finder.isFound()).toBe(false);
    expect(withoutMark(Buffer.from("Error\n")).toString()).toBe("Error\n");
  });
});
