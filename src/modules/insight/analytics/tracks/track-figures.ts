/** What figures of a track consist of. Stored as JSON. Only published lessons, and only learners who take the track. */
export interface TrackFigures {
  enrolled: number;
  started: number;
  completed: number;
  modules: ModuleFigures[];
  lessons: LessonFigures[];
}

export interface ModuleFigures {
  moduleId: string;
  started: number;
  completed: number;
}

export interface LessonFigures {
  lessonId: string;
  moduleId: string;
  started: number;
  completed: number;
  /** Have not completed the track, and started no later lesson. */
  stoppedHere: number;
  /** Learners with time; the next three are of them, null if they are too few. */
  timed: number;
  lowerQuartileMs: number | null;
  medianMs: number | null;
  upperQuartileMs: number | null;
}

export const NO_FIGURES: TrackFigures = { enrolled: 0, started: 0, completed: 0, modules: [], lessons: [] };
