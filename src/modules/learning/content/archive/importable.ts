import type { Findings } from "../../../../judge/packages/package-faults.js";
import type { QuizArchive } from "../../quizzes/archive/quiz-format.js";
import type { ArchiveFiles } from "./archive-files.js";
import type { TrackArchive } from "./archive-format.js";
import type { ArchiveNames } from "./archive-names.js";

/** An archive that has been read, with ids for what it names. */
export interface Importable {
  archive: TrackArchive;
  names: ArchiveNames;
  files: ArchiveFiles;
  findings: Findings;
  note: string;
  /** Those that lessons embed, if the archive has them. */
  quizzes?: QuizArchive;
  /** Parts whose content is not written. Only order, places and prerequisites of these modules and lessons are. */
  kept?: ReadonlySet<string>;
}
