import { mayEditTrack, mayReadTrack } from "../../../access/policy.js";
import { mayOpenTrack } from "../../../access/premium.js";
import type { NodeLookups, RequestContext } from "../../../graphql/context.js";
import { loadAll, nodesById } from "../../../graphql/node-lookup.js";
import { assignmentById } from "./assignments/assignment.loaders.js";
import { fileOfTrack } from "./files/track-file.loaders.js";
import { lessonById } from "./lessons/lesson.loaders.js";
import { isLocked, mayReadLesson } from "./lessons/lesson.rows.js";
import { materialById } from "./materials/material.loaders.js";
import { moduleById } from "./modules/track-module.loaders.js";
import { trackRevisions } from "./outline/track-revision.loaders.js";
import { lessonRevisions } from "./revisions/lesson-revision.loaders.js";
import { allSubjects } from "./subjects/subject.loaders.js";
import { trackById } from "./tracks/track.loaders.js";

const mayEdit = async (context: RequestContext, trackId: string): Promise<boolean> => {
  const track = await context.loader(trackById).load(trackId);
  return track !== null && mayEditTrack(context.viewer, track);
};

const mayRead = async (context: RequestContext, trackId: string): Promise<boolean> => {
  const track = await context.loader(trackById).load(trackId);
  return track !== null && mayReadTrack(context.viewer, track);
};

/** Keeps the order; null for rows that fail the check. */
async function allowed<R>(found: readonly (R | null)[], check: (row: R) => Promise<boolean>): Promise<(R | null)[]> {
  return Promise.all(found.map(async (row) => (row !== null && (await check(row)) ? row : null)));
}

export const contentNodes: NodeLookups = {
  Subject: nodesById("public", async (context, ids) => {
    const subjects = await context.loader(allSubjects).load("all");
    return ids.map((id) => subjects.find((one) => one.id === id));
  }),
  Track: nodesById("public", async (context, ids) =>
    allowed(await loadAll(context.loader(trackById), ids), async (track) => mayReadTrack(context.viewer, track)),
  ),
  TrackModule: nodesById("public", async (context, ids) =>
    allowed(await loadAll(context.loader(moduleById), ids), ({ trackId }) => mayRead(context, trackId)),
  ),
  Lesson: nodesById("public", async (context, ids) =>
    allowed(await loadAll(context.loader(lessonById), ids), async (lesson) => mayReadLesson(context.viewer, lesson)),
  ),
  LessonRevision: nodesById("track:edit", async (context, ids) =>
    allowed(await loadAll(context.loader(lessonRevisions.byId), ids), async ({ lessonId }) => {
      const lesson = await context.loader(lessonById).load(lessonId);
      return lesson !== null && mayEditTrack(context.viewer, lesson);
    }),
  ),
  TrackRevision: nodesById("track:edit", async (context, ids) =>
    allowed(await loadAll(context.loader(trackRevisions.byId), ids), ({ trackId }) => mayEdit(context, trackId)),
  ),
  Assignment: nodesById("public", async (context, ids) =>
    allowed(await loadAll(context.loader(assignmentById), ids), ({ trackId }) => mayRead(context, trackId)),
  ),
  Material: nodesById("public", async (context, ids) =>
    allowed(await loadAll(context.loader(materialById), ids), async ({ moduleId, lessonId }) => {
      if (moduleId !== null) {
        const module = await context.loader(moduleById).load(moduleId);
        return module !== null && mayOpenTrack(context.viewer, module.trackId, module) && mayRead(context, module.trackId);
      }
      const lesson = await context.loader(lessonById).load(lessonId!);
      return lesson !== null && mayReadLesson(context.viewer, lesson) && !isLocked(context.viewer, lesson);
    }),
  ),
  // Learners meet files in blocks and materials only: a file of a draft must not be readable by its id.
  TrackFile: nodesById("track:edit", async (context, ids) =>
    allowed(await loadAll(context.loader(fileOfTrack), ids), ({ trackId }) => mayEdit(context, trackId)),
  ),
};
