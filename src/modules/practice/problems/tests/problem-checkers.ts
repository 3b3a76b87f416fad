import { CHECKERS } from "../../../../judge/checkers/index.js";

/** The judge's checkers as exposed by the API. */
export const ALL_CHECKERS = CHECKERS.map(({ id, name, description }) => ({ id, slug: id, name, description }));
