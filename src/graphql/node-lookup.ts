import type DataLoader from "dataloader";
import type { Permission } from "../access/permissions.js";
import { bareKey } from "../kernel/global-id.js";
import type { NodeLookup, RequestContext } from "./context.js";

/** For types with UUIDs as keys. `read` may return fewer rows, in any order. */
export function nodesById<R extends { id: string }>(
  permission: Permission,
  read: (context: RequestContext, ids: readonly string[]) => Promise<readonly (R | null | undefined)[]>,
): NodeLookup {
  return {
    permission,
    async read(context, keys) {
      const ids = keys.filter((key) => bareKey(key) === key);
      const found = ids.length === 0 ? [] : await read(context, ids);
      const byId = new Map(found.flatMap((row) => (row ? [[row.id, row]] : [])));
      return keys.map((key) => byId.get(key) ?? null);
    },
  };
}

/** For `nodesById`: uses a loader that returns null for objects that do not exist. */
export async function loadAll<R>(loader: DataLoader<string, R | null>, keys: readonly string[]): Promise<(R | null)[]> {
  return Promise.all(keys.map((key) => loader.load(key)));
}

/** For types with names as keys. `read` returns all rows, as there are few. */
export function nodesByName<R extends object>(
  permission: Permission,
  nameOf: (row: R) => string,
  read: (context: RequestContext) => readonly R[] | Promise<readonly R[]>,
): NodeLookup {
  return {
    permission,
    async read(context, keys) {
      const byName = new Map((await read(context)).map((row) => [nameOf(row), row]));
      return keys.map((key) => byName.get(key) ?? null);
    },
  };
}
