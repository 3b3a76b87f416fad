// Builds the pages that the API serves into dist/web: the web application of web/src, the landing page, and GraphiQL from a package that
// bundles it with its workers. Each file is also stored compressed, so that no request waits for compressing megabytes.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { inRoot } from "./paths.mjs";
import { writeWhole } from "./stamps.mjs";
import { bundleWebApplication } from "./web-application.mjs";

const target = inRoot("dist", "web");
const PAGES = ["landing.html", "explorer.html", "explorer.js", "start.js"];
/** Brotli of GraphiQL's megabytes would take seconds of each build. */
const BROTLI_UP_TO_BYTES = 1_000_000;

export async function buildWebPages() {
  const [graphiql, application] = await Promise.all([import("@graphql-yoga/render-graphiql/graphiql"), bundleWebApplication()]);
  const files = {
    "graphiql.js": graphiql.js,
    "graphiql.css": graphiql.css,
    "editor.worker.js": graphiql.editorWorkerService,
    "json.worker.js": graphiql.jsonWorker,
    "graphql.worker.js": graphiql.graphqlWorker,
    "graphql-ws.js": readFileSync(inRoot("node_modules", "graphql-ws", "umd", "graphql-ws.min.js"), "utf8"),
    ...application,
  };
  for (const name of PAGES) files[name] = readFileSync(inRoot("web", name), "utf8");
  rmSync(target, { recursive: true, force: true });
  for (const [name, content] of Object.entries(files)) {
    const file = join(target, name);
    writeWhole(file, content);
    writeWhole(`${file}.gz`, gzipSync(content));
    writeWhole(`${file}.br`, brotli(content));
  }
}

const brotli = (content) =>
  brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: content.length > BROTLI_UP_TO_BYTES ? 5 : constants.BROTLI_MAX_QUALITY },
  });
