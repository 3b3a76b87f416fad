import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, Index, ManyToOne, Property } from "@mikro-orm/decorators/legacy";
import type { PackageFault, PackageNote } from "../../../judge/packages/package-faults.js";
import { PACKAGE_FORMATS, type PackageFormat } from "../../../judge/packages/problem-package.js";
import { User } from "../../base/users/user.entity.js";
import { ClaimedRow } from "../../contracts/claimed-row.js";
import { Problem } from "../problems/problem.entity.js";

export const PACKAGE_IMPORT_STATUSES = ["QUEUED", "RUNNING", "READY", "FAILED"] as const;
export type PackageImportStatus = (typeof PACKAGE_IMPORT_STATUSES)[number];

/** A problem package that a worker imports. The row is the outbox of its job. */
@Entity({ tableName: "package_imports" })
@Index({
  name: "package_imports_due_index",
  expression: "create index package_imports_due_index on package_imports (due_at) where status in ('QUEUED', 'RUNNING')",
})
export class PackageImport extends ClaimedRow {
  /** Requested by. */
  @ManyToOne(() => User, { ref: true, index: true, deleteRule: "cascade" })
  user!: Ref<User>;

  @Enum({ items: PACKAGE_IMPORT_STATUSES })
  status: PackageImportStatus = "QUEUED";

  /** What to do, as JSON; empty after the import ends. */
  @Property({ type: "text" })
  plan!: string;

  /** A worker may claim it from this time on. */
  @Property({ type: "datetime", defaultRaw: "now()" })
  dueAt: Date = new Date();

  /** Null until the package is read. */
  @Enum({ items: PACKAGE_FORMATS, nullable: true })
  format: PackageFormat | null = null;

  /** Reasons for a failure. */
  @Property({ type: "json", default: "[]" })
  faults: PackageFault[] = [];

  /** What was left out. */
  @Property({ type: "json", default: "[]" })
  ignored: PackageNote[] = [];

  /** The problem to change, or the result. */
  @ManyToOne(() => Problem, { nullable: true, ref: true, index: true, deleteRule: "set null" })
  problem: Ref<Problem> | null = null;
}
