/**
 * How test sets are compressed where they are stored: with zstd, which costs a fraction of the CPU time of gzip at the same size. Sets that
 * older versions have stored are gzip and stay readable; the first bytes tell which one it is.
 */
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { constants, createGunzip, createZstdCompress, createZstdDecompress, zstdCompress } from "node:zlib";

export const PACKED_TYPE = "application/zstd";

/** RFC 8878, section 3.1.1. */
const ZSTD_MAGIC = 0xfd2fb528;
/** Favors speed over size. The hash, and so the object key, covers the uncompressed content. */
const OPTIONS = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

export const createPacker = () => createZstdCompress(OPTIONS);

const compress = promisify(zstdCompress);
export const pack = (content: Buffer): Promise<Buffer> => compress(content, OPTIONS);

/** The uncompressed content. Throws an error that isDamaged knows if it is neither zstd nor gzip. Destroys nothing but what it has made. */
export async function* unpacked(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const chunks = content[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  while (head.length < 4) {
    const next = await chunks.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  const decompressor = head.length >= 4 && head.readUInt32LE() === ZSTD_MAGIC ? createZstdDecompress() : createGunzip();
  const source = Readable.from(beginningWith(head, chunks), { objectMode: false });
  source.once("error", (error) => decompressor.destroy(error));
  try {
    yield* source.pipe(decompressor) as AsyncIterable<Buffer>;
  } finally {
    source.destroy();
    decompressor.destroy();
  }
}

async function* beginningWith(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (head.length > 0) yield head;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

export const isDamaged = (error: unknown): boolean => /^Z(STD)?_/.test(String((error as NodeJS.ErrnoException).code));
