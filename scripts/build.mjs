// `npm run build`: compiles TypeScript to dist/.
import { build } from "./lib/build.mjs";
import { step } from "./lib/console.mjs";
import { main } from "./lib/main.mjs";

await main(() => step("Program", build));
