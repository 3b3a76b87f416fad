// `npm start`: everything from a fresh checkout to a served query. Node 20 must be able to run this file and its imports before the
// hand-over, as Node 24 is installed with the npm packages.
if (Number(process.versions.node.split(".")[0]) < 20) {
  console.error(
    `CodeQuest needs Node.js 20 or newer to set itself up, and this is ${process.version}: install a newer one and run npm start again.`,
  );
  process.exit(1);
}

const { main } = await import("./lib/main.mjs");
const { start } = await import("./lib/start.mjs");
await main(() => start(process.argv.slice(2)));
