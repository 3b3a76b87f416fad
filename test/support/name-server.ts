/** A name server that knows TXT records only, and as many as a test gives it. */
import { createSocket } from "node:dgram";
import { once } from "node:events";

export interface NameServer {
  /** For DNS_SERVERS. */
  address: string;
  /** Values by name. */
  records: Map<string, string[]>;
  /** Says nothing while set. */
  silent: boolean;
  close(): void;
}

const HEADER_BYTES = 12;
const TXT = 16;
const NO_SUCH_NAME = 3;

export async function startNameServer(): Promise<NameServer> {
  const socket = createSocket("udp4");
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const server: NameServer = {
    address: `127.0.0.1:${socket.address().port}`,
    records: new Map(),
    silent: false,
    close: () => socket.close(),
  };
  socket.on("message", (query, { port, address }) => {
    if (!server.silent) socket.send(answerTo(query, server.records), port, address);
  });
  return server;
}

/** RFC 1035: header, the question again, answers. */
function answerTo(query: Buffer, records: ReadonlyMap<string, string[]>): Buffer {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = query[at]!; length > 0; length = query[at]!) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  const question = query.subarray(HEADER_BYTES, at + 5);
  const values = records.get(labels.join(".").toLowerCase());
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(query.readUInt16BE(0), 0);
  header.writeUInt16BE(0x8180 | (values ? 0 : NO_SUCH_NAME), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(values?.length ?? 0, 6);
  const answers = (values ?? []).map((value) => {
    const text = Buffer.from(value);
    const fixed = Buffer.alloc(13);
    fixed.writeUInt16BE(0xc00c, 0);
    fixed.writeUInt16BE(TXT, 2);
    fixed.writeUInt16BE(1, 4);
    fixed.writeUInt32BE(0, 6);
    fixed.writeUInt16BE(text.length + 1, 10);
    fixed.writeUInt8(text.length, 12);
    return Buffer.concat([fixed, text]);
  });
  return Buffer.concat([header, question, ...answers]);
}
