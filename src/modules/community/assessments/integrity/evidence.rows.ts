import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import type { SignalKind } from "./signal.entity.js";

export interface EvidenceFigures {
  pasteCount: number;
  pastedChars: number;
  largestPasteChars: number;
  focusLossCount: number;
  awayMs: number;
  signalsDropped: number;
}

/** By sitting. */
export const evidenceFigures: LoaderFactory<string, EvidenceFigures> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<EvidenceFigures & { id: string }>(
      em,
      `select s.id, (count(*) filter (where g.kind = 'PASTE'))::int as "pasteCount", coalesce(sum(g.chars), 0)::float8 as "pastedChars",
         coalesce(max(g.chars), 0)::int as "largestPasteChars", (count(*) filter (where g.kind = 'FOCUS_LOST'))::int as "focusLossCount",
         coalesce(sum(g.duration_ms), 0)::float8 as "awayMs", s.signals_dropped as "signalsDropped"
       from assessment_sittings s left join assessment_signals g on g.sitting_id = s.id where s.id in (?) group by s.id`,
      [ids],
    );
    const byId = new Map(found.map((one) => [one.id, one]));
    return ids.map((id) => byId.get(id) ?? new Error("the sitting no longer exists"));
  });

export interface SignalRow {
  sittingId: string;
  kind: SignalKind;
  position: number | null;
  chars: number | null;
  durationMs: number | null;
  at: Date;
}

/** Signals that one answer lists. */
export const LISTED_SIGNALS = 500;

export const signalsOfSitting: LoaderFactory<string, SignalRow[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<SignalRow>(
      em,
      `select g.* from unnest(?::uuid[]) sitting (id) cross join lateral (
         select sitting_id as "sittingId", kind, task as position, chars, duration_ms as "durationMs", at from assessment_signals
         where sitting_id = sitting.id order by at, id limit ${LISTED_SIGNALS}) g`,
      [`{${ids.join(",")}}`],
    );
    const byId = Map.groupBy(found, ({ sittingId }) => sittingId);
    return ids.map((id) => byId.get(id) ?? []);
  });

export interface SimilarityRow {
  sittingId: string;
  otherCandidateId: string;
  otherName: string;
  problemId: string;
  share: number;
  tokens: number;
}

const LISTED_SIMILARITIES = 50;

/** Most alike first. */
export const similaritiesOfSitting: LoaderFactory<string, SimilarityRow[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<SimilarityRow>(
      em,
      `select y.* from unnest(?::uuid[]) sitting (id) cross join lateral (
         select sitting.id as "sittingId", c.id as "otherCandidateId", coalesce(nullif(c.name, ''), c.email, u.username, '') as "otherName",
           y.problem_id as "problemId", y.share, y.tokens
         from assessment_similarities y join assessment_sittings o on o.id = case when y.first_id = sitting.id then y.second_id else y.first_id end
           join assessment_candidates c on c.id = o.candidate_id left join users u on u.id = c.account_id
         where sitting.id in (y.first_id, y.second_id) order by y.share desc, y.tokens desc, c.id limit ${LISTED_SIMILARITIES}) y`,
      [`{${ids.join(",")}}`],
    );
    const byId = Map.groupBy(found, ({ sittingId }) => sittingId);
    return ids.map((id) => byId.get(id) ?? []);
  });
