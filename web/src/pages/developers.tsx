import { facts } from "../facts.js";
import { Text, Title } from "../parts/basics.js";
import { words } from "../words.js";

/** Facts about the endpoint, as on the landing page of an installation without this application. */
export function Developers() {
  const { developers } = words;
  const query = `curl -s ${location.origin}/graphql -H 'content-type: application/json' \\\n  -d '{"query":"{ problems(first: 3) { nodes { slug title } } }"}'`;
  return (
    <>
      <Title lead={developers.lead}>{developers.title}</Title>
      <section>
        <h2>{developers.endpoint}</h2>
        <Text label={developers.endpoint}>{developers.lines.join("\n")}</Text>
      </section>
      <section>
        <h2>{developers.firstQuery}</h2>
        <Text label={developers.firstQuery}>{query}</Text>
      </section>
      {facts.explorer ? (
        <section>
          <h2>{developers.explorers}</h2>
          <ul>
            <li>
              <a href="/graphiql">{developers.graphiql}</a>: {developers.graphiqlNote}
            </li>
            <li>
              <a href="/graphql">{developers.sandbox}</a>: {developers.sandboxNote}
            </li>
          </ul>
        </section>
      ) : null}
    </>
  );
}
