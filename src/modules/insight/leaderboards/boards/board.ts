import { spanOf, type Period, type Span } from "./periods.js";
import type { LeaderboardScope } from "./scope.js";

/** One leaderboard: a scope and a period, as of a moment. */
export interface Board extends Span {
  scope: LeaderboardScope;
  scopeId: string;
  period: Period;
}

export function boardOf(scope: LeaderboardScope, scopeId: string, period: Period, now = new Date()): Board {
  return { scope, scopeId, period, ...spanOf(period, now) };
}

/** The same for all weeks, as clients watch the present one. */
export function channelOf({ scope, scopeId, period }: Pick<Board, "scope" | "scopeId" | "period">): string {
  return `${scope.name}:${scopeId}:${period}`;
}
