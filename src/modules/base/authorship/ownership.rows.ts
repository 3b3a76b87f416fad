import type { SignedIn } from "../../../access/viewer.js";
import { newestFirst } from "../../../graphql/keyset-list.js";
import { rows, type EntityManager } from "../../../platform/database/database.js";
import type { AuthoredKind } from "../../contracts/authored.js";
import type { OfferStatus } from "./ownership-offer.entity.js";

export interface OfferRow {
  id: string;
  kind: AuthoredKind;
  objectId: string;
  title: string;
  fromId: string;
  toId: string;
  status: OfferStatus;
  createdAt: Date;
  decidedAt: Date | null;
}

/** A pending offer that is older can no longer be accepted. */
export const OFFER_DAYS = 30;

export const OFFER_COLUMNS = `o.id, o.kind, o.object_id as "objectId", o.title, o.from_id as "fromId", o.to_id as "toId", o.status,
  o.created_at as "createdAt", o.decided_at as "decidedAt"`;
export const NEWEST_OFFER_FIRST = newestFirst<OfferRow>("o.id");

/** Checks no permission. */
export function offersById(em: EntityManager, ids: readonly string[]): Promise<OfferRow[]> {
  return rows<OfferRow>(em, `select ${OFFER_COLUMNS} from ownership_offers o where o.id in (?)`, [ids]);
}

export const maySeeOffer = (viewer: SignedIn, { fromId, toId }: OfferRow): boolean => viewer.id === fromId || viewer.id === toId;
