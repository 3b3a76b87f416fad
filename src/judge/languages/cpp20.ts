import { gccLanguage } from "./gcc.js";

export const cpp20 = gccLanguage(20, ["c++20"]);
