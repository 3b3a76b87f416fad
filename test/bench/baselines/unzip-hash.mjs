// The least that an import of an archive does: reads every entry and hashes it.
// node unzip-hash.mjs <file>; prints the milliseconds.
import { createHash } from "node:crypto";
import yauzl from "yauzl";

const started = performance.now();
const zip = await new Promise((resolve, reject) =>
  yauzl.open(process.argv[2], { lazyEntries: true }, (error, opened) => (error ? reject(error) : resolve(opened))),
);
await new Promise((resolve, reject) => {
  zip.on("error", reject).on("end", resolve);
  zip.on("entry", (entry) =>
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error);
      const hash = createHash("sha256");
      stream.on("error", reject).on("data", (chunk) => hash.update(chunk));
      stream.on("end", () => {
        hash.digest();
        zip.readEntry();
      });
    }),
  );
  zip.readEntry();
});
console.log(performance.now() - started);
