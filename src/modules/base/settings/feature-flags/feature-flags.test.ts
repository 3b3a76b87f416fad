import { ROLES } from "../../../../access/viewer.js";
import { newId } from "../../../../kernel/ids.js";
import { isFlagOn } from "./feature-flags.service.js";

const flag = { name: "new-editor", enabled: true, rolloutPercent: 100, roles: null };
const accounts = Array.from({ length: 2000 }, () => ({ id: newId(), role: "LEARNER" as const }));
const on = (change: Partial<typeof flag>) => accounts.filter((account) => isFlagOn({ ...flag, ...change }, account));

describe("a feature flag", () => {
  it("is off for everyone when it is off, on for everyone at 100 percent, and on for nobody at 0", () => {
    expect(on({ enabled: false })).toEqual([]);
    expect(on({})).toHaveLength(accounts.length);
    expect(isFlagOn(flag, null)).toBe(true);
    expect(on({ rolloutPercent: 0 })).toEqual([]);
  });

  it("is on for about as many accounts as it says, and never for a stranger while it is on for some", () => {
    expect(on({ rolloutPercent: 25 }).length / accounts.length).toBeCloseTo(0.25, 1);
    expect(isFlagOn({ ...flag, rolloutPercent: 99 }, null)).toBe(false);
  });

  it("stays on for an account when it is on for more", () => {
    const few = on({ rolloutPercent: 10 });
    expect(on({ rolloutPercent: 60 })).toEqual(expect.arrayContaining(few));
    expect(on({ rolloutPercent: 10 })).toEqual(few);
  });

  it("chooses other accounts than another flag", () => {
    expect(on({ rolloutPercent: 20 })).not.toEqual(on({ rolloutPercent: 20, name: "dark-mode" }));
  });

  it("of roles is on for those alone", () => {
    const roles = ["ADMIN" as const];
    expect(ROLES.filter((role) => isFlagOn({ ...flag, roles }, { id: newId(), role }))).toEqual(roles);
    expect(isFlagOn({ ...flag, roles }, null)).toBe(false);
  });
});
