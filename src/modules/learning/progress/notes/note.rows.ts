/** Visible to its account only. */
export interface NoteRow {
  id: string;
  lessonId: string;
  blockKey: string | null;
  text: string;
  createdAt: Date;
  updatedAt: Date;
}
