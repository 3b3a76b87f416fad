/** Limits of tracks and what is in them, shared by inputs, columns and archives. */
import { KIB, MIB } from "../../../kernel/units.js";

export const SLUG_MAX = 80;
export const TITLE_MAX = 120;
export const SUMMARY_MAX = 500;
/** Characters of Markdown: descriptions and instructions. */
export const DESCRIPTION_MAX = 20_000;
export const NOTE_MAX = 500;
export const MINUTES = { min: 1, max: 600 };

/** Of a track. Lists of modules and lessons are not paginated. */
export const MODULES_MAX = 100;
/** Of a module. */
export const LESSONS_MAX = 100;
export const ASSIGNMENTS_MAX = 50;
/** Of a module or a lesson. */
export const MATERIALS_MAX = 50;
/** Of a lesson or a track. */
export const PREREQUISITES_MAX = 20;
export const TOPICS_MAX = 10;
/** Of an assignment. */
export const PROBLEMS_MAX = 30;

/** Of a lesson, in each language. */
export const BLOCKS_MAX = 100;
/** Characters of Markdown or code in one block. */
export const BLOCK_TEXT_MAX = 20_000;
export const CAPTION_MAX = 300;
/** A lesson with all its translations, as JSON. */
export const LESSON_MAX_BYTES = 512 * KIB;

export const FILES_MAX = 500;
/** Files of one track together. */
export const FILES_MAX_BYTES = 256 * MIB;

/** Length of an ordering key. A key grows by about one character for every two moves to the same place. */
export const POSITION_MAX = 1000;
