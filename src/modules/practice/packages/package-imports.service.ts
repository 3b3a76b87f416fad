import { ref } from "@mikro-orm/core";
import type { SignedIn } from "../../../access/viewer.js";
import { AppError, badInput } from "../../../kernel/errors.js";
import { HOUR_MS } from "../../../kernel/units.js";
import type { Database } from "../../../platform/database/database.js";
import type { Jobs } from "../../../platform/jobs/jobs.js";
import type { RateLimiter } from "../../../platform/redis/rate-limit.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import { expectOwner } from "../../accounts/organizations/content/content-owner.js";
import { StoredFile } from "../../base/storage/stored-file.entity.js";
import { User } from "../../base/users/user.entity.js";
import { readEditable } from "../problems/authors/problem-access.js";
import { Problem } from "../problems/problem.entity.js";
import type { ImportPlan } from "./import-plan.js";
import { importPackage } from "./import-package.job.js";
import { PackageImport } from "./package-import.entity.js";
import { readImport, type PackageImportRow } from "./package-import.rows.js";
import type { ImportProblemPackageInput } from "./package-import.type.js";

export interface PackageImports {
  /** Imports an uploaded package in the background, as a new problem or into one that the viewer may edit. */
  request(viewer: SignedIn, input: ImportProblemPackageInput): Promise<PackageImportRow>;
}

const IMPORTS = { name: "package-imports", most: 120, windowMs: HOUR_MS };

interface Dependencies {
  db: Database;
  jobs: Jobs;
  limiter: RateLimiter;
  log: Logger;
}

export function createPackageImports({ db, jobs, limiter, log }: Dependencies): PackageImports {
  return {
    async request(viewer, { fileId, problemId, slug, organizationId, publish, note, expectedRevision }) {
      const em = db.em.fork();
      if (problemId) await readEditable(em, viewer, problemId);
      else await expectOwner(em, viewer, organizationId ?? null);
      if (problemId && organizationId) throw badInput("input.organizationId", "Give it for a new problem only.");
      if (problemId && slug) throw badInput("input.slug", "Give it for a new problem only.");
      if (!(await em.findOne(StoredFile, { id: fileId, owner: viewer.id, purpose: "PROBLEM_PACKAGE", status: "READY" }))) {
        const message = "Use a READY file of yours that was uploaded as PROBLEM_PACKAGE: see requestUpload and completeUpload.";
        throw badInput("input.fileId", message, "UNKNOWN_VALUE");
      }
      const refused = await limiter.take(IMPORTS, viewer.id);
      if (refused) throw new AppError("RATE_LIMITED", `At most ${IMPORTS.most} imports of packages an hour.`, refused);
      const plan: ImportPlan = {
        fileId,
        problemId: problemId ?? null,
        slug: slug ?? null,
        organizationId: organizationId ?? null,
        publish: publish ?? false,
        note: note ?? "",
        expectedRevision: expectedRevision ?? null,
      };
      const row = Object.assign(new PackageImport(), {
        user: ref(User, viewer.id),
        problem: problemId ? ref(Problem, problemId) : null,
        plan: JSON.stringify(plan),
      });
      await db.transaction(async (tx) => {
        await tx.execute("delete from package_imports where user_id = ? and finished_at < now() - interval '7 days'", [viewer.id]);
        tx.persist(row);
        tx.afterCommit(() => {
          // Not awaited: the sweeper also adds the job.
          jobs
            .add(importPackage, { id: row.id }, row.id)
            .catch((error: unknown) => log.warn({ err: error }, "job not added; the sweeper will"));
        });
      });
      return readImport(db.em.fork(), viewer, row.id);
    },
  };
}
