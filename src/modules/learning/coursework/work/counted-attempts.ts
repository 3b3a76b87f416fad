/** Attempts `q` at quizzes with their results, as grades count them; for more conditions. */
export const COUNTED_ATTEMPTS = `select q.id, q.user_id, q.started_at, q.ended_at, coalesce(q.score, 0) as score, q.max_score
  from quiz_attempts q where not q.preview and q.status = 'GRADED'`;
