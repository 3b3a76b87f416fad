import { encodeCursor, type Edge, type Key } from "./pagination.js";

/** The order of a list, as its cursors have it. */
export interface CursorOrder<R> {
  name: string;
  /** The columns of the order, read from a row. */
  key(row: R): Key;
}

/** Most requests ask for nodes and no cursors. */
class RowEdge<R, T> implements Edge<T> {
  constructor(
    private readonly row: R,
    private readonly order: CursorOrder<R>,
    readonly node: T,
  ) {}

  get cursor(): string {
    return encodeCursor(this.order.name, this.order.key(this.row));
  }
}

/** A row as an edge of a list in this order. */
export function toEdge<R, T>(row: R, order: CursorOrder<R>, node: T): Edge<T> {
  return new RowEdge(row, order, node);
}
