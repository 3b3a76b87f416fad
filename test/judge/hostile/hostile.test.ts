/** Every attack fails, succeeds when the one defence it names is off, ends in time, and leaves nothing behind. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { judgeHome } from "../../../scripts/lib/paths.mjs";
import { deadlineMs } from "../../../src/judge/sandbox/sandbox.js";
import { oneIn } from "../../support/proofs.js";
import { saysPwned } from "./attack.js";
import { ATTACKS } from "./attacks/index.js";
import { createHostileWorld, GRACE_MS, type HostileWorld } from "./harness.js";

/** A control shows that an attack is real; that changes with the attack alone. */
const CONTROLLED = oneIn(10, ATTACKS);

let world: HostileWorld;
beforeAll(async () => {
  world = await createHostileWorld();
});
afterAll(() => world.close(), 30_000);

describe.each(ATTACKS.map((attack) => [attack.program, attack.attack, attack] as const))("%s: %s", (_program, _title, attack) => {
  const succeeded = attack.succeeded ?? saysPwned;

  it(`is stopped by ${attack.defence}`, async () => {
    const { observed, limits, elapsedMs } = await world.run(attack, []);
    expect(observed.error).toBeNull();
    expect({ ...observed, succeeded: succeeded(observed, limits) }).toMatchObject({ succeeded: false });
    if (attack.ends) expect({ ...observed.attack, asExpected: attack.ends(observed.attack!) }).toMatchObject({ asExpected: true });
    // Waiting for a core on a busy machine is not charged, up to the deadline.
    expect(elapsedMs).toBeLessThan(deadlineMs(limits) + GRACE_MS);
    expect(await world.leftovers([])).toEqual([]);
  });

  if (!CONTROLLED.includes(attack)) return;
  it(`succeeds without (${attack.weaken.join(", ")})`, async () => {
    const { observed, limits } = await world.run(attack, attack.weaken);
    const works = succeeded(observed, limits) || attack.isImpossible?.(observed) === true;
    expect({ ...observed, works }).toMatchObject({ works: true });
    expect(await world.leftovers(attack.weaken)).toEqual([]);
  });
});

it("leaves no switch in the launcher that is installed", () => {
  for (const program of ["launcher", "runner"]) {
    const code = readFileSync(`${judgeHome()}/bin/${program}`);
    expect(ATTACKS.flatMap(({ weaken }) => weaken).filter((name) => name.includes("-") && code.includes(name))).toEqual([]);
    expect(code.includes("--weaken")).toBe(false);
  }
});
