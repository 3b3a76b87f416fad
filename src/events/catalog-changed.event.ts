import { reader } from "./parse.js";

/** A problem that is, or was until now, in the catalog has changed. */
export interface CatalogChanged {
  problemId: string;
}

export const catalogChanged = {
  name: "catalog.changed",
  parse: (payload: unknown): CatalogChanged => ({ problemId: reader(payload, "catalog.changed").id("problemId") }),
};
