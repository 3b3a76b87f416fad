import { nodesById } from "../../../graphql/node-lookup.js";
import { startDaySweeper } from "../../../platform/storage/day-objects.js";
import { watchRow } from "../../../graphql/row-stream.js";
import { startClaimedWork } from "../../contracts/claimed-work.js";
import { createClaims } from "../../contracts/claims.js";
import type { Module, Services } from "../../contracts/module.js";
import { Assignment, AssignmentProblem } from "./assignments/assignment.entity.js";
import { AssignmentResolver, ModuleAssignmentsResolver } from "./assignments/assignment.resolver.js";
import { createAssignments } from "./assignments/assignments.service.js";
import { createCloneTrack } from "./archive/clone-track.js";
import { exportTrack, startTrackExportWorker, TRACK_EXPORTS } from "./archive/export-track.job.js";
import { createTrackImportWork, importTrack } from "./archive/import-track.job.js";
import { createTrackExports } from "./archive/track-exports.js";
import { TrackImport } from "./archive/track-import.entity.js";
import { TrackImportResolver } from "./archive/track-import.resolver.js";
import { maySeeTrackImport, trackImportRows, type TrackImportRow } from "./archive/track-import.rows.js";
import { trackImportTopic } from "./archive/track-import.topic.js";
import { createTrackImports } from "./archive/track-imports.service.js";
import {
  FileBlockResolver,
  ImageBlockResolver,
  LessonContentResolver,
  ProblemBlockResolver,
  QuizBlockResolver,
} from "./blocks/lesson-content.resolver.js";
import { contentNodes } from "./content.nodes.js";
import { contentEntitlements } from "./content.entitlements.js";
import { contentPermissions } from "./content.permissions.js";
import { contentOrganizationData } from "./content.organization-data.js";
import { contentPersonalData } from "./content.personal-data.js";
import { createFileLinks } from "./files/file-links.js";
import { TrackFile } from "./files/track-file.entity.js";
import { TrackFileResolver } from "./files/track-file.resolver.js";
import { createTrackFiles, startFileSweeper } from "./files/track-files.service.js";
import { LessonEditResolver } from "./lessons/lesson-edit.resolver.js";
import { Lesson } from "./lessons/lesson.entity.js";
import { lessonSearchSource } from "./lessons/lesson.search-source.js";
import { LessonResolver } from "./lessons/lesson.resolver.js";
import { createLessonsService } from "./lessons/lessons.service.js";
import { Material } from "./materials/material.entity.js";
import { LessonMaterialsResolver, MaterialResolver, ModuleMaterialsResolver } from "./materials/material.resolver.js";
import { createMaterials } from "./materials/materials.service.js";
import { TrackModule } from "./modules/track-module.entity.js";
import { TrackModuleResolver } from "./modules/track-module.resolver.js";
import { createTrackModules } from "./modules/track-modules.service.js";
import {
  createTrackHistory,
  TrackHistoryResolver,
  TrackOutlineModuleResolver,
  TrackOutlineResolver,
  TrackRevisionResolver,
} from "./outline/track-history.resolver.js";
import { TrackRevision } from "./outline/track-revision.entity.js";
import { LessonPrerequisite, TrackPrerequisite } from "./prerequisites/prerequisite.entity.js";
import { LessonPrerequisiteResolver, TrackPrerequisiteResolver } from "./prerequisites/prerequisite.resolver.js";
import { createPrerequisites } from "./prerequisites/prerequisites.service.js";
import { LessonHistoryResolver, LessonRevisionResolver } from "./revisions/lesson-history.resolver.js";
import { LessonRevision } from "./revisions/lesson-revision.entity.js";
import { SeededTrack } from "./seeding/seeded-track.entity.js";
import { Subject } from "./subjects/subject.entity.js";
import { SubjectResolver } from "./subjects/subject.resolver.js";
import { createSubjectsService } from "./subjects/subjects.service.js";
import { TrackEditResolver } from "./tracks/track-edit.resolver.js";
import { createTrackEdits } from "./tracks/track-access.js";
import { trackAuthored } from "./tracks/track.authored.js";
import { Track, TrackCoAuthor } from "./tracks/track.entity.js";
import { TrackPreviewResolver } from "./tracks/track-preview.resolver.js";
import { trackSearchSource } from "./tracks/track.search-source.js";
import { OrganizationTracksResolver, TrackOwnerResolver } from "./tracks/track-owner.resolver.js";
import { EntitlementTrackResolver, TrackResolver } from "./tracks/track.resolver.js";
import { createTracksService } from "./tracks/tracks.service.js";

/** No retention rule: editors delete drafts and archive the rest. */
export default {
  name: "content",
  exports: [
    "assignments/assignment.entity",
    "assignments/assignment.loaders",
    "assignments/assignment.type",
    "blocks/block",
    "lessons/lesson.entity",
    "lessons/lesson.loaders",
    "lessons/lesson.rows",
    "lessons/lesson.type",
    "limits",
    "modules/track-module.entity",
    "modules/track-module.loaders",
    "modules/track-module.type",
    "subjects/subject.loaders",
    "subjects/subject.type",
    "tracks/track-access",
    "tracks/track.entity",
    "tracks/track.loaders",
    "tracks/track.rows",
    "tracks/track.type",
  ],
  entities: [
    Subject,
    Track,
    TrackCoAuthor,
    TrackModule,
    Lesson,
    LessonRevision,
    TrackRevision,
    TrackFile,
    TrackPrerequisite,
    LessonPrerequisite,
    Material,
    Assignment,
    AssignmentProblem,
    TrackImport,
    SeededTrack,
  ],
  objects: "select rendition ->> 'key' as key from track_files, jsonb_array_elements(renditions) rendition",
  permissions: contentPermissions,
  entitlements: contentEntitlements,
  fieldCosts: {
    "Lesson.content": { weight: 16 },
    "Lesson.preview": { weight: 16 },
    "LessonRevision.content": { weight: 16 },
    "LessonRevision.diff": { weight: 32 },
    // Reads the lessons of the whole track.
    "Lesson.next": { weight: 10 },
    "Lesson.previous": { weight: 10 },
    "CodeBlock.source": { weight: 2 },
    "LessonContent.blocks": { items: 20 },
    "LessonDiff.blocks": { items: 20 },
    "TrackRevision.outline": { weight: 16 },
    "TrackRevision.diff": { weight: 32 },
    "TrackOutline.modules": { items: 10 },
    "TrackOutlineModule.lessons": { items: 10 },
    "TrackDiff.modules": { items: 10 },
    "TrackDiff.lessons": { items: 20 },
    "TrackImport.faults": { items: 100 },
    "TrackImport.ignored": { items: 100 },
  },
  resolvers: [
    SubjectResolver,
    TrackResolver,
    EntitlementTrackResolver,
    TrackOwnerResolver,
    OrganizationTracksResolver,
    TrackEditResolver,
    TrackPreviewResolver,
    TrackHistoryResolver,
    TrackRevisionResolver,
    TrackOutlineResolver,
    TrackOutlineModuleResolver,
    TrackModuleResolver,
    LessonResolver,
    LessonEditResolver,
    LessonHistoryResolver,
    LessonRevisionResolver,
    LessonContentResolver,
    ProblemBlockResolver,
    QuizBlockResolver,
    ImageBlockResolver,
    FileBlockResolver,
    TrackFileResolver,
    TrackPrerequisiteResolver,
    LessonPrerequisiteResolver,
    MaterialResolver,
    ModuleMaterialsResolver,
    LessonMaterialsResolver,
    AssignmentResolver,
    ModuleAssignmentsResolver,
    TrackImportResolver,
  ],
  jobs: [importTrack, exportTrack],
  searchSources: [trackSearchSource, lessonSearchSource],
  authored: [trackAuthored],
  personalData: contentPersonalData,
  organizationData: contentOrganizationData,

  wire(platform, { topics, problems }: Pick<Services, "topics" | "problems">, { checkpoint }) {
    const { db, storage, jobs, pubSub, log } = platform;
    const edits = createTrackEdits({ db });
    const links = createFileLinks({ storage });
    const claims = createClaims(db, { name: "track_imports", waiting: "QUEUED", givenBack: "QUEUED" });
    const work = createTrackImportWork({ db, storage, pubSub, edits, log, checkpoint });
    const read = async (id: string) => (await trackImportRows(db.em.fork(), [id]))[0];
    const isFinal = ({ status }: TrackImportRow) => status === "READY" || status === "FAILED";
    const watch = (id: string) => watchRow(id, { pubSub, log, topic: trackImportTopic, read, isFinal });
    return {
      resolvers: [
        new TrackHistoryResolver(createTrackHistory({ db, edits })),
        new SubjectResolver(createSubjectsService({ db })),
        new TrackEditResolver(createTracksService({ db, edits }), createCloneTrack({ ...platform, problems })),
        new TrackModuleResolver(createTrackModules({ db, edits })),
        new LessonEditResolver(createLessonsService({ db, edits, topics })),
        new TrackFileResolver(createTrackFiles({ db, storage, edits }), links),
        new TrackPrerequisiteResolver(createPrerequisites({ db, edits })),
        new MaterialResolver(createMaterials({ db, edits })),
        new AssignmentResolver(createAssignments({ db, edits })),
        new TrackImportResolver(createTrackImports(platform), createTrackExports(platform), watch),
      ],
      nodes: {
        ...contentNodes,
        TrackImport: nodesById("track:create", async ({ em, signedIn }, ids) =>
          (await trackImportRows(em, ids)).filter((row) => maySeeTrackImport(signedIn, row)),
        ),
      },
      workers: [
        async () => startFileSweeper(platform),
        async () => startClaimedWork({ jobs, log, claims, job: importTrack, work }),
        async () => startTrackExportWorker(platform),
        async () => startDaySweeper({ ...platform, prefix: TRACK_EXPORTS, failure: "exported tracks not removed; will be retried" }),
      ],
    };
  },
} satisfies Module;
