/** Writes the materials of archived modules and lessons. */
import type { EntityManager } from "../../../../platform/database/database.js";
import { TrackFile } from "../files/track-file.entity.js";
import { Lesson } from "../lessons/lesson.entity.js";
import { Material } from "../materials/material.entity.js";
import { sourceOf } from "../materials/materials.service.js";
import { TrackModule } from "../modules/track-module.entity.js";
import { positionsFor } from "../ordering.js";
import type { ArchivedMaterial } from "./archive-format.js";
import type { Importable } from "./importable.js";

type Parent = TrackModule | Lesson;

/** Deletes those that these modules and lessons have, and adds the archived ones, to be flushed. */
export async function replaceMaterials(
  em: EntityManager,
  all: readonly (readonly [Parent, { materials: readonly ArchivedMaterial[] }])[],
  importable: Importable,
): Promise<void> {
  const ids = `{${all.map(([{ id }]) => id).join(",")}}`;
  await em.execute("delete from materials where module_id = any(?::uuid[]) or lesson_id = any(?::uuid[])", [ids, ids]);
  for (const [parent, { materials }] of all) add(em, parent, materials, importable);
}

function add(em: EntityManager, parent: Parent, materials: readonly ArchivedMaterial[], { files, findings }: Importable): void {
  const positions = positionsFor(materials.length);
  materials.forEach(({ kind, title, description, translations, file, url }, at) => {
    const stored = file === undefined ? undefined : files.byName.get(file);
    if (file !== undefined && !stored) return findings.fault("VALUE_INVALID", null, `There is no file \`files/${file}\`.`);
    const material = Object.assign(new Material(), { kind, title, description, translations, position: positions[at]! });
    material.url = sourceOf(kind, { fileId: stored?.id, url });
    if (stored) material.file = em.getReference(TrackFile, stored.id, { wrapped: true });
    if (parent instanceof TrackModule) material.module = em.getReference(TrackModule, parent.id, { wrapped: true });
    else material.lesson = em.getReference(Lesson, parent.id, { wrapped: true });
    em.persist(material);
  });
}
