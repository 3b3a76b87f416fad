import * as z from "zod";
import { baseUrl, integer, oneOf, text } from "../schemas.js";
import { variable } from "../variable.js";

const temperature = z
  .string()
  .transform((raw) => (raw.trim() === "" ? Number.NaN : Number(raw)))
  .refine((value) => value >= 0 && value <= 2, "must be a number from 0 to 2");

export const AI_VARIABLES = {
  AI_PROVIDER: variable({
    schema: oneOf("auto", "openai", "built-in", "none"),
    default: "auto",
    meaning:
      "Who answers AI requests: openai is any server with OpenAI's API and needs OPENAI_API_KEY; built-in follows rules, without a model; none refuses requests with AI_UNAVAILABLE. auto: openai with OPENAI_API_KEY, otherwise none in production and built-in elsewhere.",
  }),
  OPENAI_API_KEY: variable({
    schema: text,
    default: "",
    meaning: "Key of the AI provider. Local servers that need none take any text.",
    secret: true,
  }),
  OPENAI_BASE_URL: variable({
    schema: baseUrl,
    default: "https://api.openai.com/v1",
    meaning: "Base address of an API that is compatible with OpenAI's, such as http://127.0.0.1:11434/v1 of a local model.",
  }),
  AI_MODEL: variable({
    schema: text,
    default: "gpt-4o-mini",
    meaning: "Name of the model at the provider. It must support structured outputs (JSON Schema).",
  }),
  AI_MAX_TOKENS: variable({
    schema: integer(256, 100_000),
    default: "4000",
    meaning: "Maximum number of tokens of one answer.",
  }),
  AI_TEMPERATURE: variable({
    schema: temperature,
    default: "0.2",
    meaning: "Temperature of the model, from 0 to 2. Some models accept only 1.",
  }),
  AI_TIMEOUT_MS: variable({
    schema: integer(100, 600_000),
    default: "60000",
    meaning: "How long the provider may send nothing, before and within an answer.",
  }),
  AI_CONCURRENCY: variable({
    schema: integer(1, 100),
    default: "4",
    meaning: "AI requests that a worker works on at once. They mostly wait for the provider.",
  }),
  AI_INPUT_PRICE: variable({
    schema: integer(0, 1_000_000_000),
    default: "0",
    meaning: "Price of a million tokens of prompts, in millionths of your currency's unit, for the recorded costs.",
  }),
  AI_OUTPUT_PRICE: variable({
    schema: integer(0, 1_000_000_000),
    default: "0",
    meaning: "Price of a million tokens of answers, in millionths of your currency's unit, for the recorded costs.",
  }),
};
