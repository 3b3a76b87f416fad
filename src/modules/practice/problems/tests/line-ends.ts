const CR = 13;
const LF = 10;

/** Converts CRLF to LF; keeps single CRs. */
export function withoutCarriageReturns(bytes: Buffer): Buffer {
  let at = nextPair(bytes, 0);
  if (at < 0) return bytes;
  const result = Buffer.allocUnsafe(bytes.length - 1);
  let from = 0;
  let length = 0;
  for (; at >= 0; at = nextPair(bytes, from)) {
    length += bytes.copy(result, length, from, at);
    from = at + 1;
  }
  length += bytes.copy(result, length, from);
  return result.subarray(0, length);
}

function nextPair(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(CR, from); at >= 0; at = bytes.indexOf(CR, at + 1)) {
    if (bytes[at + 1] === LF) return at;
  }
  return -1;
}

/** Streaming version: a chunk may end between CR and LF. */
export async function* normalizedChunks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer | null = null;
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue;
    const whole: Buffer = held ? Buffer.concat([held, chunk]) : chunk;
    const ends: boolean = whole.at(-1) === CR;
    held = ends ? Buffer.from([CR]) : null;
    yield withoutCarriageReturns(ends ? whole.subarray(0, -1) : whole);
  }
  if (held) yield held;
}
