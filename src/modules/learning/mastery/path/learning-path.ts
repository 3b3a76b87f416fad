import type { RequestContext } from "../../../../graphql/context.js";
import { predictedSuccess, scoreOf, totalOf, type Candidate, type Score } from "./path-score.js";
import { readTopics, type TopicState } from "./topic-states.js";

export const LONGEST_PATH = 50;

/** Of one topic, so that a path has several topics. */
export const MOST_OF_TOPIC = 3;

export interface PathStep extends Score {
  problemId: string;
  topicId: string;
}

/** A candidate that is not shown yet has no reasons. */
interface Scored extends Candidate {
  problemId: string;
  score: number;
}

/**
 * Published problems that the viewer can open, has not solved and did not write, the best next step first. A problem of several topics is judged by
 * the topic for which it scores highest. One statement.
 */
export async function learningPath({ em, signedIn }: RequestContext, first: number): Promise<PathStep[]> {
  return problemSteps(await readTopics(em, signedIn, new Date()), first);
}

export function problemSteps(topics: readonly TopicState[], first: number): PathStep[] {
  const scored = topics.flatMap(scoredOf);
  // Equal scores in a fixed order.
  scored.sort((a, b) => b.score - a.score || (a.problemId < b.problemId ? -1 : 1));
  return pick(scored, first).map((one) => ({ problemId: one.problemId, topicId: one.topicId, ...scoreOf(one) }));
}

function scoredOf({ topicId, problems, estimate, recall }: TopicState): Scored[] {
  return problems.map(([problemId, submissions, accepted, attempted]) => {
    const candidate = { problemId, topicId, estimate, submissions, accepted, attempted, recall, score: 0 };
    candidate.score = totalOf(candidate, predictedSuccess(candidate));
    return candidate;
  });
}

function pick(steps: readonly Scored[], first: number): Scored[] {
  const picked: Scored[] = [];
  const problems = new Set<string>();
  const perTopic = new Map<string, number>();
  for (const step of steps) {
    const ofTopic = perTopic.get(step.topicId) ?? 0;
    if (problems.has(step.problemId) || ofTopic >= MOST_OF_TOPIC) continue;
    problems.add(step.problemId);
    perTopic.set(step.topicId, ofTopic + 1);
    picked.push(step);
    if (picked.length === first) break;
  }
  return picked;
}
