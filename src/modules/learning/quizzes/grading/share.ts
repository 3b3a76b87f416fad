/** What an answer earns by its question alone. */
export interface Grade {
  /** Share of the points, -1 to 1. */
  share: number;
  /** Markdown, for the learner; empty texts are left out. */
  feedback: string[];
}
