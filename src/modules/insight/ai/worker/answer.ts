/** One answer of the provider: streamed, checked, and repaired once. */
import { AiFailure, type AiMessage, type AiProvider } from "../../../../platform/ai/provider.js";
import type { AnyFeature, Answer, WorkRequest } from "../features/feature.js";
import { messagesOf } from "../prompt/prompt.js";
import type { AiFailureCode } from "../requests/ai-kinds.js";
import { TEXT_MAX } from "../requests/ai-request.entity.js";
import { OVERLAP_MAX, type Overlap } from "./reference-overlap.js";
import { createTextReader } from "./text-reader.js";
import { validateAnswer } from "./validate-answer.js";
import type { Spent } from "./ai-claims.js";

/** No answer comes of this request. */
export class NoAnswer extends Error {
  override name = "NoAnswer";

  constructor(readonly failure: AiFailureCode) {
    super(`AI request failed: ${failure}`);
  }
}

/** The model gives the solution away. */
class GivenAway extends Error {
  override name = "GivenAway";
}

/** Of all parts of an answer together. */
function allTexts(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "object" && value !== null ? Object.values(value).map(allTexts).join("\n") : "";
}

interface Asking {
  provider: AiProvider;
  feature: AnyFeature;
  request: WorkRequest;
  overlap: Overlap;
  signal: AbortSignal;
  /** Shows a piece; `startsOver` says that earlier ones do not count. */
  say(text: string, startsOver: boolean): void;
  spend(spent: Spent): Promise<void>;
  /** Throws when the work should end. Called at every piece. */
  keep(): Promise<void>;
}

export interface Answered {
  answer: Answer;
  pieces: number;
}

/** Characters of a whole raw answer; a model that repeats itself for ever is cut off. */
const RAW_MAX = 4 * TEXT_MAX;

/** Throws AiFailure and NoAnswer. */
export async function askForAnswer({ provider, feature, request, overlap, signal, say, spend, keep }: Asking): Promise<Answered> {
  const first = messagesOf(request.prompt);
  let pieces = 0;
  let shown = "";

  const listen = async (messages: readonly AiMessage[]) => {
    const reader = createTextReader();
    const given = overlap.growing();
    let raw = "";
    let text = "";
    let startsOver = shown !== "";
    const call = { messages, answer: feature.answer, withoutModel: () => feature.rules(request.prompt) as unknown };
    for await (const piece of provider.answer(call, signal)) {
      if ("usage" in piece) {
        await spend({ ...piece.usage, costMicros: provider.costOf(piece.usage) });
        continue;
      }
      await keep();
      pieces += 1;
      raw += piece.text;
      if (raw.length > RAW_MAX) throw new AiFailure("INCOMPLETE", "The answer is too long.");
      const more = reader.read(piece.text);
      if (more === "" || !feature.streams) continue;
      text += more;
      if (text.length > TEXT_MAX) throw new AiFailure("INCOMPLETE", "The answer is too long.");
      // Before it is shown: see reference-overlap.ts.
      if (given.add(more) > OVERLAP_MAX) throw new GivenAway();
      say(more, startsOver);
      shown = text;
      startsOver = false;
    }
    return raw;
  };

  const checked = async (raw: string): Promise<Answer | string> => {
    const result = validateAnswer(raw, feature.answer);
    if ("faults" in result) return result.faults;
    const answer = feature.check ? await feature.check(result.answer, request, overlap.of) : result.answer;
    if (answer.text.length > TEXT_MAX) return "/text is too long";
    if (overlap.of(answer.text) > OVERLAP_MAX || overlap.of(allTexts(answer)) > OVERLAP_MAX) throw new GivenAway();
    return answer as Answer;
  };

  /** The second try says what was wrong with the first. */
  const retry = async (raw: string, complaint: string) => {
    const answer = await checked(
      await listen([...first, { role: "assistant", content: raw.slice(0, RAW_MAX) }, { role: "user", content: complaint }]),
    );
    if (typeof answer === "string") throw new NoAnswer("INVALID_ANSWER");
    return answer;
  };

  let raw = "";
  try {
    raw = await listen(first);
    const answer = await checked(raw);
    if (typeof answer !== "string") return { answer, pieces };
    return { answer: await retry(raw, `Your answer does not match the schema: ${answer}. Send the corrected JSON object only.`), pieces };
  } catch (error) {
    if (!(error instanceof GivenAway)) throw error;
  }
  try {
    const complaint =
      "Your answer gives too much of the solution away. Answer again without code, and with ideas and questions only. Send the JSON object only.";
    return { answer: await retry("", complaint), pieces };
  } catch (error) {
    // What remains is an answer by rules, which has nothing of the solution.
    if (!(error instanceof GivenAway) && !(error instanceof NoAnswer)) throw error;
    const byRules = feature.rules(request.prompt) as Answer;
    const answer = feature.check ? await feature.check(byRules, request, overlap.of) : byRules;
    if (overlap.of(allTexts(answer)) > OVERLAP_MAX) throw new NoAnswer("WITHHELD");
    return { answer: { ...answer, withheld: true } as Answer, pieces };
  }
}
