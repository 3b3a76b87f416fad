import { setTimeout as delay } from "node:timers/promises";
import OpenAI from "openai";
import * as z from "zod";
import { createCircuitBreaker } from "../../kernel/circuit-breaker.js";
import { retryAfterMs } from "../../kernel/retry-after.js";
import { count } from "../../kernel/schemas.js";
import { createEventData } from "./event-data.js";
import { AiFailure, type AiCall, type AiProvider } from "./provider.js";

export interface OpenAiOptions {
  apiKey: string;
  baseUrl: string;
  model: string;
  maxTokens: number;
  temperature: number;
  /** Until the first piece, and between two pieces. */
  timeoutMs: number;
  /** Millionths of the currency unit per million tokens. */
  inputPrice: number;
  outputPrice: number;
}

/** Tries of one call, while nothing of the answer has arrived. */
const TRIES = 4;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;
/** Consecutive failed calls. */
const CIRCUIT = {
  ...{ most: 5, openMs: 30_000 },
  refuse: (waitMs: number, trying: boolean) =>
    new AiFailure(
      "BUSY",
      trying ? "The AI provider is being tried again." : "The AI provider failed repeatedly and is not asked for now.",
      waitMs,
    ),
};

/** What is read of a chunk. Servers differ in what they leave out; an error has no choices. */
const chunkOf = z.object({
  choices: z.array(
    z.object({
      delta: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }).nullish(),
      finish_reason: z.string().nullish(),
    }),
  ),
  usage: z.object({ prompt_tokens: count, completion_tokens: count }).nullish(),
});
const LAST_EVENT = "[DONE]";

/** Any server that speaks OpenAI's chat completions, with streaming and structured outputs. */
export function createOpenAiProvider(options: OpenAiOptions): AiProvider {
  // Tries are ours: cancelling and the circuit need to know of each.
  const client = new OpenAI({ apiKey: options.apiKey, baseURL: options.baseUrl, maxRetries: 0, timeout: options.timeoutMs });
  const circuit = createCircuitBreaker(CIRCUIT);

  const open = async (call: AiCall, signal: AbortSignal) => {
    for (let attempt = 1; ; attempt++) {
      circuit.expectClosed();
      try {
        // The library's own reading of a stream costs twice as much CPU time per piece.
        const response = await client.chat.completions.create(bodyOf(call, options), { signal }).asResponse();
        circuit.succeeded();
        return response;
      } catch (error) {
        signal.throwIfAborted();
        const failure = failureOf(error);
        if (failure.fault === "REFUSED") circuit.succeeded();
        else circuit.failed();
        const waitMs = Math.max(failure.retryAfterMs ?? 0, Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1)));
        // A longer wait is for the queue: it holds no worker meanwhile.
        if (failure.fault !== "BUSY" || attempt === TRIES || waitMs > LONGEST_WAIT_MS) throw failure;
        await delay(waitMs, undefined, { signal }).catch(() => signal.throwIfAborted());
      }
    }
  };

  const broken = (message: string) => {
    circuit.failed();
    return new AiFailure("BUSY", message);
  };

  return {
    name: new URL(options.baseUrl).hostname,
    model: options.model,
    isModel: true,
    costOf: ({ promptTokens, completionTokens }) =>
      Math.ceil((promptTokens * options.inputPrice + completionTokens * options.outputPrice) / 1_000_000),
    async *answer(call, signal) {
      const silence = new AbortController();
      const either = AbortSignal.any([signal, silence.signal]);
      const response = await open(call, either);
      const timer = setTimeout(() => silence.abort(), options.timeoutMs);
      let end: string | null = null;
      try {
        for await (const { choices, usage } of chunksOf(response)) {
          timer.refresh();
          const choice = choices[0];
          if (choice?.delta?.refusal) throw new AiFailure("REFUSED", "The model refused to answer.");
          if (choice?.delta?.content) yield { text: choice.delta.content };
          if (choice?.finish_reason) end = choice.finish_reason;
          if (usage) yield { usage: { promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens } };
        }
      } catch (error) {
        signal.throwIfAborted();
        if (silence.signal.aborted) throw broken(`The AI provider sent nothing for ${options.timeoutMs} ms.`);
        throw error instanceof AiFailure ? error : broken("The AI provider broke off its answer.");
      } finally {
        clearTimeout(timer);
      }
      signal.throwIfAborted();
      if (end === null) throw broken("The AI provider broke off its answer.");
      if (end !== "stop") throw new AiFailure("INCOMPLETE", `The model stopped early: ${end}.`);
    },
  };
}

/** Leaving the iteration closes the connection. */
async function* chunksOf(response: Response): AsyncGenerator<z.output<typeof chunkOf>> {
  if (!response.body) return;
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const text = new TextDecoder();
  const events = createEventData();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      for (const data of events.read(text.decode(value, { stream: true }))) {
        if (data === LAST_EVENT) return;
        yield chunkOf.parse(JSON.parse(data));
      }
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

function bodyOf({ messages, answer }: AiCall, { model, maxTokens, temperature }: OpenAiOptions) {
  return {
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    max_completion_tokens: maxTokens,
    temperature,
    stream: true as const,
    stream_options: { include_usage: true },
    response_format: { type: "json_schema" as const, json_schema: { name: answer.name, schema: answer.schema, strict: true } },
  };
}

/** Never quotes the answer of the provider, which may repeat the prompt. */
function failureOf(error: unknown): AiFailure {
  if (error instanceof AiFailure) return error;
  if (error instanceof OpenAI.APIError && typeof error.status === "number") {
    const passing = error.status === 408 || error.status === 409 || error.status === 429 || error.status >= 500;
    const headers = error.headers as Headers | undefined;
    return new AiFailure(
      passing ? "BUSY" : "REFUSED",
      `The AI provider answered with status ${error.status}.`,
      retryAfterMs(headers?.get("retry-after")),
    );
  }
  if (error instanceof OpenAI.APIConnectionError) return new AiFailure("BUSY", "The AI provider did not answer.");
  return new AiFailure("BUSY", `The AI provider failed: ${(error as Error).name}.`);
}
