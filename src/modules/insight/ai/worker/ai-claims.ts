import { aiRequestFinished } from "../../../../events/ai-request-finished.event.js";
import { announce } from "../../../../platform/outbox/outbox.js";
import { rows, type Database } from "../../../../platform/database/database.js";
import { createClaims, type Claim, type Claims } from "../../../contracts/claims.js";
import type { AiFailureCode } from "../requests/ai-kinds.js";

const IS_MINE = "id = ? and attempt = ? and status = 'RUNNING'";

export interface Ending {
  text: string;
  answer: object;
  pieces: number;
}

export interface Spent {
  promptTokens: number;
  completionTokens: number;
  costMicros: number;
}

export interface AiClaims extends Claims {
  isMine(claim: Claim): Promise<boolean>;
  /** Adds what a call cost, also of calls that gave no answer. */
  spend(claim: Claim, spent: Spent): Promise<void>;
  finish(claim: Claim, ending: Ending): Promise<boolean>;
  fail(claim: Claim, failure: AiFailureCode): Promise<boolean>;
  /** Counts a failure of the provider; the number so far. */
  countFailure(claim: Claim): Promise<number>;
}

/** Every change is one conditional statement: a worker that lost its claim changes nothing. */
export function createAiClaims(db: Database): AiClaims {
  const run = <T extends object>(sql: string, params: readonly unknown[]) => rows<T>(db.em.fork(), sql, params);
  const changed = async (sql: string, params: readonly unknown[]) => (await run(`${sql} returning 1`, params)).length > 0;
  return {
    ...createClaims(db, { name: "ai_requests", waiting: "QUEUED", givenBack: "QUEUED" }),

    isMine: async ({ id, attempt }) => (await run(`select 1 from ai_requests where ${IS_MINE}`, [id, attempt])).length > 0,

    async spend({ id }, { promptTokens, completionTokens, costMicros }) {
      await changed(
        `update ai_requests set prompt_tokens = prompt_tokens + ?, completion_tokens = completion_tokens + ?, cost_micros = cost_micros + ?
         where id = ?`,
        [promptTokens, completionTokens, costMicros, id],
      );
    },

    finish: ({ id, userId, attempt }, { text, answer, pieces }) =>
      db.transaction(async (tx) => {
        const finished = await rows(
          tx,
          `update ai_requests set status = 'FINISHED', text = ?, answer = ?::jsonb, pieces = ?, finished_at = now(), due_at = null,
             leased_until = null where ${IS_MINE} returning 1`,
          [text, JSON.stringify(answer), pieces, id, attempt],
        );
        if (finished.length === 0) return false;
        announce(tx, aiRequestFinished, { requestId: id, userId });
        return true;
      }),

    fail: ({ id, attempt }, failure) =>
      changed(
        `update ai_requests set status = 'FAILED', failure = ?, finished_at = now(), due_at = null, leased_until = null where ${IS_MINE}`,
        [failure, id, attempt],
      ),

    async countFailure({ id, attempt }) {
      const sql = `update ai_requests set failures = failures + 1 where ${IS_MINE} returning failures`;
      return (await run<{ failures: number }>(sql, [id, attempt]))[0]?.failures ?? 0;
    },
  };
}
