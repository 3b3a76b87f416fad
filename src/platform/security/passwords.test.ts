import bcrypt from "bcryptjs";
import { normalizePassword } from "./passwords.js";

describe("the form of a password that is hashed", () => {
  it("is the same however its characters are composed", () => {
    expect(normalizePassword("Se\u0301same-1")).toBe(normalizePassword("S\u00E9same-1"));
    expect(normalizePassword("ＣodeＱuest1")).toBe("CodeQuest1");
    expect(bcrypt.compareSync(normalizePassword("Se\u0301same-1"), bcrypt.hashSync(normalizePassword("S\u00E9same-1"), 4))).toBe(true);
  });
});
