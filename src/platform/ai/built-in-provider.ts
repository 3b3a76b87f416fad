import type { AiProvider } from "./provider.js";

/** Characters of a piece: the answer arrives in several, as from a model. */
const PIECE = 40;

/** Rules instead of a model: for development without a key. Deterministic, immediate and free of charge. */
export const builtInProvider: AiProvider = {
  name: "built-in rules",
  model: "none",
  isModel: false,
  costOf: () => 0,
  async *answer(call, signal) {
    const text = JSON.stringify(call.withoutModel());
    for (let start = 0; start < text.length; start += PIECE) {
      signal.throwIfAborted();
      yield { text: text.slice(start, start + PIECE) };
    }
    yield { usage: { promptTokens: 0, completionTokens: 0 } };
  },
};
