import { permissionTable } from "../../access/permissions.js";
import "../declared.js";

const HEAD = ["permission", "roles", "scopes of API tokens", "also"];

/** The permission table as text, one permission per line. */
export function printedPermissions(): string {
  const rows = [...permissionTable()]
    .sort()
    .map(([name, { roles, scopes = [], beforeVerification, notWhileImpersonating, organizationAuthors, staff }]) => [
      name,
      roles === "everyone" ? roles : roles.join(" "),
      scopes.join(" "),
      [
        beforeVerification && "before verification",
        notWhileImpersonating && "not while impersonating",
        organizationAuthors && "authors of organizations",
        staff && `entitled: ${staff}`,
      ]
        .filter(Boolean)
        .join(", "),
    ]);
  const widths = HEAD.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  return [HEAD, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
