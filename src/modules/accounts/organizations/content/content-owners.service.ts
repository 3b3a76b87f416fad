/** Moves what organizations can own between people and organizations, and decides who finds it. One mechanism for all kinds. */
import {
  isAdmin,
  mayAuthor,
  mayAuthorFor,
  mayChooseCoAuthors,
  mayReadProblem,
  type Authorship,
  type ContentVisibility,
} from "../../../../access/policy.js";
import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import { isId } from "../../../../kernel/ids.js";
import { rows, type Transaction } from "../../../../platform/database/database.js";
import type { Platform } from "../../../../platform/platform.js";
import { record } from "../../../base/audit/record.js";
import { coAuthorIdsSql } from "../../../base/authorship/authored.js";
import { editorNamed } from "../../../base/authorship/co-authors.js";
import type { Authored } from "../../../contracts/authored.js";
import { expectAuthorFor, expectPrivateContent } from "./content-owner.js";

/** What was changed: GraphQL type and key. */
export interface ContentKey {
  type: string;
  key: string;
}

export interface ContentOwners {
  /**
   * By its owner, or an owner or manager of the organization it belongs to, who is also an author of the new one. Co-authors are removed.
   * CONFLICT if it belongs to the organization already.
   */
  moveToOrganization(
    viewer: SignedIn,
    input: { objectId: string; organizationId: string; visibility: ContentVisibility },
    address: string,
  ): Promise<ContentKey>;
  /** By an owner or manager of its organization, to themselves; by admins to everyone who may author. */
  moveToPerson(viewer: SignedIn, input: { objectId: string; username?: string | null }, address: string): Promise<ContentKey>;
  /** By authors of the organization; making it public needs a role on the platform that may author. */
  setVisibility(viewer: SignedIn, input: { objectId: string; visibility: ContentVisibility }, address: string): Promise<ContentKey>;
}

interface Locked extends Required<Authorship> {
  id: string;
  status: string;
  visibility: ContentVisibility;
  authored: Authored;
}

export function createContentOwners(platform: Pick<Platform, "db" | "readCache">, authored: readonly Authored[]): ContentOwners {
  const movable = authored.filter(({ inOrganizations }) => inOrganizations);

  /** NOT_FOUND for what the viewer may not see. Ids are unique among all tables. */
  const lock = async (tx: Transaction, viewer: SignedIn, id: string): Promise<Locked> => {
    for (const each of isId(id) ? movable : []) {
      const [held] = await rows(tx, `select 1 from ${each.table} where id = ? for update`, [id]);
      if (!held) continue;
      const [found] = await rows<Omit<Locked, "authored">>(
        tx,
        `select o.id, o.status, o.visibility, o.${each.owner} as "authorId", o.organization_id as "organizationId",
           ${coAuthorIdsSql(each, "o")} as "coAuthorIds" from ${each.table} o where o.id = ?`,
        [id],
      );
      if (!mayReadProblem(viewer, found!)) break;
      return { ...found!, authored: each };
    }
    throw notFound("object");
  };

  const change = (viewer: SignedIn, objectId: string, work: (tx: Transaction, object: Locked) => Promise<void>): Promise<ContentKey> =>
    platform.db.transaction(async (tx) => {
      const object = await lock(tx, viewer, objectId);
      await work(tx, object);
      await object.authored.changed?.(tx, object.id, platform);
      return { type: object.authored.type, key: object.id };
    });

  const note = (tx: Transaction, viewer: SignedIn, what: string, { id, authored: { kind } }: Locked, address: string, details: object) =>
    record(tx, { actorId: viewer.id, action: `${kind}.${what}`, subject: { type: kind, id }, address, details: { ...details } });

  return {
    moveToOrganization: (viewer, { objectId, organizationId, visibility }, address) =>
      change(viewer, objectId, async (tx, object) => {
        expectResponsible(viewer, object);
        await expectAuthorFor(tx, viewer, organizationId);
        if (object.organizationId === organizationId) throw new AppError("CONFLICT", "It belongs to this organization already.");
        if (visibility === "ORGANIZATION") await expectPrivateContent(tx, viewer, organizationId);
        if (visibility === "PUBLIC" && !(object.visibility === "PUBLIC" && object.organizationId === null)) expectPublisher(viewer);
        const { table, coAuthors } = object.authored;
        await tx.execute(`update ${table} set organization_id = ?, visibility = ?, updated_at = now() where id = ?`, [
          organizationId,
          visibility,
          object.id,
        ]);
        await tx.execute(`delete from ${coAuthors.table} where ${coAuthors.column} = ?`, [object.id]);
        await withdrawOffers(tx, object.id);
        note(tx, viewer, "moved", object, address, { from: object.organizationId ?? object.authorId, to: organizationId, visibility });
      }),

    moveToPerson: (viewer, { objectId, username }, address) =>
      change(viewer, objectId, async (tx, object) => {
        expectResponsible(viewer, object);
        const { organizationId } = object;
        if (organizationId === null) throw new AppError("CONFLICT", "It belongs to a person: see offerOwnership.");
        if (object.status === "PUBLISHED" && object.visibility !== "PUBLIC")
          throw new AppError("CONFLICT", "It is published for the organization only. Archive it, or make it public first.");
        if (username == null && !mayAuthor(viewer))
          throw new AppError("FORBIDDEN", "Your role can't own content. An admin can move it to an instructor.");
        const to = username == null ? viewer.id : (await editorNamed(tx, username)).id;
        if (to !== viewer.id && !isAdmin(viewer))
          throw badInput("input.username", "Move it to yourself first, and offer it then: see offerOwnership.");
        const { table, owner } = object.authored;
        await tx.execute(
          `update ${table} set organization_id = null, visibility = 'PUBLIC', ${owner} = ?, updated_at = now() where id = ?`,
          [to, object.id],
        );
        note(tx, viewer, "moved", object, address, { from: organizationId, to });
      }),

    setVisibility: (viewer, { objectId, visibility }, address) =>
      change(viewer, objectId, async (tx, object) => {
        const { organizationId } = object;
        if (organizationId === null || !mayAuthorFor(viewer, organizationId))
          throw new AppError("FORBIDDEN", "Only authors of the organization that owns it and admins may do this.");
        if (object.visibility === visibility) return;
        if (visibility === "PUBLIC") expectPublisher(viewer);
        else await expectPrivateContent(tx, viewer, organizationId);
        await tx.execute(`update ${object.authored.table} set visibility = ?, updated_at = now() where id = ?`, [visibility, object.id]);
        note(tx, viewer, "visibility-changed", object, address, { from: object.visibility, to: visibility });
      }),
  };
}

function expectResponsible(viewer: SignedIn, object: Locked): void {
  if (!mayChooseCoAuthors(viewer, object))
    throw new AppError("FORBIDDEN", "Only its owner may do this, or an owner or manager of the organization that owns it.");
}

function expectPublisher(viewer: SignedIn): void {
  if (!mayAuthor(viewer)) throw new AppError("FORBIDDEN", "Only instructors and admins of the platform make content public.");
}

async function withdrawOffers(tx: Transaction, objectId: string): Promise<void> {
  const sql = "update ownership_offers set status = 'WITHDRAWN', decided_at = now() where object_id = ? and status = 'PENDING'";
  await tx.execute(sql, [objectId]);
}
