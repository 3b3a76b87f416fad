import { emitSchema } from "../app/programs/emit-schema.js";

await emitSchema({ check: process.argv.includes("--check") });
