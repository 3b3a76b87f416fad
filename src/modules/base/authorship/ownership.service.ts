import { mayEditProblem, type Authorship } from "../../../access/policy.js";
import type { SignedIn } from "../../../access/viewer.js";
import { ownershipChanged } from "../../../events/ownership-changed.event.js";
import { readConnection } from "../../../graphql/keyset-list.js";
import type { Connection, PageArgs } from "../../../graphql/pagination.js";
import { AppError, badInput, notFound } from "../../../kernel/errors.js";
import { isId, newId } from "../../../kernel/ids.js";
import { DAY_MS } from "../../../kernel/units.js";
import { rows, type EntityManager, type Transaction } from "../../../platform/database/database.js";
import { announce } from "../../../platform/outbox/outbox.js";
import type { Platform } from "../../../platform/platform.js";
import { record } from "../audit/record.js";
import type { Authored } from "../../contracts/authored.js";
import { coAuthorIdsSql } from "./authored.js";
import { editorNamed, expectOwner, expectPersonal, transferTo } from "./co-authors.js";
import type { OfferStatus } from "./ownership-offer.entity.js";
import { NEWEST_OFFER_FIRST, OFFER_COLUMNS, OFFER_DAYS, offersById, type OfferRow } from "./ownership.rows.js";

export interface Ownership {
  /** Pending offers to the viewer and by the viewer. */
  list(em: EntityManager, viewer: SignedIn, page: PageArgs): Promise<Connection<OfferRow>>;
  /** NOT_FOUND unless the viewer may edit the object, FORBIDDEN unless it is the viewer's, CONFLICT while another offer is pending. */
  offer(viewer: SignedIn, objectId: string, username: string, address: string): Promise<OfferRow>;
  /** By the account it was offered to. CONFLICT if the object has another owner by now. */
  accept(viewer: SignedIn, offerId: string, address: string): Promise<OfferRow>;
  /** By the account it was offered to, or by the one that offered it. */
  decline(viewer: SignedIn, offerId: string, address: string): Promise<OfferRow>;
  /** Without consent. The permission table defines who may call this. A pending offer ends. */
  assign(viewer: SignedIn, objectId: string, username: string, address: string): Promise<OfferRow>;
}

interface LockedObject extends Required<Authorship> {
  id: string;
  title: string;
  authored: Authored;
}

export function createOwnership(platform: Pick<Platform, "db" | "readCache">, authored: readonly Authored[]): Ownership {
  const { db } = platform;

  /** Ids are unique among all tables. Locks the row. */
  const lockObject = async (tx: Transaction, id: string): Promise<LockedObject> => {
    for (const each of isId(id) ? authored : []) {
      const [locked] = await rows(tx, `select 1 from ${each.table} where id = ? for update`, [id]);
      if (!locked) continue;
      const [found] = await rows<Omit<LockedObject, "authored">>(
        tx,
        `select o.id, o.title, o.${each.owner} as "authorId",
           ${each.inOrganizations ? "o.organization_id" : "null"} as "organizationId", ${coAuthorIdsSql(each, "o")} as "coAuthorIds" from ${each.table} o where o.id = ?`,
        [id],
      );
      return { ...found!, authored: each };
    }
    throw notFound("object");
  };

  /** Order of locks: object, then offer. */
  const lockOffer = async (tx: Transaction, id: string) => {
    const [unlocked] = isId(id) ? await offersById(tx, [id]) : [];
    if (!unlocked) throw notFound("offer");
    const object = await lockObject(tx, unlocked.objectId);
    await rows(tx, "select 1 from ownership_offers where id = ? for update", [id]);
    return { object, offer: (await offersById(tx, [id]))[0]! };
  };

  const write = async (tx: Transaction, { id, title, authored: { kind }, authorId }: LockedObject, toId: string, status: OfferStatus) => {
    const offerId = newId();
    const [added] = await rows(
      tx,
      `insert into ownership_offers (id, kind, object_id, title, from_id, to_id, status, decided_at)
       values (?, ?, ?, ?, ?, ?, ?, ${status === "PENDING" ? "null" : "now()"}) on conflict do nothing returning 1`,
      [offerId, kind, id, title.slice(0, 500), authorId, toId, status],
    );
    if (!added) throw new AppError("CONFLICT", "It is offered to somebody already. Withdraw that offer first: declineOwnership.");
    announce(tx, ownershipChanged, { offerId });
    return offerId;
  };

  const decide = async (tx: Transaction, { id }: OfferRow, status: OfferStatus) => {
    await tx.execute("update ownership_offers set status = ?, decided_at = clock_timestamp() where id = ?", [status, id]);
    announce(tx, ownershipChanged, { offerId: id });
  };

  const hand = async (tx: Transaction, viewer: SignedIn, object: LockedObject, to: string, address: string) => {
    const { authored: each, id } = object;
    await transferTo(tx, { id: to }, { viewer, authored: each, id, of: object, address });
    await each.changed?.(tx, id, platform);
  };

  const within = async (work: (tx: Transaction) => Promise<string>): Promise<OfferRow> => {
    const id = await db.transaction(work);
    return (await offersById(db.em.fork(), [id]))[0]!;
  };

  return {
    list: (em, viewer, page) =>
      readConnection(
        em,
        {
          select: OFFER_COLUMNS,
          from: "from ownership_offers o",
          conditions: [
            { sql: `o.status = 'PENDING' and o.created_at > now() - interval '${OFFER_DAYS} days'`, params: [] },
            { sql: "(o.to_id = ? or o.from_id = ?)", params: [viewer.id, viewer.id] },
          ],
        },
        page,
        NEWEST_OFFER_FIRST,
      ),

    offer: (viewer, objectId, username, address) =>
      within(async (tx) => {
        const object = await lockObject(tx, objectId);
        if (!mayEditProblem(viewer, object)) throw notFound("object");
        expectOwner(viewer, object);
        expectPersonal(object);
        const user = await editorNamed(tx, username);
        if (user.id === object.authorId) throw badInput("input.username", "This account is already the owner.", "DUPLICATE");
        const expired = `status = 'PENDING' and created_at <= now() - interval '${OFFER_DAYS} days'`;
        await tx.execute(`update ownership_offers set status = 'WITHDRAWN', decided_at = now() where object_id = ? and ${expired}`, [
          objectId,
        ]);
        const { kind } = object.authored;
        const details = { from: object.authorId, to: user.id };
        record(tx, { actorId: viewer.id, action: `${kind}.ownership-offered`, subject: { type: kind, id: objectId }, address, details });
        return write(tx, object, user.id, "PENDING");
      }),

    accept: (viewer, offerId, address) =>
      within(async (tx) => {
        const { object, offer } = await lockOffer(tx, offerId);
        if (offer.toId !== viewer.id) throw notFound("offer");
        expectPending(offer);
        if (object.authorId !== offer.fromId) throw new AppError("CONFLICT", "It has another owner by now.");
        await hand(tx, viewer, object, viewer.id, address);
        await decide(tx, offer, "ACCEPTED");
        return offerId;
      }),

    decline: (viewer, offerId, address) =>
      within(async (tx) => {
        const { object, offer } = await lockOffer(tx, offerId);
        if (offer.toId !== viewer.id && offer.fromId !== viewer.id) throw notFound("offer");
        expectPending(offer);
        const status = offer.toId === viewer.id ? "DECLINED" : "WITHDRAWN";
        const { kind } = object.authored;
        const action = `${kind}.ownership-${status.toLowerCase()}` as const;
        record(tx, { actorId: viewer.id, action, subject: { type: kind, id: object.id }, address });
        await decide(tx, offer, status);
        return offerId;
      }),

    assign: (viewer, objectId, username, address) =>
      within(async (tx) => {
        const object = await lockObject(tx, objectId);
        const user = await editorNamed(tx, username);
        if (user.id === object.authorId) throw badInput("input.username", "This account is already the owner.", "DUPLICATE");
        await tx.execute(
          "update ownership_offers set status = 'WITHDRAWN', decided_at = now() where object_id = ? and status = 'PENDING'",
          [objectId],
        );
        const written = await write(tx, object, user.id, "ASSIGNED");
        await hand(tx, viewer, object, user.id, address);
        return written;
      }),
  };
}

function expectPending({ status, createdAt }: OfferRow): void {
  if (status !== "PENDING") throw new AppError("CONFLICT", `This offer is ${status.toLowerCase()}.`);
  if (createdAt.getTime() < Date.now() - OFFER_DAYS * DAY_MS) throw new AppError("CONFLICT", "This offer has expired.");
}
