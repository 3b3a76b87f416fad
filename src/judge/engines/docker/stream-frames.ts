/**
 * Docker joins standard output and error of a program in one stream of frames: a byte that names the stream, three zeros, the length as a
 * big-endian number of 32 bits, then the bytes (Engine API, "Attach to a container", stream format).
 */
const HEADER_BYTES = 8;
const STDOUT = 1;
const STDERR = 2;

export interface StreamSinks {
  stdout(bytes: Buffer): void;
  stderr(bytes: Buffer): void;
}

/** Returns what takes the chunks, which may end anywhere. It throws on what is no frame. */
export function createFrameReader({ stdout, stderr }: StreamSinks): { push(chunk: Buffer): void; isBetweenFrames(): boolean } {
  const header = Buffer.alloc(HEADER_BYTES);
  let headerBytes = 0;
  let left = 0;
  let sink = stdout;
  return {
    push(chunk) {
      let at = 0;
      while (at < chunk.length) {
        if (left > 0) {
          const piece = chunk.subarray(at, at + left);
          sink(piece);
          left -= piece.length;
          at += piece.length;
          continue;
        }
        const taken = chunk.copy(header, headerBytes, at, at + HEADER_BYTES - headerBytes);
        headerBytes += taken;
        at += taken;
        if (headerBytes < HEADER_BYTES) return;
        headerBytes = 0;
        const kind = header[0]!;
        if ((kind !== STDOUT && kind !== STDERR) || header[1] !== 0 || header[2] !== 0 || header[3] !== 0)
          throw new Error("not a frame of Docker's stream");
        sink = kind === STDOUT ? stdout : stderr;
        left = header.readUInt32BE(4);
      }
    },
    isBetweenFrames: () => left === 0 && headerBytes === 0,
  };
}
