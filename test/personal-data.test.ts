/** Whatever says whose a row is has to say what becomes of it when its account is exported, and when it is deleted. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { DECLARATIONS, ENTITIES } from "../src/app/declared.js";
import type { PersonalData } from "../src/modules/contracts/personal-data.js";
import { User } from "../src/modules/base/users/user.entity.js";
import { createDatabase, type Database } from "../src/platform/database/database.js";

let db: Database;
let held: readonly PersonalData[];
beforeAll(async () => {
  // Nothing is connected to: what the entities say is enough.
  db = await createDatabase({ url: "postgresql://127.0.0.1:1/none", poolMax: 1, entities: ENTITIES, migrationsFolder: "migrations" });
  held = DECLARATIONS.personalData;
});
afterAll(() => db?.close());

/** Ids that point nowhere by constraint, but by their names to someone. */
const NAMES_SOMEONE =
  /(^|_)(user|actor|author|owner|account|person|member|learner|student|instructor|reviewer|sender|recipient|impersonator|by)_id$/;

function columnsOfPeople(): string[] {
  return [...db.getMetadata().getAll().values()].flatMap((meta) =>
    Object.values(meta.properties)
      .filter(({ targetMeta, fieldNames }) => targetMeta?.class === User || fieldNames?.some((name) => NAMES_SOMEONE.test(name)))
      .map(({ fieldNames }) => `${meta.tableName}.${fieldNames[0]}`),
  );
}

const declared = () => held.flatMap(({ columns }) => Object.entries(columns));
const parts = () => held.flatMap((one) => one.exports ?? []);

describe("what is held of people", () => {
  it("is declared for each column that points to them", () => {
    const known = new Set(declared().map(([column]) => column));
    const found = columnsOfPeople();
    expect(found).toContain("submissions.user_id");
    expect(found).toContain("audit_entries.actor_id");
    expect(found.filter((column) => !known.has(column))).toEqual([]);
  });

  it("is declared for columns that there are, once each", () => {
    const all = [...db.getMetadata().getAll().values()].flatMap((meta) =>
      Object.values(meta.properties).flatMap(({ fieldNames }) => (fieldNames ?? []).map((name) => `${meta.tableName}.${name}`)),
    );
    const columns = declared().map(([column]) => column);
    expect(columns.filter((column) => !all.includes(column))).toEqual([]);
    expect(new Set(columns).size).toBe(columns.length);
  });

  it("names parts of the archive that there are, each once and safe as a file's name", () => {
    const names = parts().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z-]{3,40}$/.test(name))).toEqual([]);
    const wanted = declared().flatMap(([, fate]) => (typeof fate.export === "string" ? [fate.export] : []));
    expect(wanted.filter((name) => !names.includes(name))).toEqual([]);
  });

  it("says why wherever something is left out or stays", () => {
    const reasons = declared().flatMap(([, fate]) => [
      ...(typeof fate.export === "object" ? [fate.export.not] : []),
      ...(typeof fate.deletion === "object" ? [fate.deletion.kept] : []),
    ]);
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons.filter((reason) => !/^[A-Z].{10,}\.$/.test(reason))).toEqual([]);
  });
});
