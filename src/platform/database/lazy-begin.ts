/**
 * A transaction waits for as few answers as possible. BEGIN is sent with its first statement, deferred statements with the next one or with
 * COMMIT.
 */
import { deferredBy, nameOf } from "./prepared.js";
import { PreparedQuery } from "./prepared-query.js";

interface Result {
  command: string;
  rowCount: number | null;
  rows: unknown[];
}

/** What this file uses of a connection of `pg`. */
export interface Connection {
  query(text: unknown, values?: unknown[]): Promise<Result | Result[]>;
  /** True: messages are sent without waiting for the answers to earlier ones. */
  pipeline?: boolean;
  connection?: { stream: { cork(): void; uncork(): void } };
}

type Message = [text: unknown, values?: unknown[]];

const BEGIN = "begin";
const nothing = (command: string): Result => ({ command, rowCount: null, rows: [] });

export function beginLazily(connection: Connection): void {
  const plain = connection.query.bind(connection);
  let isWaiting = false;
  let deferred: Message[] = [];

  const send = ([text, ...rest]: Message): Promise<Result | Result[]> => {
    const name = typeof text === "string" ? nameOf(text) : undefined;
    if (name === undefined) return plain(text, ...rest);
    return new Promise<Result>((resolve, reject) => {
      const settle = (error: Error | null, answer: unknown) => (error ? reject(error) : resolve(answer as Result));
      void plain(new PreparedQuery({ name, text: text as string, values: rest[0] }, settle));
    });
  };

  /** In one write. The server answers each; after an error it refuses the others, and COMMIT becomes ROLLBACK. */
  const sendTogether = async (messages: readonly Message[]): Promise<Result | Result[]> => {
    const stream = connection.connection?.stream;
    connection.pipeline = true;
    stream?.cork();
    const answers = messages.map(send);
    stream?.uncork();
    const settled = await Promise.allSettled(answers);
    connection.pipeline = false;
    const failed = settled.find(({ status }) => status === "rejected") as PromiseRejectedResult | undefined;
    messages.forEach(([, values], place) => {
      const answer = settled[place]!;
      if (answer.status === "fulfilled") deferredBy(values)?.resolve(answer.value as Result);
      else deferredBy(values)?.reject(failed!.reason);
    });
    if (failed) throw failed.reason;
    return (settled.at(-1) as PromiseFulfilledResult<Result | Result[]>).value;
  };

  const withEarlier = (message: Message) => {
    const [text, values] = message;
    const begins = isWaiting;
    const earlier = deferred;
    isWaiting = false;
    deferred = [];
    if (!begins && earlier.length === 0) return send(message);
    // Messages with parameters have one statement.
    if (earlier.length === 0 && typeof text === "string" && (values?.length ?? 0) === 0)
      return plain(`${BEGIN};${text}`).then((results) => (Array.isArray(results) ? results.at(-1)! : results));
    if (typeof text === "string") return sendTogether([...(begins ? [[BEGIN] as Message] : []), ...earlier, message]);
    // A cursor is answered at once. The connection keeps the order.
    for (const each of [...(begins ? [[BEGIN] as Message] : []), ...earlier]) {
      const settle = deferredBy(each[1]);
      send(each).then(
        (answer) => settle?.resolve(answer as Result),
        (error: unknown) => settle?.reject(error),
      );
    }
    return send(message);
  };

  connection.query = (text, ...rest) => {
    if (text === BEGIN && !isWaiting) {
      isWaiting = true;
      return Promise.resolve(nothing(BEGIN));
    }
    if (deferredBy(rest[0])) {
      deferred.push([text, ...rest]);
      return Promise.resolve(nothing(""));
    }
    const isRollback = text === "rollback";
    if (isRollback) {
      for (const [, values] of deferred) deferredBy(values)?.reject(new Error("The transaction has been rolled back."));
      deferred = [];
    }
    if (isWaiting && deferred.length === 0 && (isRollback || text === "commit")) {
      isWaiting = false;
      return Promise.resolve(nothing(text as string));
    }
    return withEarlier([text, ...rest]);
  };
}
