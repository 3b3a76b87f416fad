import { words } from "../words.js";
import { Text } from "./basics.js";
import { Prose } from "./prose.js";

interface Markdown {
  html: string;
}
interface Sample {
  name: string;
  input: string;
  output: string;
  explanationMarkdown: Markdown;
}

interface Properties {
  statement: Markdown | null | undefined;
  constraints: Markdown | null | undefined;
  samples: readonly Sample[] | null | undefined;
}

/** What a problem asks for. */
export function ProblemText({ statement, constraints, samples }: Properties) {
  return (
    <>
      {statement ? <Prose html={statement.html} /> : null}
      {constraints?.html ? (
        <section>
          <h2>{words.problem.constraints}</h2>
          <Prose html={constraints.html} />
        </section>
      ) : null}
      {samples && samples.length > 0 ? (
        <section>
          <h2>{words.problem.samples}</h2>
          {samples.map((sample, at) => (
            <section key={sample.name} class="sample">
              <h3>{words.problem.sample(at + 1)}</h3>
              <div class="columns">
                <div>
                  <p class="caption">{words.problem.input}</p>
                  <Text label={`${words.problem.input}, ${words.problem.sample(at + 1)}`}>{sample.input}</Text>
                </div>
                <div>
                  <p class="caption">{words.problem.output}</p>
                  <Text label={`${words.problem.output}, ${words.problem.sample(at + 1)}`}>{sample.output}</Text>
                </div>
              </div>
              {sample.explanationMarkdown.html ? <Prose html={sample.explanationMarkdown.html} /> : null}
            </section>
          ))}
        </section>
      ) : null}
    </>
  );
}
