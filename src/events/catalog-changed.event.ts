import { reader } from "./parse.js";

/** A problem that stands in the catalog, or has stood there until now, is another than before. */
export interface CatalogChanged {
  problemId: string;
}

export const catalogChanged = {
  name: "catalog.changed",
  parse: (payload: unknown): CatalogChanged => ({ problemId: reader(payload, "catalog.changed").id("problemId") }),
};
