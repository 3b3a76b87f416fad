/** Pictures that are small as files and large once they are decoded. */
import { constants, crc32, deflateRawSync } from "node:zlib";

/** Where each of the seven passes of an interlaced PNG begins, and in which steps it goes. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** How a pixel is kept: depth of a channel and PNG's number of the kind of colour. */
const PIXELS = { "3 bytes": [8, 2, 3], "8 bytes": [16, 6, 8] } as const;

/** A black square of so many pixels a side, which a decoder has to hold as a whole. */
export function interlacedPng(side: number, pixel: keyof typeof PIXELS = "3 bytes"): Buffer {
  const [depth, colour, size] = PIXELS[pixel];
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([depth, colour, 0, 0, 1], 8);
  const bytes = PASSES.reduce((sum, [x, y, dx, dy]) => {
    const [width, height] = [Math.ceil((side - x) / dx), Math.ceil((side - y) / dy)];
    return width > 0 && height > 0 ? sum + height * (1 + width * size) : sum;
  }, 0);
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  const parts = [chunk("IHDR", header), chunk("IDAT", zeros(bytes)), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([signature, ...parts]);
}

const PIECE = 1 << 20;
/** Of Adler-32, RFC 1950. */
const ADLER_BASE = 65_521;

/** So many zero bytes as a zlib stream. One piece is compressed and repeated: flushed, it ends at a byte and refers to nothing before it. */
function zeros(count: number): Buffer {
  const piece = deflateRawSync(Buffer.alloc(PIECE), { finishFlush: constants.Z_FULL_FLUSH });
  const rest = deflateRawSync(Buffer.alloc(count % PIECE));
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE((count % ADLER_BASE) * 65_536 + 1);
  return Buffer.concat([Buffer.from([0x78, 0x9c]), ...Array<Buffer>(Math.floor(count / PIECE)).fill(piece), rest, sum]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), framed.length - 4);
  return framed;
}
