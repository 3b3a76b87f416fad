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
