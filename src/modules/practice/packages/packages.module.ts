import { nodesById } from "../../../graphql/node-lookup.js";
import { startDaySweeper } from "../../../platform/storage/day-objects.js";
import { startClaimedWork } from "../../contracts/claimed-work.js";
import { createClaims } from "../../contracts/claims.js";
import type { Module } from "../../contracts/module.js";
import { watchRow } from "../../../graphql/row-stream.js";
import { createProblemEdits } from "../problems/authors/problem-access.js";
import { createCheckerPrograms } from "../problems/checker-programs/checker-programs.js";
import { exportPackage, PACKAGE_EXPORTS, startExportWorker } from "./export-package.job.js";
import { createTestValidation } from "../problems/programs/test-validation.js";
import { createImportWork, importPackage } from "./import-package.job.js";
import { PackageExportResolver } from "./package-export.resolver.js";
import { createPackageExports } from "./package-exports.js";
import { PackageImport } from "./package-import.entity.js";
import { PackageImportResolver } from "./package-import.resolver.js";
import { importRows, maySeeImport, type PackageImportRow } from "./package-import.rows.js";
import { packageImportTopic } from "./package-import.topic.js";
import { createPackageImports } from "./package-imports.service.js";
import { packagesPersonalData } from "./packages.personal-data.js";
import { createStoreImport } from "./store-import.js";

export default {
  name: "packages",
  exports: ["package-archive", "package-import.type"],
  entities: [PackageImport],
  fieldCosts: {
    "PackageImport.faults": { items: 100 },
    "PackageImport.ignored": { items: 100 },
  },
  resolvers: [PackageImportResolver, PackageExportResolver],
  jobs: [importPackage, exportPackage],
  personalData: packagesPersonalData,

  wire(platform, _neighbours, { checkpoint }) {
    const { db, jobs, storage, limiter, readCache, pubSub, log } = platform;
    const programs = createCheckerPrograms({ db, jobs, limiter, log, engine: platform.env.EXECUTION_ENGINE });
    const validation = createTestValidation({ db, jobs, log });
    const store = createStoreImport({ db, edits: createProblemEdits({ db, readCache }), programs, validation });
    const claims = createClaims(db, { name: "package_imports", waiting: "QUEUED", givenBack: "QUEUED" });
    const work = createImportWork({ db, storage, pubSub, store, validation, log, checkpoint });
    const read = async (id: string) => (await importRows(db.em.fork(), [id]))[0];
    const isFinal = ({ status }: PackageImportRow) => status === "READY" || status === "FAILED";
    const watch = (id: string) => watchRow(id, { pubSub, log, topic: packageImportTopic, read, isFinal });
    return {
      resolvers: [
        new PackageImportResolver(createPackageImports({ db, jobs, limiter, log }), watch),
        new PackageExportResolver(createPackageExports(platform)),
      ],
      nodes: {
        PackageImport: nodesById("problem:create", async ({ em, signedIn }, ids) =>
          (await importRows(em, ids)).filter((row) => maySeeImport(signedIn, row)),
        ),
      },
      workers: [
        async () => startClaimedWork({ jobs, log, claims, job: importPackage, work }),
        async () => startExportWorker(platform),
        async () => startDaySweeper({ ...platform, prefix: PACKAGE_EXPORTS, failure: "exported packages not removed; will be retried" }),
      ],
    };
  },
} satisfies Module;
