import { gccLanguage } from "./gcc.js";

export const cpp23 = gccLanguage(23, ["c++23"]);
