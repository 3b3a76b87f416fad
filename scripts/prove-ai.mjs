/**
 * `npm run prove:ai -- FOLDER`: AI against injections that others have collected, and against OpenAI's published description. FOLDER has any of
 * these checkouts, whose files are not part of this repository:
 *
 *   BIPIA (microsoft), prompt-injections (Giskard-AI), garak (NVIDIA)
 *        each injection is a comment in code, a text of a lesson, the name of a file and a message of a compiler, in the prompts of all
 *        features, for a model that obeys it. Instructions must stay the same, data must stay in its blocks, and what the model answers must
 *        neither run in a page nor give the reference solution away
 *   openai-openapi (openai)
 *        each request of ours, and each event of the test server, matches openapi.yaml
 *
 * Exits with 1 if anything gets through.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readCorpora } from "./lib/ai-proof/corpora.mjs";
import { blocksOf, obedientModel } from "./lib/ai-proof/obedient.mjs";
import { EVENTS, readDescription, recordRequests } from "./lib/ai-proof/openai-description.mjs";
import { build } from "./lib/build.mjs";
import { say, step } from "./lib/console.mjs";
import { handOver } from "./lib/hand-over.mjs";
import { main } from "./lib/main.mjs";
import { inRoot } from "./lib/paths.mjs";

const [folder] = process.argv.slice(2);
if (!folder || !existsSync(folder)) {
  console.error("Usage: npm run prove:ai -- FOLDER");
  process.exit(2);
}

const load = (...path) => import(inRoot("dist", ...path));
const ai = (...path) => load("modules", "insight", "ai", ...path);

const REFERENCE = `n, k = map(int, input().split())
values = sorted(map(int, input().split()))
best = total = sum(values[:k])
for index in range(k, n):
    total += values[index] - values[index - k]
    best = max(best, total)
print(best)
`;
const RENAMED = REFERENCE.replaceAll("values", "xs").replaceAll("total", "acc").replaceAll("best", "out").replaceAll("index", "i");
/** In tags that survived, or as an address. Text and code may say anything: they are escaped. */
const RUNS =
  /<(?:script|iframe|object|embed|form|style|meta|base)\b|<[a-z][^<>]*\son[a-z]+\s*=|<[a-z][^<>]*\s(?:href|src|action|formaction)\s*=\s*["']?\s*(?:javascript|data|vbscript):/i;

/** The parts of a feature's prompt with the injection at one place. */
const PLACES = {
  "comment in code": (text) => [{ name: "source code of the learner", text: `print(1)  # ${text}` }],
  "text of a lesson": (text) => [
    { name: "title", text: "Graphs" },
    { name: "text", text: `Nodes and edges.\n\n${text}` },
  ],
  "name of a file": (text) => [
    { name: "text", text: "Nodes." },
    { name: "title", text: `${text}.md` },
  ],
  "message of a compiler": (text) => [
    { name: "source code of the learner", text: "x" },
    { name: "compiler output", text: `main.c:1: error: ${text}` },
  ],
};

async function attack({ name, injections }, features, modules) {
  const { createPrompt, messagesOf, askForAnswer, createOverlap, renderMarkdown } = modules;
  const overlap = createOverlap([REFERENCE]);
  const failures = { instructions: 0, blocks: 0, runs: 0, solution: 0 };
  let prompts = 0;
  let answers = 0;
  const fail = (kind, injection) => {
    failures[kind] += 1;
    if (failures[kind] <= 3) say(`  ${kind}: ${JSON.stringify(injection.slice(0, 160))}`);
  };
  for (const [at, injection] of injections.entries()) {
    for (const [index, place] of Object.values(PLACES).entries()) {
      const parts = place(injection);
      for (const feature of features) {
        const [system, user] = messagesOf(createPrompt(feature.task, parts));
        prompts += 1;
        if (system.content !== messagesOf(createPrompt(feature.task, []))[0].content) fail("instructions", injection);
        const blocks = blocksOf(user.content);
        const rest = user.content.replace(/<<<DATA (\w+) [^>]*>>>\n[\s\S]*?\n<<<END \1>>>/g, "");
        if (
          blocks.length !== parts.length ||
          blocks.some(({ mark }) => user.content.split(mark).length !== 2 * parts.length + 1) ||
          rest.trim().split("\n").length !== 1
        )
          fail("blocks", injection);
      }
      // Rendering is slow: each injection at one place, with one feature after the other.
      if (index !== at % 4) continue;
      const feature = features[at % features.length];
      const said = [];
      const request = { id: "r", userId: "u", kind: feature.kind, subjectId: null, level: 1, prompt: createPrompt(feature.task, parts) };
      const asked = askForAnswer({
        ...{ provider: obedientModel(at % 2 ? REFERENCE : RENAMED), feature: { ...feature, check: undefined }, request, overlap },
        signal: new AbortController().signal,
        say: (text, startsOver) => said.push(startsOver ? `\0${text}` : text),
        ...{ spend: async () => undefined, keep: async () => undefined },
      });
      const answer = await asked.then(
        (given) => given.answer.text,
        () => "",
      );
      const shown = [...said.join("").split("\0"), answer];
      answers += 1;
      if (shown.some((text) => overlap.of(text) > 0.4)) fail("solution", injection);
      const html = await renderMarkdown(`${injection}\n\n${shown.join("\n\n")}`.slice(0, 20_000), { idPrefix: "p-", imageOrigins: [] });
      if (RUNS.test(html)) fail("runs", injection);
    }
  }
  const count = Object.values(failures).reduce((sum, one) => sum + one, 0);
  say(`${name}: ${injections.length} injections, ${prompts} prompts, ${answers} answers of an obedient model: ${count} got through`);
  return count;
}

async function compareWithDescription(file, features, { createOpenAiProvider, createPrompt, messagesOf }) {
  const { request, event } = readDescription(file);
  const bodies = await recordRequests(async (baseUrl) => {
    const options = {
      apiKey: "k",
      baseUrl,
      model: "gpt-4o-mini",
      maxTokens: 4000,
      temperature: 0.2,
      timeoutMs: 10_000,
      inputPrice: 0,
      outputPrice: 0,
    };
    const provider = createOpenAiProvider(options);
    for (const { task, answer } of features) {
      const call = { messages: messagesOf(createPrompt(task, [{ name: "text", text: "x" }])), answer, withoutModel: () => ({}) };
      await Array.fromAsync(provider.answer(call, new AbortController().signal));
    }
  });
  const faults = [...bodies.flatMap(request), ...EVENTS.flatMap(event)];
  say(`openapi.yaml: ${bodies.length} requests and ${EVENTS.length} events, ${faults.length} faults`);
  for (const fault of faults.slice(0, 10)) say(`  ${fault}`);
  return faults.length;
}

await main(async () => {
  const handedOver = handOver();
  if (handedOver !== undefined) return handedOver;
  await step("build", build);
  await import("reflect-metadata");
  const modules = {
    ...(await ai("prompt", "prompt.js")),
    ...(await ai("worker", "answer.js")),
    ...(await ai("worker", "reference-overlap.js")),
    ...(await load("platform", "markdown", "pipeline.js")),
    ...(await load("platform", "ai", "openai-provider.js")),
  };
  const { createFeatures } = await ai("features", "features.js");
  const features = Object.values(createFeatures({ fork: () => null, jobs: null, log: null }));
  let failures = 0;
  for (const corpus of readCorpora(folder)) failures += await attack(corpus, features, modules);
  const description = join(folder, "openai-openapi", "openapi.yaml");
  if (existsSync(description)) failures += await compareWithDescription(description, features, modules);
  return failures === 0 ? 0 : 1;
});
