import type { Writable } from "node:stream";

const TEXT = 0x81;
const END = "}".charCodeAt(0);

/**
 * A `next` message of graphql-transport-ws as one frame of RFC 6455, without compression. `ws` would encode the text once more for each
 * client, and write header and text separately.
 */
export function nextFrame(id: string, result: Buffer): Buffer {
  const begin = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
  const length = Buffer.byteLength(begin) + result.length + 1;
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(header + length);
  frame[0] = TEXT;
  frame[1] = header === 2 ? length : header === 4 ? 126 : 127;
  if (header === 4) frame.writeUInt16BE(length, 2);
  else if (header === 10) frame.writeBigUInt64BE(BigInt(length), 2);
  result.copy(frame, header + frame.write(begin, header));
  frame[frame.length - 1] = END;
  return frame;
}

/** Ids that are written as they are, such as the UUIDs of graphql-ws. */
const PLAIN_ID = /^[\w-]{1,64}$/;
const ID_AT = `{"id":"`.length;

/** Writes the same result to many clients, whose frames differ only in the id. */
export function createNextFrames(): (wire: Writable, id: string, result: Buffer) => void {
  let shared: { result: Buffer; idLength: number; frame: Buffer; idAt: number } | undefined;

  return (wire, id, result) => {
    if (!PLAIN_ID.test(id)) return void wire.write(nextFrame(id, result));
    if (shared?.result !== result || shared.idLength !== id.length) {
      const frame = nextFrame(id, result);
      shared = { result, idLength: id.length, frame, idAt: headerBytes(frame) + ID_AT };
    } else {
      shared.frame.write(id, shared.idAt, "latin1");
    }
    wire.write(shared.frame);
    // Not with the kernel yet: these bytes must not change any more.
    if (wire.writableLength > 0) shared = undefined;
  };
}

const headerBytes = (frame: Buffer): number => (frame[1] === 126 ? 4 : frame[1] === 127 ? 10 : 2);
