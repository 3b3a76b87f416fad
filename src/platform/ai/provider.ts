/** A source of AI answers: a server with a model, or built-in rules. */

export interface AiMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

/** A JSON Schema that the answer must match. */
export interface AnswerSchema {
  /** Letters, digits, _ and -, at most 64. */
  name: string;
  schema: Readonly<Record<string, unknown>>;
}

export interface AiCall {
  messages: readonly AiMessage[];
  answer: AnswerSchema;
  /** The answer of the built-in provider, which follows rules. Models never see it. */
  withoutModel(): unknown;
}

export interface AiUsage {
  promptTokens: number;
  completionTokens: number;
}

/** A piece of the answer, in order. The last item has the usage, if the provider tells it. */
export type AiPiece = { text: string } | { usage: AiUsage };

export interface AiProvider {
  /** Shown with every result. */
  readonly name: string;
  readonly model: string;
  /** False: the answers follow rules, no language model wrote them. */
  readonly isModel: boolean;
  /** Millionths of the currency unit. */
  costOf(usage: AiUsage): number;
  /** Throws AiFailure, and the reason of the signal when that aborts. Iterating twice sends two requests. */
  answer(call: AiCall, signal: AbortSignal): AsyncIterable<AiPiece>;
}

export type AiFault =
  /** Worth another try later: limits, time-outs, errors of the server, an open circuit. */
  | "BUSY"
  /** The provider refuses this request or key. */
  | "REFUSED"
  /** The answer ended early, as it reached the limit of tokens or a filter. */
  | "INCOMPLETE";

export class AiFailure extends Error {
  override name = "AiFailure";

  constructor(
    readonly fault: AiFault,
    message: string,
    /** Earliest time for another try, as the provider wants it. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
  }
}
