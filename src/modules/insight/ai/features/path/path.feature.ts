import { AppError } from "../../../../../kernel/errors.js";
import { rows } from "../../../../../platform/database/database.js";
import { learningPath } from "../../../../learning/mastery/path/learning-path.js";
import { problemById } from "../../../../practice/problems/problem.loaders.js";
import { partOf } from "../../prompt/prompt.js";
import { answerSchema, object, string, type Answer, type Feature } from "../feature.js";

export interface PathNarrative extends Answer {
  /** `step` counts from 1, in the order of the path. */
  steps: { step: number; advice: string }[];
}

export const PATH_STEPS_MAX = 8;

export const pathFeature: Feature<PathNarrative, { steps: number }> = {
  kind: "PATH",
  version: 1,
  task: [
    "Tell the learner what the next steps of their learning path are for, in at most 150 words, encouraging and concrete. The order and the reasons are facts: do not change them.",
    "`steps` has one sentence of advice for each step, with its number. Do not say how to solve any problem.",
  ].join("\n"),
  answer: answerSchema("path", {
    steps: {
      type: "array",
      maxItems: PATH_STEPS_MAX,
      items: object({ step: { type: "integer", minimum: 1, maximum: PATH_STEPS_MAX }, advice: string }),
    },
  }),
  streams: true,

  async prepare(context, { steps: first }) {
    const steps = await learningPath(context, first);
    if (steps.length === 0) throw new AppError("CONFLICT", "Your learning path has no steps now.");
    const problems = await Promise.all(steps.map(({ problemId }) => context.loader(problemById).load(problemId)));
    const topicIds = steps.map(({ topicId }) => topicId);
    const topics = await rows<{ id: string; name: string }>(context.em, "select id, name from topics where id in (?)", [topicIds]);
    const names = new Map(topics.map(({ id, name }) => [id, name]));
    const lines = steps.map(({ reasons, topicId }, i) => {
      const why = reasons.map(({ kind, value }) => `${kind} ${value.toFixed(2)}`).join(", ");
      return `${i + 1}. ${problems[i]?.title ?? "a problem"} (${problems[i]?.difficulty ?? "?"}), topic ${names.get(topicId) ?? "?"}: ${why}`;
    });
    return {
      subjectId: null,
      parts: [{ name: "steps", text: lines.join("\n") }],
      organizationIds: problems.map((problem) => problem?.organizationId ?? null),
    };
  },

  rules(prompt) {
    const lines = partOf(prompt, "steps").split("\n");
    const advice = (line: string) => {
      if (line.includes("UNFINISHED")) return "You have tried this one before: look at your last submission first.";
      if (line.includes("FADING")) return "This refreshes a topic that you have not practised for a while.";
      return line.includes("LOW_MASTERY") ? "This topic is rather new to you: take your time." : "This one is within your reach.";
    };
    return {
      text: `Your path has ${lines.length} next steps. Start with ${/^1\. (.*?) \(/.exec(lines[0] ?? "")?.[1] ?? "the first"}, and go on in this order.`,
      steps: lines.map((line, i) => ({ step: i + 1, advice: advice(line) })),
    };
  },
};
