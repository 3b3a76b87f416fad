import { asFailure } from "./failure.js";
import type { TypedDocumentString } from "./generated.js";
import { run } from "./run.js";
import { keepSeen, seen } from "./seen.js";

export interface Read<Data> {
  data: Data;
  /** The server cannot be reached: this is what was seen last. */
  isOld: boolean;
}

/** A query. Without a connection it answers what it answered last. Rejects with a Failure. */
export async function read<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Read<Data>> {
  try {
    const data = await run(document, variables, signal);
    void keepSeen(document, variables, data);
    return { data, isOld: false };
  } catch (error) {
    const kept = asFailure(error).code === "OFFLINE" && !signal?.aborted ? await seen(document, variables) : null;
    if (kept === null) throw error;
    return { data: kept, isOld: true };
  }
}
