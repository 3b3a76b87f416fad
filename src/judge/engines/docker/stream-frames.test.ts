import { describe, expect, it } from "@jest/globals";
import { createFrameReader } from "./stream-frames.js";

function frame(kind: number, text: string): Buffer {
  const header = Buffer.from([kind, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}

function read(chunks: Buffer[]) {
  const said = { stdout: "", stderr: "" };
  const reader = createFrameReader({
    stdout: (bytes) => void (said.stdout += bytes.toString("latin1")),
    stderr: (bytes) => void (said.stderr += bytes.toString("latin1")),
  });
  for (const chunk of chunks) reader.push(chunk);
  return { ...said, whole: reader.isBetweenFrames() };
}

const ALL = Buffer.concat([frame(1, "out 1\n"), frame(2, "error\n"), frame(1, ""), frame(1, "out 2\n")]);

describe("frames of Docker's stream", () => {
  it("are read however the chunks are cut", () => {
    for (let size = 1; size <= ALL.length; size++) {
      const chunks = Array.from({ length: Math.ceil(ALL.length / size) }, (_, index) => ALL.subarray(index * size, (index + 1) * size));
      expect(read(chunks)).toEqual({ stdout: "out 1\nout 2\n", stderr: "error\n", whole: true });
    }
  });

  it("are not whole when the connection ends within one", () => {
    for (const cut of [3, 8, 10]) expect(read([ALL.subarray(0, cut)]).whole).toBe(false);
  });

  it("are refused when they are none", () => {
    for (const wrong of [frame(0, "x"), frame(3, "x"), Buffer.from("HTTP/1.1 500 Internal Server Error")])
      expect(() => read([wrong])).toThrow("not a frame");
  });
});
