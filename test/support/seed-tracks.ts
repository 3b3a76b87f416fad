/** The tracks and quizzes of seed/ as read by the program, for tests. */
import { readSeedQuizzes, readSeedTracks } from "../../src/app/programs/seed-track-source.js";
import { Findings } from "../../src/judge/packages/package-faults.js";
import type { TrackArchive } from "../../src/modules/learning/content/archive/archive-format.js";
import type { ArchivedBlock } from "../../src/modules/learning/content/archive/lesson-markdown.js";
import { readTrackArchive } from "../../src/modules/learning/content/archive/track-archive.js";
import { readQuizFile, type QuizFile } from "../../src/modules/learning/quizzes/seeding/quiz-file.js";

export interface ReadTrack {
  slug: string;
  /** Contents by path. */
  sources: Map<string, string>;
  archive: TrackArchive;
  findings: Findings;
}

export async function seedTracks(): Promise<ReadTrack[]> {
  return Promise.all(
    (await readSeedTracks()).map(async ({ slug, files }) => {
      const findings = new Findings();
      const archive = (await readTrackArchive(files, findings))!;
      const sources = new Map<string, string>();
      for (const file of files) for await (const content of file.read()) sources.set(file.path, content.toString());
      return { slug, sources, archive, findings };
    }),
  );
}

export async function seedQuizzes(): Promise<{ slug: string; quiz: QuizFile | null; findings: Findings }[]> {
  return (await readSeedQuizzes()).map(({ slug, text }) => {
    const findings = new Findings();
    return { slug, quiz: readQuizFile(text, `${slug}.yaml`, findings), findings };
  });
}

/** Each lesson text, translations included, with a name for messages. */
export function lessonTexts({ slug, archive }: ReadTrack): { name: string; blocks: ArchivedBlock[] }[] {
  return archive.modules
    .flatMap(({ lessons }) => lessons)
    .flatMap((lesson) => [
      { name: `${slug}/${lesson.slug}`, blocks: lesson.blocks },
      ...Object.entries(lesson.translations).map(([locale, text]) => ({ name: `${slug}/${lesson.slug}.${locale}`, blocks: text.blocks })),
    ]);
}

export interface StatedRun {
  name: string;
  syntax: string;
  source: string;
  input: string;
  output: string;
  /** Last line of standard error; null if the program must end without an error. */
  error: string | null;
}

const SECTION = (words: string) => new RegExp(`^(?:${words}):\\n\\n\`\`\`text\\n([\\s\\S]*?)\\n\`\`\`(?:\\n+|$)`);
const INPUT = SECTION("Input|Eingabe");
const OUTPUT = SECTION("Output|Ausgabe");
const ERROR = SECTION("Error|Fehler");

/** Runnable blocks with what the next block of Markdown says about them, at its start: input, output, error, each in a block of code. */
export function statedRuns(track: ReadTrack): StatedRun[] {
  return lessonTexts(track).flatMap(({ name, blocks }) =>
    blocks.flatMap((block, index): StatedRun[] => {
      if (block.kind !== "CODE" || !block.runnable) return [];
      let text = blocks[index + 1]?.text ?? "";
      const take = (section: RegExp) => {
        const [all, content] = section.exec(text) ?? [];
        if (all !== undefined) text = text.slice(all.length);
        return content;
      };
      const [input, output, error] = [take(INPUT), take(OUTPUT), take(ERROR)];
      return [
        {
          ...{ name: `${name} #${index}`, syntax: block.syntax!, source: `${block.source}\n` },
          ...{ input: input === undefined ? "" : `${input}\n`, output: output ?? "", error: error ?? null },
        },
      ];
    }),
  );
}
