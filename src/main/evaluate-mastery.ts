import { evaluateMastery } from "../app/programs/evaluate-mastery.js";

process.exitCode = await evaluateMastery(process.argv.slice(2), console.log, console.error);
