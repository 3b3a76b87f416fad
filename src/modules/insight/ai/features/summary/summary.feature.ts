import { badInput } from "../../../../../kernel/errors.js";
import { expectOpen, readWholeLesson } from "../../../../learning/content/lessons/lesson.rows.js";
import { readNotebook } from "../../notebooks/notebooks.service.js";
import { partOf, type PromptPart } from "../../prompt/prompt.js";
import { answerSchema, object, string, strings, type Answer, type Feature } from "../feature.js";
import { soundMap, type MindMap } from "./mind-map.js";

export interface Summary extends Answer, MindMap {
  points: string[];
}

export interface SummaryInput {
  lessonId?: string | null;
  notebookId?: string | null;
}

const NODES_MAX = 40;

export const summaryFeature: Feature<Summary, SummaryInput> = {
  kind: "SUMMARY",
  version: 1,
  task: [
    "Summarize the text for a learner who repeats it. `text` is the summary in at most 250 words, `points` are 3 to 8 key points, one sentence each.",
    `\`nodes\` and \`edges\` are a mind map of at most ${NODES_MAX} nodes: ids are short words, labels have at most 6 words, the first node is the topic, and edges lead from the general to the special. Use only what the text says.`,
  ].join("\n"),
  answer: answerSchema("summary", {
    points: { ...strings("Key points."), maxItems: 20 },
    nodes: { type: "array", maxItems: NODES_MAX, items: object({ id: string, label: string }) },
    edges: { type: "array", maxItems: 2 * NODES_MAX, items: object({ from: string, to: string, label: string }) },
  }),
  streams: true,

  async prepare(context, { lessonId, notebookId }) {
    if ((lessonId == null) === (notebookId == null)) throw badInput("input", "Give either a lesson or a notebook.");
    if (notebookId != null) {
      const { id, title, text } = await readNotebook(context.em, context.signedIn, notebookId);
      return { subjectId: id, parts: textParts(title, text), organizationIds: [] };
    }
    return lessonParts(context, lessonId!);
  },

  rules(prompt) {
    const title = partOf(prompt, "title").slice(0, 80);
    const text = partOf(prompt, "text");
    const headings = [...text.matchAll(/^#{1,4}\s+(.+)$/gm)].map(([, heading = ""]) => heading.slice(0, 80));
    const sentences = text
      .replace(/```[\s\S]*?```/g, "")
      .split(/(?<=[.!?])\s+|\n{2,}/)
      .map((sentence) =>
        sentence
          .replace(/^[#>*\s-]+/, "")
          .replace(/\s+/g, " ")
          .trim(),
      )
      .filter((sentence) => sentence.length > 20);
    const points = sentences.slice(0, 5).map((sentence) => sentence.slice(0, 300));
    const topics = (headings.length > 0 ? headings : points.map((point) => point.split(" ").slice(0, 6).join(" "))).slice(0, 12);
    return {
      text: points.length > 0 ? points.slice(0, 3).join(" ") : title || "There is nothing to summarize.",
      points,
      nodes: [{ id: "topic", label: title || "Notes" }, ...topics.map((label, i) => ({ id: `t${i}`, label }))],
      edges: topics.map((_, i) => ({ from: "topic", to: `t${i}`, label: "" })),
    };
  },

  async check(summary) {
    return { ...summary, ...soundMap(summary), points: summary.points.map((point) => point.slice(0, 1000)) };
  },
};

function textParts(title: string, text: string): PromptPart[] {
  return [
    { name: "title", text: title },
    { name: "text", text },
  ];
}

/** Text and code of a lesson, as the viewer may read it. Problems, quizzes and files are left out. */
export async function lessonParts(context: Parameters<typeof summaryFeature.prepare>[0], lessonId: string) {
  const lesson = expectOpen(context.viewer, await readWholeLesson(context.em, context.viewer, lessonId));
  const texts = lesson.blocks.flatMap((block) => {
    if (block.kind === "MARKDOWN") return [block.text];
    return block.kind === "CODE" ? [`\`\`\`${block.syntax}\n${block.source}\n\`\`\``] : [];
  });
  return {
    subjectId: lesson.id,
    parts: textParts(lesson.title, [lesson.summary, ...texts].join("\n\n")),
    organizationIds: [lesson.organizationId],
  };
}
