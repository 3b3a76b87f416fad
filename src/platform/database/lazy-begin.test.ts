import { describe, expect, it } from "@jest/globals";
import { beginLazily, type Connection } from "./lazy-begin.js";

/** A connection that answers each statement of a message, and those messages. */
function connected() {
  const sent: string[] = [];
  const connection: Connection = {
    query(text) {
      sent.push(String(text));
      const results = String(text)
        .split(";")
        .map((command) => ({ command, rowCount: 1, rows: [{ of: command }] }));
      if (String(text).includes("wrong")) return Promise.reject(new Error("wrong"));
      return Promise.resolve(results.length === 1 ? results[0]! : results);
    },
  };
  beginLazily(connection);
  return { sent, connection };
}

describe("a transaction", () => {
  it("begins with its first statement, whose result it answers", async () => {
    const { sent, connection } = connected();
    await connection.query("begin");
    expect(sent).toEqual([]);
    expect(await connection.query("select 1", [])).toMatchObject({ rows: [{ of: "select 1" }] });
    await connection.query("select 2");
    await connection.query("commit");
    await connection.query("select 3");
    expect(sent).toEqual(["begin;select 1", "select 2", "commit", "select 3"]);
  });

  it("without a statement sends nothing", async () => {
    const { sent, connection } = connected();
    for (const end of ["commit", "rollback"]) {
      await connection.query("begin");
      expect(await connection.query(end)).toMatchObject({ command: end });
    }
    expect(sent).toEqual([]);
  });

  it("is rolled back after a first statement that failed", async () => {
    const { sent, connection } = connected();
    await connection.query("begin");
    await expect(connection.query("wrong")).rejects.toThrow("wrong");
    await connection.query("rollback");
    expect(sent).toEqual(["begin;wrong", "rollback"]);
  });

  it("begins before a first statement with parameters", async () => {
    const { sent, connection } = connected();
    await connection.query("begin");
    await connection.query("select $1", [1]);
    expect(sent).toEqual(["begin", "select $1"]);
  });
});
