import { aiProviderOf, type Env } from "../../config/env.js";
import { builtInProvider } from "./built-in-provider.js";
import { createOpenAiProvider } from "./openai-provider.js";
import type { AiProvider } from "./provider.js";

/** The provider of the configuration; null for none. Opens no connection. */
export function openAi(env: Env): AiProvider | null {
  switch (aiProviderOf(env)) {
    case "none":
      return null;
    case "built-in":
      return builtInProvider;
    case "openai":
      return createOpenAiProvider({
        apiKey: env.OPENAI_API_KEY,
        baseUrl: env.OPENAI_BASE_URL,
        model: env.AI_MODEL,
        maxTokens: env.AI_MAX_TOKENS,
        temperature: env.AI_TEMPERATURE,
        timeoutMs: env.AI_TIMEOUT_MS,
        inputPrice: env.AI_INPUT_PRICE,
        outputPrice: env.AI_OUTPUT_PRICE,
      });
  }
}
