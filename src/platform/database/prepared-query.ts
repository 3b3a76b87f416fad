/**
 * A statement under a name, as `pg` sends it. Each connection describes the columns of its answer once: the server looks up each column, and the
 * client chooses a parser for it, which takes as long as a small statement. A connection whose answer would have other columns than
 * before gets an error from the server instead.
 */
import pg from "pg";

export interface NamedStatement {
  name: string;
  text: string;
  values: readonly unknown[] | undefined;
}

type Settle = (error: Error | null, answer: unknown) => void;

/** What this file uses of the private parts of `pg`. */
interface QueryParts {
  readonly name: string;
  readonly _result: Columns;
  _accumulateRows: boolean;
  prepare(connection: object): void;
  handleCommandComplete(message: unknown, connection: object): void;
}

interface Columns {
  fields: unknown;
  _parsers: unknown;
  _prebuiltEmptyResultObject: unknown;
}

interface Known {
  columns: Map<string, Columns>;
  /** The connection, which asks for no description. */
  silent: object;
}

const Query = pg.Query as unknown as new (statement: NamedStatement, values: undefined, settle: Settle) => QueryParts;
const known = new WeakMap<object, Known>();

function knownOf(connection: object): Known {
  let found = known.get(connection);
  if (!found) {
    const silent = Object.create(connection, { describe: { value: () => undefined } }) as object;
    known.set(connection, (found = { columns: new Map(), silent }));
  }
  return found;
}

export class PreparedQuery extends Query {
  constructor(statement: NamedStatement, settle: Settle) {
    super(statement, undefined, settle);
  }

  override prepare(connection: object): void {
    const { columns, silent } = knownOf(connection);
    const described = columns.get(this.name);
    if (!described) return super.prepare(connection);
    Object.assign(this._result, described);
    this._accumulateRows = true;
    super.prepare(silent);
  }

  override handleCommandComplete(message: unknown, connection: object): void {
    super.handleCommandComplete(message, connection);
    const { fields, _parsers, _prebuiltEmptyResultObject } = this._result;
    knownOf(connection).columns.set(this.name, { fields, _parsers, _prebuiltEmptyResultObject });
  }
}
