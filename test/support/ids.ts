import { parseGlobalId } from "../../src/kernel/global-id.js";

/** The key behind a global id, as rows have it; any other text as it is. */
export function keyOf(id: string): string {
  return parseGlobalId(id)?.key ?? id;
}
