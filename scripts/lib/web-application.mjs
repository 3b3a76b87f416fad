// Bundles web/src: `main` with chunks that are loaded when a view needs them, `theme`, which runs before the first paint, and the styles.
// All names contain a hash of the content. web/app.html is the document that names them.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { inRoot } from "./paths.mjs";

const source = inRoot("web", "src");
/** Browsers of the last three years: they have nested style rules, :has and light-dark(). */
const TARGETS = ["chrome123", "firefox121", "safari17.5"];

/** Resolves to the files by their path in dist/web. */
export async function bundleWebApplication() {
  const { build } = await import("esbuild");
  const { outputFiles, metafile } = await build({
    entryPoints: { main: join(source, "main.tsx"), theme: join(source, "theme.ts") },
    absWorkingDir: inRoot(),
    outdir: inRoot("dist", "web", "assets"),
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "browser",
    target: TARGETS,
    minify: true,
    jsx: "automatic",
    jsxImportSource: "preact",
    loader: { ".woff2": "file" },
    metafile: true,
    write: false,
    legalComments: "none",
    plugins: [katexStyles],
    logLevel: "silent",
  });
  const files = Object.fromEntries(outputFiles.map(({ path, contents }) => [`assets/${basename(path)}`, Buffer.from(contents)]));
  const names = namesIn(metafile);
  return { ...files, "app.html": documentOf(names), "service-worker.js": workerOf(metafile, names) };
}

function namesIn({ outputs }) {
  const nameOf = (entry, kind) => {
    const [path, output] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === `web/src/${entry}`);
    return basename(kind === "css" ? output.cssBundle : path);
  };
  return { "main.css": nameOf("main.tsx", "css"), "main.js": nameOf("main.tsx"), "theme.js": nameOf("theme.ts") };
}

const documentOf = (names) =>
  Object.entries(names).reduce((html, [place, name]) => html.replace(`{${place}}`, name), readFileSync(inRoot("web", "app.html"), "utf8"));

/** Keeps what each view needs: the files that the document names, and what those import at once. */
function workerOf({ outputs }, names) {
  const main = Object.entries(outputs).find(([path]) => basename(path) === names["main.js"])[1];
  const imported = main.imports.filter(({ kind }) => kind === "import-statement").map(({ path }) => basename(path));
  const shell = [...Object.values(names), ...imported].map((name) => `/assets/${name}`);
  return readFileSync(inRoot("web", "service-worker.js"), "utf8").replace(
    '"{shell}"',
    shell.map((path) => JSON.stringify(path)).join(", "),
  );
}

/** KaTeX's style sheet, of the version that renders formulas on the server, with the one font format that every browser has. */
const katexStyles = {
  name: "katex",
  setup(build) {
    build.onResolve({ filter: /^katex\.css$/ }, () => {
      const markdown = createRequire(inRoot("node_modules", "rehype-katex", "package.json"));
      return { path: join(dirname(markdown.resolve("katex/package.json")), "dist", "katex.min.css") };
    });
    build.onLoad({ filter: /katex\.min\.css$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(/,url\([^)]*\.(woff|ttf)\) format\("\w+"\)/g, ""),
      loader: "css",
      resolveDir: dirname(path),
    }));
  },
};
