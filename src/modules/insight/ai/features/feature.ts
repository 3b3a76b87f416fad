import type { AiKind } from "../requests/ai-kinds.js";
import type { AiRequestRow } from "../requests/ai-request.rows.js";
import type { Prompt, PromptPart } from "../prompt/prompt.js";
import type { AnswerSchema } from "../../../../platform/ai/provider.js";
import type { RequestContext } from "../../../../graphql/context.js";

/** Every answer has a text for the reader. */
export interface Answer {
  text: string;
}

/** What a request is about, as the viewer may see it. */
export interface Prepared {
  subjectId: string | null;
  level?: number;
  parts: PromptPart[];
  /** Organizations whose content or members it concerns, and which may have switched AI off. */
  organizationIds: readonly (string | null)[];
  /** Added to the instructions: constants only. */
  addition?: string;
}

/** What AI can do: one folder each. */
export interface Feature<A extends Answer = Answer, I = never> {
  kind: AiKind;
  /** Raise it when instructions or schema change: answers of other versions are not reused. */
  version: number;
  /** Instructions. Constants only. */
  task: string;
  answer: AnswerSchema;
  /** Whether the text is shown while it arrives. Otherwise after the checks of the whole answer. */
  streams: boolean;
  /** In the API: reads what is sent, with the viewer's rights. NOT_FOUND for what the viewer may not see. */
  prepare(context: RequestContext, input: I): Promise<Prepared>;
  /** The answer of the built-in provider. Deterministic. */
  rules(prompt: Prompt): A;
  /** In the worker: source code that no answer may give away, because the learner has not solved the problem yet. */
  secretReferences?(request: WorkRequest): Promise<string[]>;
  /** In the worker: checks claims and drops what must not be shown. `overlap` is that of a text with the references. */
  check?(answer: A, request: WorkRequest, overlap: (text: string) => number): Promise<Answer>;
}

export type WorkRequest = Pick<AiRequestRow, "id" | "userId" | "kind" | "subjectId" | "level"> & { prompt: Prompt };

/** Any feature, where its answer and input do not matter. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any answer and input
export type AnyFeature = Feature<any, any>;

/** A closed object of which everything is required, as structured outputs want it. */
export function answerSchema(name: string, properties: Readonly<Record<string, object>>): AnswerSchema {
  return {
    name,
    schema: object({ text: { type: "string", description: "Markdown for the reader." }, ...properties }),
  };
}

export function object(properties: Readonly<Record<string, object>>): Record<string, unknown> {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}

export const string = { type: "string" } as const;
export const strings = (description: string) => ({ type: "array", items: string, description }) as const;
