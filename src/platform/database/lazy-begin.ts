/** A transaction begins in the message of its first statement, which saves a round trip to the database. */

interface Result {
  command: string;
  rowCount: number | null;
  rows: unknown[];
}

/** What this file uses of a connection of `pg`. */
export interface Connection {
  query(text: unknown, values?: unknown[]): Promise<Result | Result[]>;
}

const BEGIN = "begin";
const nothing = (command: string): Result => ({ command, rowCount: null, rows: [] });

export function beginLazily(connection: Connection): void {
  const send = connection.query.bind(connection);
  let isWaiting = false;
  const withBegin = (text: unknown, rest: [unknown[]?]) => {
    // Messages with parameters have one statement, and a cursor is answered at once. The connection keeps their order.
    if (typeof text !== "string" || (rest[0]?.length ?? 0) > 0) {
      send(BEGIN).catch(() => undefined);
      return send(text, ...rest);
    }
    return send(`${BEGIN};${text}`).then((results) => (Array.isArray(results) ? results.at(-1)! : results));
  };
  connection.query = (text, ...rest) => {
    if (text === BEGIN && !isWaiting) {
      isWaiting = true;
      return Promise.resolve(nothing(BEGIN));
    }
    if (!isWaiting) return send(text, ...rest);
    isWaiting = false;
    if (text === "commit" || text === "rollback") return Promise.resolve(nothing(text));
    return withBegin(text, rest);
  };
}
