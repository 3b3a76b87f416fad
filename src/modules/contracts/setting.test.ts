import { booleanSetting, integerSetting, problemWith, retentionSetting, textSetting } from "./setting.js";

const described = { description: "" };
const open = booleanSetting({ ...described, name: "a.open", default: true });
const most = integerSetting({ ...described, name: "a.most", default: 5, minimum: 1, maximum: 10 });
const word = textSetting({ ...described, name: "a.word", default: "", maximum: 3 });

describe("a value of a setting", () => {
  it.each([
    [open, false],
    [most, 1],
    [most, 10],
    [word, ""],
    [word, "abc"],
  ])("is taken when it is of the type and within the bounds: %#", (setting, value) => {
    expect(problemWith(setting, value)).toBeNull();
  });

  it.each([
    [open, "false"],
    [open, 0],
    [open, null],
    [most, 0],
    [most, 11],
    [most, 2.5],
    [most, "5"],
    [most, Number.NaN],
    [most, [5]],
    [word, "abcd"],
    [word, 5],
    [word, {}],
  ])("is refused with a sentence otherwise: %#", (setting, value) => {
    expect(problemWith(setting, value)).toMatch(/^It must be .+\.$/);
  });

  it("of retention is a number of days, where 0 is for ever", () => {
    const days = retentionSetting("sessions", { description: "Sessions.", default: 30 });
    expect(days).toMatchObject({ name: "retention.sessionsDays", minimum: 0 });
    expect(problemWith(days, 0)).toBeNull();
    expect(problemWith(days, -1)).not.toBeNull();
  });
});
