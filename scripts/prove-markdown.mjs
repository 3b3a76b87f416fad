/**
 * `npm run prove:markdown`: Markdown against what others have written. Each argument is a checkout or a file, and may be left out:
 *
 *   npm run prove:markdown -- --commonmark commonmark-spec/spec.txt --gfm cmark-gfm/test/spec.txt
 *     --dompurify DOMPurify --h5sc H5SC --owasp CheatSheetSeries --hostile 65536
 *
 * The specifications' examples are rendered before sanitising. The payloads are rendered in every place of a document and then shown in
 * Chromium, where nothing may run. Hostile documents of so many characters are rendered in the thread, with its limits, and timed. The same payloads unrendered are the control: the browser must notice those. Exits with 1 if
 * anything differs that is not explained here.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { build } from "./lib/build.mjs";
import { say, step } from "./lib/console.mjs";
import { main } from "./lib/main.mjs";
import { handOver } from "./lib/hand-over.mjs";
import { openBrowser } from "./lib/markdown-proof/browser.mjs";
import { hostileDocuments } from "./lib/markdown-proof/hostile.mjs";
import { readDomPurify, readH5sc, readOwasp } from "./lib/markdown-proof/payloads.mjs";
import { PLACES } from "./lib/markdown-proof/places.mjs";
import { differences, readExamples } from "./lib/markdown-proof/specifications.mjs";
import { inRoot } from "./lib/paths.mjs";

const BATCH = 100;
const RUNS = /^(ran|dialog|popup|went|requested)/;

/** GFM's specification is of 2019, and of CommonMark 0.29. */
const EXPLAINED = {
  279: "the same, with the classes that GitHub's own pages have (contains-task-list, task-list-item)",
  280: "the same, with the classes that GitHub's own pages have (contains-task-list, task-list-item)",
  628: "GitHub itself does not link ftp:// any more, and no such link would survive sanitising",
  645: "CommonMark 0.31 allows this comment; comments do not survive sanitising",
  646: "CommonMark 0.31 allows these comments; comments do not survive sanitising",
  653: "the tag filter of GFM: sanitising removes these elements, and more",
};

const text = { type: "string" };
const { values } = parseArgs({ options: { commonmark: text, gfm: text, dompurify: text, h5sc: text, owasp: text, hostile: text } });
const IDS = { idPrefix: "p-", imageOrigins: [] };

async function specification(file, standardMarkdown, gfmFor, explained) {
  const examples = readExamples(file);
  const found = await differences(examples, standardMarkdown, gfmFor);
  for (const { number, markdown, html, actual } of found) {
    say(`  ${number}: ${explained[number] ?? `NOT EXPLAINED\n${markdown}\nexpected\n${html}\nis\n${actual}`}`);
  }
  const unexplained = found.filter(({ number }) => !explained[number]).length;
  return { remark: `${examples.length - found.length} of ${examples.length} equal, ${found.length - unexplained} explained`, unexplained };
}

async function attack(browser, payloads, renderMarkdown) {
  const documents = [];
  for (const payload of payloads)
    for (const [place, write] of Object.entries(PLACES))
      documents.push({ place, payload, html: await renderMarkdown(write(payload), IDS).catch((error) => `failed: ${error}`) });
  const refused = documents.filter(({ html }) => html.startsWith("failed: "));
  for (const { place, payload, html } of refused) say(`  ${place}: ${html} for ${payload.slice(0, 200)}`);

  let noticed = refused.length;
  for (let from = 0; from < documents.length; from += BATCH) {
    const batch = documents.slice(from, from + BATCH);
    for (const { index, what } of await browser.examine(batch.map(({ html }) => html))) {
      noticed++;
      say(
        `  ${index < 0 ? `documents ${from} to ${from + BATCH}` : `${batch[index].place}: ${batch[index].payload.slice(0, 200)}`}: ${what}`,
      );
    }
  }
  let control = 0;
  for (const payload of payloads) if ((await browser.examine([payload])).some(({ what }) => RUNS.test(what))) control++;
  const remark = `${documents.length} documents of ${payloads.length} payloads, ${noticed} noticed; of the payloads alone ${control} run or load something`;
  return { remark, noticed, control };
}

// KaTeX reports every character that its fonts lack.
console.warn = () => undefined;

/** In the thread of the product. Each has to end, and the event loop must not notice. */
async function measure(size) {
  const { createMarkdownRenderer } = await import(inRoot("dist", "platform", "markdown", "markdown-renderer.js"));
  let fault = "";
  const renderer = createMarkdownRenderer({ refused: (reason) => void (fault = reason) });
  // The thread alone keeps no process alive.
  const alive = setInterval(() => {}, 1000);
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const results = [];
  for (const [name, source] of Object.entries(hostileDocuments(size))) {
    const since = performance.now();
    const html = await renderer.render({ source, ...IDS }, "proof");
    results.push({
      ms: performance.now() - since,
      name,
      result: html === null ? `shown unrendered: ${fault}` : `${html.length} characters`,
    });
  }
  clearInterval(alive);
  await renderer.close();
  results.sort((a, b) => b.ms - a.ms);
  for (const { ms, name, result } of results) say(`  ${String(Math.round(ms)).padStart(6)} ms  ${name}: ${result}`);
  const unrendered = results.filter(({ result }) => result.startsWith("shown")).length;
  return `${results.length} documents, ${unrendered} shown unrendered, event loop held for at most ${Math.round(delay.max / 1e6)} ms`;
}

await main(async () => {
  const code = await handOver();
  if (code !== undefined) return code;
  await step("Program", build);
  const { renderMarkdown, standardMarkdown } = await import(inRoot("dist", "platform", "markdown", "pipeline.js"));
  let faults = 0;
  const specifications = { commonmark: [() => false, {}], gfm: [({ extension }) => extension !== "", EXPLAINED] };
  for (const [name, [gfmFor, explained]] of Object.entries(specifications)) {
    if (!values[name]) continue;
    await step(name, async () => {
      const { remark, unexplained } = await specification(values[name], standardMarkdown, gfmFor, explained);
      faults += unexplained;
      return remark;
    });
  }
  const sources = { dompurify: readDomPurify, h5sc: readH5sc, owasp: readOwasp };
  if (values.hostile) await step("hostile documents", () => measure(Number(values.hostile)));
  const browser = await openBrowser();
  for (const [name, read] of Object.entries(sources)) {
    if (!values[name]) continue;
    await step(name, async () => {
      const { remark, noticed, control } = await attack(browser, await read(values[name]), renderMarkdown);
      faults += noticed + (control === 0 ? 1 : 0);
      return remark;
    });
  }
  await browser.close();
  return faults === 0 ? 0 : 1;
});
