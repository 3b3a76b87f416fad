import { isCommon } from "./common-passwords.js";

describe("a common password", () => {
  it.each([
    "Password1",
    "P@ssw0rd!",
    "Pa55word99",
    "Welcome2024!",
    "Qwerty123",
    "123Qwerty",
    "LetMeIn-1",
    "Admin1234",
    "Iloveyou1",
    "CodeQuest1!",
    "Abcdefg1",
    "PasswordPassword1",
    "1234Abcd",
    "Sup3rman!!",
  ])("is %s", (password) => {
    expect(isCommon(password)).toBe(true);
  });

  it.each(["Sesame-Open-1", "Sesame-1", "Ünicode1", "Correct7Horse", "Another-Word-2", `Aa1${"x".repeat(69)}`, "Welcome-To-The-Jungle-7"])(
    "is not %s",
    (password) => {
      expect(isCommon(password)).toBe(false);
    },
  );
});
