// Bundles web/src: `main` with chunks that are loaded when a view needs them, and its styles. Their names contain a hash of the content.
// web/app.html is the document that names them. It contains what its first paint needs: the script `early` and the styles of the frame.
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
    entryPoints: { main: join(source, "main.tsx"), early: join(source, "early.ts"), frame: join(source, "frame.css") },
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
  const bundled = partsOf(outputFiles, metafile);
  return { ...bundled.files, "app.html": documentOf(bundled), "service-worker.js": workerOf(bundled) };
}

function partsOf(outputFiles, { outputs }) {
  const contents = new Map(outputFiles.map(({ path, contents }) => [basename(path), Buffer.from(contents)]));
  const outputOf = (entry) => Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === `web/src/${entry}`);
  const inline = (entry) => {
    const name = basename(outputOf(entry)[0]);
    const text = contents.get(name).toString().trim();
    contents.delete(name);
    return text;
  };
  const [path, main] = outputOf("main.tsx");
  return {
    early: inline("early.ts"),
    frame: inline("frame.css"),
    names: { "main.css": basename(main.cssBundle), "main.js": basename(path) },
    /** Chunks that the main script imports at once. */
    imported: main.imports.filter(({ kind }) => kind === "import-statement").map(({ path }) => basename(path)),
    files: Object.fromEntries([...contents].map(([name, content]) => [`assets/${name}`, content])),
  };
}

function documentOf({ early, frame, names, imported }) {
  const scripts = [names["main.js"], ...imported].map((name) => `/assets/${name}`).join(" ");
  const parts = { "/* {early.js} */": early, "/* {frame.css} */": frame, "{main.css}": names["main.css"], "{scripts}": scripts };
  return Object.entries(parts).reduce(
    (html, [place, text]) => html.replace(place, () => text),
    readFileSync(inRoot("web", "app.html"), "utf8"),
  );
}

/** Keeps what each view needs: the files that the document names. */
function workerOf({ names, imported }) {
  const shell = [...Object.values(names), ...imported].map((name) => JSON.stringify(`/assets/${name}`));
  return readFileSync(inRoot("web", "service-worker.js"), "utf8").replace('"{shell}"', shell.join(", "));
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
