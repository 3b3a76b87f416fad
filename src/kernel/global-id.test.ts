import { bareKey, globalId, parseGlobalId } from "./global-id.js";

const KEY = "018f0000-0000-7000-8000-000000000000";

describe("a global id", () => {
  it("is one text for one object, and says nothing else", () => {
    const id = globalId("Problem", KEY);
    expect(id).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(globalId("Problem", KEY)).toBe(id);
    expect(globalId("Submission", KEY)).not.toBe(id);
    expect(parseGlobalId(id)).toEqual({ type: "Problem", key: KEY });
  });

  it("stands for keys that are names too", () => {
    expect(parseGlobalId(globalId("Language", "cpp17"))).toEqual({ type: "Language", key: "cpp17" });
  });

  it.each(["", "x", KEY, "UHJvYmxlbTo=", `${globalId("Problem", KEY)}=`, `${globalId("Problem", KEY)} `, "UHJvYmxlbTo", "🙂"])(
    "is not %p",
    (text) => {
      expect(parseGlobalId(text)).toBeNull();
    },
  );
});

describe("a bare key", () => {
  it("is a UUID in lower case", () => {
    expect(bareKey(KEY.toUpperCase())).toBe(KEY);
    expect(bareKey("cpp17")).toBeNull();
  });
});
