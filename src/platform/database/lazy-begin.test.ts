import { describe, expect, it } from "@jest/globals";
import { beginLazily, type Connection } from "./lazy-begin.js";
import { deferTo } from "./prepared.js";

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

describe("deferred statements", () => {
  const lazy = (text: string) => {
    const values: unknown[] = [];
    const answer = Promise.withResolvers<{ rows: unknown[] }>();
    answer.promise.catch(() => undefined);
    deferTo(values, answer);
    return { values, text, answer: answer.promise };
  };

  it("are sent with the next statement, which is answered by its own rows", async () => {
    const { sent, connection } = connected();
    const first = lazy("first");
    await connection.query("begin");
    await connection.query(first.text, first.values);
    expect(sent).toEqual([]);
    expect(await connection.query("second", [])).toMatchObject({ rows: [{ of: "second" }] });
    expect(sent).toEqual(["begin", "first", "second"]);
    expect(await first.answer).toMatchObject({ rows: [{ of: "first" }] });
    expect(connection.pipeline).toBe(false);
  });

  it("are sent with the commit, which fails as they do", async () => {
    const { sent, connection } = connected();
    const wrong = lazy("wrong");
    await connection.query("begin");
    await connection.query(wrong.text, wrong.values);
    await expect(connection.query("commit")).rejects.toThrow("wrong");
    await expect(wrong.answer).rejects.toThrow("wrong");
    expect(sent).toEqual(["begin", "wrong", "commit"]);
    await connection.query("select 1");
    expect(sent.at(-1)).toBe("select 1");
  });

  it("are not sent if the transaction is rolled back", async () => {
    const { sent, connection } = connected();
    const dropped = lazy("dropped");
    await connection.query("begin");
    await connection.query(dropped.text, dropped.values);
    await connection.query("rollback");
    await expect(dropped.answer).rejects.toThrow("rolled back");
    expect(sent).toEqual([]);
  });
});
