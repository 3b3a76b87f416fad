/**
 * Statements that run so often that parsing and planning them counts: each connection prepares them once. MikroORM writes values into the text
 * of a statement, so the server plans each of those again.
 */
import type { EntityManager } from "@mikro-orm/postgresql";

/** What this file uses of MikroORM's connection: the way of its own statements, with their log. */
interface Connection {
  ensureConnection(): Promise<void>;
  executeQuery<T>(sql: string, run: () => Promise<T>, context: { query: string; params: readonly unknown[] }): Promise<T>;
  getClient(): Client;
}

interface Client {
  executeQuery(compiled: object): Promise<{ rows: object[] }>;
}

const RAW = { kind: "RawNode" };
/** Takes deferred statements along. */
const NOTHING = "select";
/** Each statement, with numbered parameters. */
const texts = new Map<string, string>();
/** Names of the numbered texts. */
const names = new Map<string, string>();
/** What waits for the answers to deferred statements, by their values. */
const waiting = new WeakMap<readonly unknown[], Settle>();

export interface Settle {
  resolve(answer: { rows: unknown[] }): void;
  reject(reason: unknown): void;
}

/** How connections name this text; undefined if it is not prepared. */
export const nameOf = (text: string): string | undefined => names.get(text);
/** Marks the values of a deferred statement. */
export const deferTo = (values: readonly unknown[], settle: Settle): unknown => waiting.set(values, settle);
/** Of a deferred statement: what its answer goes to. */
export const deferredBy = (values: readonly unknown[] | undefined): Settle | undefined => values && waiting.get(values);

function textOf(sql: string): string {
  const known = texts.get(sql);
  if (known !== undefined) return known;
  let parameters = 0;
  const text = sql.replaceAll("?", () => `$${++parameters}`);
  texts.set(sql, text);
  names.set(text, `s${names.size + 1}`);
  return text;
}

async function run(em: EntityManager, sql: string, values: readonly unknown[]): Promise<object[]> {
  const driver = em.getDriver();
  const connection = driver.getConnection() as unknown as Connection;
  await connection.ensureConnection();
  const client = (em.getTransactionContext() as Client | undefined) ?? connection.getClient();
  const compiled = { sql: textOf(sql), parameters: values, query: RAW, queryId: { queryId: "prepared" } };
  try {
    return (await connection.executeQuery(sql, () => client.executeQuery(compiled), { query: sql, params: values })).rows;
  } catch (error) {
    throw driver.convertException(error as Error);
  }
}

/**
 * Like `rows`, with a constant text: nothing may be written into it but a choice of few parts. Parameters have the types that the statement
 * gives them, so some need a cast, and lists are arrays: `= any(?::uuid[])`.
 */
export async function prepared<T extends object>(em: EntityManager, sql: string, params: readonly unknown[]): Promise<T[]> {
  return (await run(em, sql, [...params])) as T[];
}

export interface Later<T> {
  /** Sends the statement, if that has not happened since. */
  rows(): Promise<T[]>;
}

/**
 * The same for a statement whose answer the next statement of the transaction does not need: it is sent with that one, or with the commit. If
 * it fails, so do they.
 */
export async function deferred<T extends object>(tx: EntityManager, sql: string, params: readonly unknown[]): Promise<Later<T>> {
  const values = [...params];
  const { promise, ...settle } = Promise.withResolvers<{ rows: unknown[] }>();
  deferTo(values, settle);
  let isSettled = false;
  promise.catch(() => undefined).finally(() => (isSettled = true));
  await run(tx, sql, values);
  return {
    async rows() {
      if (!isSettled) await run(tx, NOTHING, []);
      return (await promise).rows as T[];
    },
  };
}
