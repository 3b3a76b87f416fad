import type { RequestContext } from "../../../../graphql/context.js";
import { lessonCandidates } from "./lesson-candidates.js";
import { MOST_OF_TOPIC, problemSteps } from "./learning-path.js";
import { FADED_BELOW } from "./path-score.js";
import { quizCandidates } from "./quiz-candidates.js";
import { lessonStep, mixed, quizStep, WEAK_BELOW, type NextStep } from "./step-score.js";
import { readTopics, type TopicState } from "./topic-states.js";

/** Topics whose lessons and quizzes are compared. */
const MOST_TOPICS = 10;

/** Problems, lessons and quizzes together, the best next step first. Three statements, however many candidates there are. */
export async function nextSteps(context: RequestContext, first: number): Promise<NextStep[]> {
  const topics = await readTopics(context.em, context.signedIn, new Date());
  const weak = topics.filter(({ practised, estimate }) => practised && estimate.mastery < WEAK_BELOW);
  const weakest = weak.sort((a, b) => a.estimate.mastery - b.estimate.mastery).slice(0, MOST_TOPICS);
  const byId = new Map(topics.map((topic) => [topic.topicId, topic]));
  const weakIds = weakest.map(({ topicId }) => topicId);
  const lessons = await lessonCandidates(context, weakIds, byId);
  const quizzes = await quizCandidates(context, fadingOf(topics));
  const problems = problemSteps(topics, first).map(({ problemId, reasons, ...step }): NextStep => ({
    ...step,
    ...{ kind: "PROBLEM", id: problemId, reasons: reasons.map((reason) => ({ ...reason, trackId: null })) },
  }));
  return mixed([...problems, ...lessons.map(lessonStep), ...quizzes.map(quizStep)], first, MOST_OF_TOPIC);
}

type Fading = TopicState & { recall: number };

/** The most forgotten ones. */
function fadingOf(topics: readonly TopicState[]): Fading[] {
  const fading = topics.filter((topic): topic is Fading => topic.recall !== null && topic.recall < FADED_BELOW);
  return fading.sort((a, b) => a.recall - b.recall).slice(0, MOST_TOPICS);
}
