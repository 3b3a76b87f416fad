// Builds the pages that the API serves into dist/web: our own and GraphiQL, from a package that bundles it with its workers. Each file
// is also stored compressed, so that no request waits for compressing megabytes.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { inRoot } from "./paths.mjs";
import { writeWhole } from "./stamps.mjs";

export const webSources = inRoot("web");
const target = inRoot("dist", "web");

export async function buildWebPages() {
  const graphiql = await import("@graphql-yoga/render-graphiql/graphiql");
  const files = {
    "graphiql.js": graphiql.js,
    "graphiql.css": graphiql.css,
    "editor.worker.js": graphiql.editorWorkerService,
    "json.worker.js": graphiql.jsonWorker,
    "graphql.worker.js": graphiql.graphqlWorker,
    "graphql-ws.js": readFileSync(inRoot("node_modules", "graphql-ws", "umd", "graphql-ws.min.js"), "utf8"),
  };
  for (const name of readdirSync(webSources)) files[name] = readFileSync(inRoot("web", name), "utf8");
  rmSync(target, { recursive: true, force: true });
  for (const [name, content] of Object.entries(files)) {
    writeWhole(inRoot("dist", "web", name), content);
    writeWhole(inRoot("dist", "web", `${name}.gz`), gzipSync(content));
  }
}
