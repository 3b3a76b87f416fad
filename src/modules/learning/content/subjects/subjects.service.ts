import { languageIdOf } from "../../../../judge/languages/index.js";
import { findLanguage } from "../../../../judge/languages/index.js";
import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import type { SignedIn, Viewer } from "../../../../access/viewer.js";
import { violatedReference, type Database } from "../../../../platform/database/database.js";
import { record } from "../../../base/audit/record.js";
import { uniqueNamed } from "../tracks/track-access.js";
import { Subject } from "./subject.entity.js";
import type { SubjectRow } from "./subject.loaders.js";
import type { CreateSubjectInput, UpdateSubjectInput } from "./subject.type.js";

export interface SubjectsService {
  /** `viewer` is null for the system itself, such as the seed. */
  create(viewer: Viewer, input: CreateSubjectInput, address: string): Promise<SubjectRow>;
  update(viewer: SignedIn, input: UpdateSubjectInput, address: string): Promise<SubjectRow>;
  /** CONFLICT while tracks belong to the subject. */
  remove(viewer: SignedIn, id: string, address: string): Promise<void>;
}

export function createSubjectsService({ db }: { db: Database }): SubjectsService {
  return {
    create: (viewer, { slug, name, icon, description, language }, address) =>
      uniqueNamed(() =>
        db.transaction(async (tx) => {
          const subject = Object.assign(new Subject(), { slug, name: name.trim(), icon, description: description ?? "" });
          subject.language = languageNamed(language);
          tx.persist(subject);
          const about = { type: "subject", id: subject.id };
          record(tx, { actorId: viewer?.id ?? null, action: "subject.created", subject: about, address, details: { slug } });
          return subject;
        }),
      ),

    update: (viewer, { id, ...input }, address) =>
      uniqueNamed(() =>
        db.transaction(async (tx) => {
          const subject = await tx.findOne(Subject, { id });
          if (!subject) throw notFound("subject");
          subject.slug = input.slug ?? subject.slug;
          subject.name = input.name?.trim() ?? subject.name;
          subject.icon = input.icon ?? subject.icon;
          if (input.description !== undefined) subject.description = input.description ?? "";
          if (input.language !== undefined) subject.language = languageNamed(input.language);
          record(tx, { actorId: viewer.id, action: "subject.updated", subject: { type: "subject", id }, address });
          return subject;
        }),
      ),

    async remove(viewer, id, address) {
      const removing = db.transaction(async (tx) => {
        const subject = await tx.findOne(Subject, { id });
        if (!subject) throw notFound("subject");
        tx.remove(subject);
        record(tx, {
          actorId: viewer.id,
          action: "subject.deleted",
          subject: { type: "subject", id },
          address,
          details: { slug: subject.slug },
        });
      });
      await removing.catch((error: unknown) => {
        if (violatedReference(error) === null) throw error;
        throw new AppError("CONFLICT", "This subject has tracks. Move them to another subject first.");
      });
    },
  };
}

function languageNamed(name: string | null | undefined): string | null {
  if (name == null) return null;
  if (!findLanguage(name))
    throw badInput("input.language", "There is no such language. Use the `slug` of one of `languages`.", "UNKNOWN_VALUE");
  return languageIdOf(name);
}
