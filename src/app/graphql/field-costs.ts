import type { FieldCost } from "../../graphql/document-size.js";

/** Fields that may answer far more than a KiB, and lists that are longer than most. */
export const FIELD_COSTS: Readonly<Record<string, FieldCost>> = {
  "Submission.source": { weight: 64 },
  "Judgement.compilerOutput": { weight: 16 },
  "Judgement.tests": { items: 100 },
  "Problem.statement": { weight: 16 },
  "Problem.constraints": { weight: 4 },
  "Problem.explanation": { weight: 16 },
  "Problem.hints": { weight: 16 },
  "Problem.starterCode": { weight: 4 },
  "Problem.starterCodes": { weight: 16 },
  // Goes through all problems that share a topic or a tag.
  "Problem.similarProblems": { weight: 200 },
  // Go through the catalog.
  "Query.problemFacets": { weight: 100 },
  "ProblemFacets.topics": { items: 50 },
  "ProblemFacets.tags": { items: 50 },
  "Query.tags": { weight: 20 },
  "User.solvedCounts": { weight: 5, items: 3 },
  "ProblemRevision.content": { weight: 16 },
  "Announcement.body": { weight: 16 },
  "Query.statistics": { items: 100 },
  // Goes through a stored test set up to the test, and answers two pieces of it.
  "Query.problemTest": { weight: 1000 },
};
