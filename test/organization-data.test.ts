/** Whatever says which organization a row belongs to has to say what becomes of it when the organization is exported, and when it is deleted. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { DECLARATIONS, ENTITIES } from "../src/app/declared.js";
import { Organization } from "../src/modules/accounts/organizations/organization.entity.js";
import { createDatabase, type Database } from "../src/platform/database/database.js";

let db: Database;
beforeAll(async () => {
  // Nothing is connected to: what the entities say is enough.
  db = await createDatabase({ url: "postgresql://127.0.0.1:1/none", poolMax: 1, entities: ENTITIES, migrationsFolder: "migrations" });
});
afterAll(() => db?.close());

const { organizationData: held } = DECLARATIONS;
const declared = held.flatMap(({ columns }) => Object.entries(columns));
const parts = held.flatMap((one) => one.exports ?? []);

describe("what is held of organizations", () => {
  it("is declared for each column that names one, once each", () => {
    const found = [...db.getMetadata().getAll().values()].flatMap((meta) =>
      Object.values(meta.properties)
        .filter(({ targetMeta, fieldNames }) => targetMeta?.class === Organization || fieldNames?.includes("organization_id"))
        .map(({ fieldNames }) => `${meta.tableName}.${fieldNames[0]}`),
    );
    expect(found).toContain("entitlements.organization_id");
    expect(declared.map(([column]) => column).sort()).toEqual([...new Set(found)].sort());
  });

  it("names parts of the archive that there are, each once and safe as a file's name", () => {
    const names = parts.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z-]{3,40}$/.test(name))).toEqual([]);
    const wanted = declared.flatMap(([, fate]) => (typeof fate.export === "string" ? [fate.export] : []));
    expect(wanted.filter((name) => !names.includes(name))).toEqual([]);
  });

  it("says why wherever something is left out or stays", () => {
    const reasons = declared.flatMap(([, fate]) => [
      ...(typeof fate.export === "object" ? [fate.export.not] : []),
      ...(typeof fate.deletion === "object" ? [fate.deletion.kept] : []),
    ]);
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons.filter((reason) => !/^[A-Z].{10,}\.$/.test(reason))).toEqual([]);
  });
});
