import { permissionTable } from "../access/permissions.js";
import "../app/declared.js";

/** `npm run permissions`: the permission table, one line each. */
const lines = [...permissionTable()]
  .sort()
  .map(([name, { roles, scopes = [], beforeVerification, notWhileImpersonating }]) => [
    name,
    roles === "everyone" ? roles : roles.join(" "),
    scopes.join(" "),
    [beforeVerification && "before verification", notWhileImpersonating && "not while impersonating"].filter(Boolean).join(", "),
  ]);
const head = ["permission", "roles", "scopes of API tokens", "also"];
const widths = head.map((title, column) => Math.max(title.length, ...lines.map((line) => line[column]!.length)));
for (const line of [head, ...lines])
  console.log(
    line
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
