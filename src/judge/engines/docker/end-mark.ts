/**
 * The shell that runs a program writes these bytes to standard error after the program has ended. Without them the output may be cut off: a
 * lost connection can look like the end of the stream. A program gains nothing by writing them itself.
 */
const MARK = Buffer.from("\x1ecodequest:end\n", "latin1");

/** Writes the mark, in a shell. */
export const WRITE_MARK = "printf '\\036codequest:end\\n'";
export const MARK_BYTES = MARK.length;

/** Takes standard error in pieces and looks for the mark. */
export function createMarkFinder(): { push(bytes: Buffer): void; isFound(): boolean } {
  let tail: Buffer = Buffer.alloc(0);
  let found = false;
  return {
    push(bytes) {
      if (found) return;
      const joined = Buffer.concat([tail, bytes]);
      found = joined.includes(MARK);
      tail = joined.subarray(-(MARK_BYTES - 1));
    },
    isFound: () => found,
  };
}

/** Standard error without the mark. What the program left running may have written after it. */
export function withoutMark(stderr: Buffer): Buffer {
  const at = stderr.lastIndexOf(MARK);
  return at < 0 ? stderr : Buffer.concat([stderr.subarray(0, at), stderr.subarray(at + MARK_BYTES)]);
}
