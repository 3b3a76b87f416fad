import { describe, expect, it } from "@jest/globals";
import { PreparedQuery } from "./prepared-query.js";

interface Parts {
  submit(connection: object): void;
  handleRowDescription(message: object): void;
  handleDataRow(message: object): void;
  handleReadyForQuery(connection: object): void;
}

/** A connection of `pg` that notes what it is asked to send. */
function connected() {
  const sent: string[] = [];
  const note = (name: string) => () => void sent.push(name);
  const stream = { cork: () => undefined, uncork: () => undefined };
  const steps = { parse: note("parse"), bind: note("bind"), describe: note("describe"), execute: note("execute"), sync: note("sync") };
  return { sent, connection: { ...{ stream, parsedStatements: {}, submittedNamedStatements: {} }, ...steps } };
}

const COLUMNS = [
  { name: "id", dataTypeID: 23, format: "text" },
  { name: "title", dataTypeID: 25, format: "text" },
];

/** Sends the statement and answers it, with the description only if it was asked for. Resolves to the rows. */
function answered({ sent, connection }: ReturnType<typeof connected>, rows: readonly string[][], columns = COLUMNS) {
  return new Promise((resolve, reject) => {
    const settle = (error: Error | null, answer: unknown) => (error ? reject(error) : resolve((answer as { rows: object[] }).rows));
    const query = new PreparedQuery({ name: "s1", text: "select", values: [] }, settle);
    const parts = query as unknown as Parts;
    sent.length = 0;
    parts.submit(connection);
    if (sent.includes("describe") && columns.length > 0) parts.handleRowDescription({ fields: columns });
    for (const fields of rows) parts.handleDataRow({ fields });
    query.handleCommandComplete({ text: `SELECT ${rows.length}` }, connection);
    parts.handleReadyForQuery(connection);
  });
}

describe("a prepared statement", () => {
  it("is parsed and described once for each connection", async () => {
    const [one, other] = [connected(), connected()];
    expect(await answered(one, [["5", "five"]])).toEqual([{ id: 5, title: "five" }]);
    expect(one.sent).toEqual(["parse", "bind", "describe", "execute", "sync"]);
    expect(
      await answered(one, [
        ["6", "six"],
        ["7", "seven"],
      ]),
    ).toEqual([
      { id: 6, title: "six" },
      { id: 7, title: "seven" },
    ]);
    expect(one.sent).toEqual(["bind", "execute", "sync"]);
    expect(await answered(other, [["8", "eight"]])).toEqual([{ id: 8, title: "eight" }]);
    expect(other.sent).toContain("describe");
  });

  it("without columns answers without rows", async () => {
    const connection = connected();
    for (const described of [true, false]) {
      expect(await answered(connection, [], [])).toEqual([]);
      expect(connection.sent.includes("describe")).toBe(described);
    }
  });
});
