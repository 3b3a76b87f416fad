/** Runs in the worker thread of markdown-renderer.ts: a document may take seconds, and a hostile one may never end. */
import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import { loadGrammarsFor } from "./highlight.js";
import type { RenderOptions } from "./links.js";
import { renderMarkdown } from "./pipeline.js";

export interface MarkdownTask extends RenderOptions {
  source: string;
}
/** `begun`: everything is loaded, and from now on time is that of the document. */
export type MarkdownAnswer = { verb: "begun" } | { verb: "done"; html: string } | { verb: "refused"; fault: string };

/** Requests take precedence if CPU is scarce. On Linux process id 0 means the calling thread only. */
const NICE = 5;
if (process.platform === "linux") setPriority(0, NICE);

/** KaTeX reports every character that its fonts lack. */
console.warn = () => undefined;

const answer = (message: MarkdownAnswer) => parentPort!.postMessage(message);

/** The first document takes far longer than the next: the program is not compiled yet. */
const FIRST = "# a\n\n*b* `c` [d](https://d.example) <b>e</b> $x^2$\n\n- f\n\n|g|\n|-|\n|h|\n\n~~~json\n{}\n~~~\n";
const ready = renderMarkdown(FIRST, { idPrefix: "", imageOrigins: [] });

parentPort!.on("message", ({ source, ...options }: MarkdownTask) => void render(source, options));

async function render(source: string, options: RenderOptions): Promise<void> {
  await ready;
  loadGrammarsFor(source);
  answer({ verb: "begun" });
  try {
    answer({ verb: "done", html: await renderMarkdown(source, options) });
  } catch (error) {
    // Such as "Maximum call stack size exceeded", of a document that nests too deeply.
    answer({ verb: "refused", fault: String(error) });
  }
}
