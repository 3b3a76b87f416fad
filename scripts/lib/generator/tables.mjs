// Tables and columns that are written, in the order of their references.
const list = (names) => names.split(" ");

export const CATALOG_TABLES = {
  users: list(
    "id email email_verified_at username display_name bio locale timezone show_progress password_hash role suspended_at suspension_reason created_at updated_at",
  ),
  topics: list("id slug name icon description parent_id position created_at updated_at"),
  problems: list(
    "id slug title statement constraints explanation difficulty tags hints time_limit_ms memory_limit_kb language_limits checker feedback status author_id created_at updated_at published_at",
  ),
  problem_topics: list("problem_id topic_id"),
  problem_co_authors: list("problem_id user_id added_at"),
  problem_revisions: list("id problem_id number content changed note author_id created_at"),
  test_sets: list("id problem_id version sha256 test_count size_bytes samples tests uploaded_by_id note created_at"),
  bookmarks: list("id user_id problem_id created_at"),
  sessions: list(
    "id user_id token_digest generation recent_uses method user_agent address created_at last_seen_at expires_at ended_at ended_by",
  ),
  known_devices: list("user_id device network last_used_at"),
  audit_entries: list("id actor_id action subject_type subject_id address details created_at"),
  question_banks: list("id title description visibility owner_id created_at updated_at"),
  questions: list("id bank_id kind tags title version created_at updated_at"),
  question_versions: list("id question_id number content author_id created_at"),
  question_topics: list("question_id topic_id"),
  quizzes: list("id slug title description status owner_id shuffle_choices reveal published_at created_at updated_at"),
  quiz_items: list("quiz_id position question_id count tags section"),
  subjects: list("id slug name icon description language created_at updated_at"),
  tracks: list("id slug subject_id author_id title summary description difficulty status created_at updated_at published_at"),
  track_modules: list("id track_id slug position title summary created_at updated_at"),
  lessons: list(
    "id track_id module_id slug position status title summary difficulty estimated_minutes blocks created_at updated_at published_at",
  ),
  lesson_topics: list("lesson_id topic_id"),
  lesson_revisions: list("id lesson_id number content changed note author_id created_at"),
  lesson_prerequisites: list("lesson_id requires_id"),
  assignments: list("id module_id kind title instructions position estimated_minutes created_at updated_at"),
  assignment_problems: list("assignment_id problem_id place"),
};

export const ACTIVITY_TABLES = {
  submissions: list("id user_id problem_id language source source_bytes created_at"),
  judgements: list(
    "id submission_id test_set_id problem_revision status verdict attempt worker_id queued_at started_at finished_at user_id finish_number detail compiler_output tests_total tests_passed cpu_ms wall_ms peak_memory_kb tests failed_test toolchain timeline",
  ),
  problem_attempts: list("submission_id judgement_id user_id problem_id accepted"),
  quiz_attempts: list("id quiz_id user_id number seed status started_at ended_at ended_by score max_score graded_at revision"),
  quiz_attempt_questions: list("attempt_id position version_id points shown answer answer_version answered_at outcome"),
  mastery_evidence: list("id user_id topic_id source_kind source_id revision correct first rate prediction at"),
  notifications: list("id user_id kind event_id thread channels data subject_type subject_id created_at read_at"),
};

/** States that the activity leaves behind; written after it. */
export const STATE_TABLES = {
  problem_stats: list("problem_id submissions accepted"),
  problem_viewer_status: list("user_id problem_id solved"),
  best_solutions: list("user_id problem_id language toolchain submission_id cpu_ms peak_memory_kb"),
  mastery_topics: list("topic_id answers correct first_answers first_correct"),
  mastery_learners: list("user_id answers correct expected variance"),
  masteries: list("id user_id topic_id answers correct recent steady last_correct last_answered_at"),
  review_settings: list("user_id enabled retention_per_mille"),
  review_cards: list(
    "id user_id problem_id state due_at stability difficulty scheduled_days learning_step repetitions lapses last_review_at created_at",
  ),
  enrollments: list("id user_id track_id enrolled_at last_activity_at last_lesson_id last_block_key revision"),
  block_completions: list("user_id lesson_id block_key completed_at"),
  lesson_progress: list("user_id lesson_id active_ms last_viewed_at"),
  lesson_bookmarks: list("id user_id lesson_id created_at"),
  activity_clocks: list("user_id last_at credited_ms"),
  streaks: list("user_id length longest freezes last_day"),
  practice_days: list("user_id day count first_at first_zone last_at last_zone frozen"),
  practice_entries: list("user_id kind cause_id at"),
  reviews: list("id card_id rating submission_id at before scheduled_days stability difficulty"),
};
