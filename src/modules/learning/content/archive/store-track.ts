/** Writes the content of an archive to a track, in the caller's transaction. The caller holds the lock on the track's row. */
import type { SignedIn } from "../../../../access/viewer.js";
import type { EntityManager, Transaction } from "../../../../platform/database/database.js";
import { recordRevision } from "../outline/track-revisions.js";
import { addPrerequisites, expectAcyclic, TRACKS } from "../prerequisites/prerequisites.service.js";
import { putQuizzes } from "../../quizzes/archive/store-quizzes.js";
import { Subject } from "../subjects/subject.entity.js";
import type { Track } from "../tracks/track.entity.js";
import { TRACK_PART } from "./archive-format.js";
import type { Importable } from "./importable.js";
import { putModules } from "./store-modules.js";

/** All of an archive. A new track has its slug and its author. Records a fault for each block that is wrong; the caller then rolls back. */
export async function putArchive(tx: Transaction, viewer: SignedIn, track: Track, importable: Importable): Promise<void> {
  const { names, kept, quizzes, findings } = importable;
  const isKept = kept?.has(TRACK_PART);
  if (!isKept) putTrack(tx, track, importable);
  await tx.persist(track).flush();
  if (quizzes) for (const [slug, id] of await putQuizzes(tx, viewer, quizzes, findings)) names.quizzes.set(slug, id);
  if (findings.faultCount > 0) return;
  await putModules(tx, viewer, track, importable);
  if (!isKept) await putRequired(tx, track, importable);
  await recordRevision(tx, viewer.id, track.id, { note: importable.note });
}

async function putRequired(tx: Transaction, track: Track, { archive, names }: Importable): Promise<void> {
  await tx.execute("lock table track_prerequisites in share row exclusive mode");
  await tx.execute("delete from track_prerequisites where track_id = ?", [track.id]);
  const required = archive.requires.map((slug) => names.tracks.get(slug)!).filter((id) => id !== track.id);
  await addPrerequisites(tx, TRACKS, track.id, required);
  await expectAcyclic(tx, TRACKS, track.id);
}

/** Texts and relations of the track itself. Its slug stays. */
function putTrack(em: EntityManager, track: Track, { archive, names }: Importable): void {
  const { locale, title, summary, description, translations, difficulty } = archive;
  Object.assign(track, { locale, title, summary, description, translations, difficulty });
  track.premium = archive.premium ?? track.premium;
  track.subject = names.subjectId === null ? null : em.getReference(Subject, names.subjectId, { wrapped: true });
}
