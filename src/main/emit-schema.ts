import { emitSchema } from "../app/emit-schema.js";

await emitSchema({ check: process.argv.includes("--check") });
