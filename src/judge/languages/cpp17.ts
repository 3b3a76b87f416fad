import { gccLanguage } from "./gcc.js";

export const cpp17 = gccLanguage(17, ["cpp", "c++", "c++17"]);
