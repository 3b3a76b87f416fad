import { words } from "../words.js";
import { Text } from "./basics.js";

interface Included {
  language: { slug: string };
  files: readonly { name: string; content: string }[];
}

/** What the judge puts beside every submission in the language. */
export function IncludedFiles({ all, language }: { all: readonly Included[]; language: string }) {
  const files = all.find((each) => each.language.slug === language)?.files ?? [];
  return (
    <>
      {files.map(({ name, content }) => (
        <details key={name}>
          <summary>{words.problem.includedFile(name)}</summary>
          <Text label={name}>{content}</Text>
        </details>
      ))}
    </>
  );
}
