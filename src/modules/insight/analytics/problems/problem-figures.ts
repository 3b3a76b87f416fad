/** What figures of a problem consist of. Stored as JSON. */
export interface ProblemFigures {
  people: number;
  solvers: number;
  verdicts: { language: string; verdict: string; count: number }[];
  /** People by the number of judged submissions up to their first accepted one. */
  attempts: { attempts: number; people: number }[];
  tests: {
    /** Submissions that ran on the tests that are live now. */
    ran: number;
    /** Where they failed first; most failures first. */
    failures: { index: number; count: number }[];
  };
  wrongAnswers: { index: number; text: string; people: number; submissions: number }[];
  compileErrors: { language: string; text: string; people: number; submissions: number }[];
}

export const NO_FIGURES: ProblemFigures = {
  ...{ people: 0, solvers: 0, verdicts: [], attempts: [], tests: { ran: 0, failures: [] }, wrongAnswers: [], compileErrors: [] },
};

/** Figures that could tell something of a single person are left out for fewer people than this. */
export const LEAST_PEOPLE = 3;

/** Lists of the schema have at most so many entries. */
export const MOST_TESTS = 20;
export const MOST_TEXTS = 10;
/** Attempts of people who needed more count as this. */
export const MOST_ATTEMPTS = 20;

/** The part `share`, from 0 to 1, of the people needed at most so many attempts. Null without people. */
export function attemptsQuantile(attempts: readonly { attempts: number; people: number }[], share: number): number | null {
  const total = attempts.reduce((sum, { people }) => sum + people, 0);
  let sum = 0;
  for (const { attempts: tries, people } of attempts.toSorted((a, b) => a.attempts - b.attempts)) {
    sum += people;
    if (sum >= share * total) return tries;
  }
  return null;
}
