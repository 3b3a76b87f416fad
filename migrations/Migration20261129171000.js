import { Migration } from "@mikro-orm/migrations";

export class Migration20261129171000 extends Migration {
  async up() {
    this.addSql(`create table "mastery_topics" ("topic_id" uuid not null, "answers" int not null default 0, "correct" int not null default 0, "first_answers" int not null default 0, "first_correct" int not null default 0, primary key ("topic_id"));`);
    this.addSql(`create table "review_settings" ("user_id" uuid not null, "enabled" boolean not null default true, "retention_per_mille" int not null default 900, primary key ("user_id"));`);
    this.addSql(`create table "review_cards" ("id" uuid not null, "user_id" uuid not null, "problem_id" uuid not null, "state" text not null default 'NEW', "due_at" timestamptz(3) not null, "stability" double precision not null default 0, "difficulty" double precision not null default 0, "scheduled_days" int not null default 0, "learning_step" int not null default 0, "repetitions" int not null default 0, "lapses" int not null default 0, "last_review_at" timestamptz(3) null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "review_cards_problem_id_index" on "review_cards" ("problem_id");`);
    this.addSql(`create index "review_cards_queue_index" on "review_cards" ("user_id", "due_at", "id");`);
    this.addSql(`alter table "review_cards" add constraint "review_cards_user_problem_unique" unique ("user_id", "problem_id");`);
    this.addSql(`create table "reviews" ("id" uuid not null, "card_id" uuid not null, "rating" text not null, "submission_id" uuid null, "at" timestamptz(3) not null, "before" jsonb not null, "scheduled_days" int not null, "stability" double precision not null, "difficulty" double precision not null, primary key ("id"));`);
    this.addSql(`create index "reviews_at_index" on "reviews" ("at");`);
    this.addSql(`create index "reviews_card_index" on "reviews" ("card_id", "id");`);
    this.addSql(`create table "mastery_learners" ("user_id" uuid not null, "answers" int not null default 0, "correct" int not null default 0, "expected" double precision not null default 0, "variance" double precision not null default 0, primary key ("user_id"));`);
    this.addSql(`create table "mastery_evidence" ("id" uuid not null, "user_id" uuid not null, "topic_id" uuid not null, "source_kind" text not null, "source_id" uuid not null, "revision" uuid not null, "correct" boolean not null, "first" boolean not null, "rate" double precision not null, "prediction" double precision not null, "at" timestamptz(3) not null, primary key ("id"));`);
    this.addSql(`create index "mastery_evidence_topic_id_index" on "mastery_evidence" ("topic_id");`);
    this.addSql(`create index "mastery_evidence_at_index" on "mastery_evidence" ("at");`);
    this.addSql(`create index "mastery_evidence_answers_index" on "mastery_evidence" ("user_id", "topic_id", "at", "id");`);
    this.addSql(`alter table "mastery_evidence" add constraint "mastery_evidence_source_unique" unique ("source_kind", "source_id", "topic_id");`);
    this.addSql(`create table "masteries" ("id" uuid not null, "user_id" uuid not null, "topic_id" uuid not null, "answers" int not null default 0, "correct" int not null default 0, "recent" double precision not null default 0, "steady" double precision not null default 0, "last_correct" boolean not null default false, "last_answered_at" timestamptz(3) not null, primary key ("id"));`);
    this.addSql(`create index "masteries_topic_id_index" on "masteries" ("topic_id");`);
    this.addSql(`create index "masteries_recent_index" on "masteries" ("user_id", "last_answered_at", "id");`);
    this.addSql(`alter table "masteries" add constraint "masteries_user_topic_unique" unique ("user_id", "topic_id");`);
    this.addSql(`alter table "mastery_topics" add constraint "mastery_topics_topic_id_foreign" foreign key ("topic_id") references "topics" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "mastery_topics" add constraint "mastery_topics_correct_check" check (correct >= 0 and correct <= answers);`);
    this.addSql(`alter table "mastery_topics" add constraint "mastery_topics_first_answers_check" check (first_answers >= 0 and first_answers <= answers);`);
    this.addSql(`alter table "mastery_topics" add constraint "mastery_topics_first_correct_check" check (first_correct >= 0 and first_correct <= first_answers);`);
    this.addSql(`alter table "mastery_topics" add constraint "mastery_topics_answers_check" check (answers >= 0);`);
    this.addSql(`alter table "review_settings" add constraint "review_settings_user_id_foreign" foreign key ("user_id") references "users" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "review_settings" add constraint "review_settings_retention_per_mille_check" check (retention_per_mille >= 800 and retention_per_mille <= 970);`);
    this.addSql(`alter table "review_cards" add constraint "review_cards_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "review_cards" add constraint "review_cards_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on delete cascade;`);
    this.addSql(`alter table "review_cards" add constraint "review_cards_state_check" check ("state" in ('NEW', 'LEARNING', 'REVIEW', 'RELEARNING'));`);
    this.addSql(`alter table "review_cards" add constraint "review_cards_stability_check" check (abs(stability) = stability);`);
    this.addSql(`alter table "review_cards" add constraint "review_cards_difficulty_check" check (abs(difficulty) = difficulty);`);
    this.addSql(`alter table "review_cards" add constraint "review_cards_scheduled_days_check" check (scheduled_days >= 0);`);
    this.addSql(`alter table "review_cards" add constraint "review_cards_learning_step_check" check (learning_step >= 0);`);
    this.addSql(`alter table "review_cards" add constraint "review_cards_repetitions_check" check (repetitions >= 0);`);
    this.addSql(`alter table "review_cards" add constraint "review_cards_lapses_check" check (lapses >= 0);`);
    this.addSql(`alter table "reviews" add constraint "reviews_card_id_foreign" foreign key ("card_id") references "review_cards" ("id") on delete cascade;`);
    this.addSql(`alter table "reviews" add constraint "reviews_before_check" check (jsonb_typeof(before) = 'object'::text);`);
    this.addSql(`alter table "reviews" add constraint "reviews_rating_check" check ("rating" in ('AGAIN', 'HARD', 'GOOD', 'EASY'));`);
    this.addSql(`alter table "reviews" add constraint "reviews_scheduled_days_check" check (scheduled_days >= 0);`);
    this.addSql(`alter table "reviews" add constraint "reviews_stability_check" check (abs(stability) = stability);`);
    this.addSql(`alter table "reviews" add constraint "reviews_difficulty_check" check (abs(difficulty) = difficulty);`);
    this.addSql(`alter table "mastery_learners" add constraint "mastery_learners_user_id_foreign" foreign key ("user_id") references "users" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "mastery_learners" add constraint "mastery_learners_correct_check" check (correct >= 0 and correct <= answers);`);
    this.addSql(`alter table "mastery_learners" add constraint "mastery_learners_answers_check" check (answers >= 0);`);
    this.addSql(`alter table "mastery_learners" add constraint "mastery_learners_expected_check" check (abs(expected) = expected);`);
    this.addSql(`alter table "mastery_learners" add constraint "mastery_learners_variance_check" check (abs(variance) = variance);`);
    this.addSql(`alter table "mastery_evidence" add constraint "mastery_evidence_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "mastery_evidence" add constraint "mastery_evidence_topic_id_foreign" foreign key ("topic_id") references "topics" ("id") on delete cascade;`);
    this.addSql(`alter table "mastery_evidence" add constraint "mastery_evidence_rate_check" check (rate * rate <= rate);`);
    this.addSql(`alter table "mastery_evidence" add constraint "mastery_evidence_prediction_check" check (prediction * prediction <= prediction);`);
    this.addSql(`alter table "mastery_evidence" add constraint "mastery_evidence_source_kind_check" check ("source_kind" in ('SUBMISSION', 'QUIZ_ANSWER'));`);
    this.addSql(`alter table "masteries" add constraint "masteries_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "masteries" add constraint "masteries_topic_id_foreign" foreign key ("topic_id") references "topics" ("id") on delete cascade;`);
    this.addSql(`alter table "masteries" add constraint "masteries_correct_check" check (correct >= 0 and correct <= answers);`);
    this.addSql(`alter table "masteries" add constraint "masteries_answers_check" check (answers >= 0);`);
    this.addSql(`alter table "masteries" add constraint "masteries_recent_check" check (abs(recent) = recent);`);
    this.addSql(`alter table "masteries" add constraint "masteries_steady_check" check (abs(steady) = steady);`);
  }

  async down() {
    this.addSql(`alter table "reviews" drop constraint "reviews_card_id_foreign";`);
    this.addSql(`drop table if exists "mastery_topics" cascade;`);
    this.addSql(`drop table if exists "review_settings" cascade;`);
    this.addSql(`drop table if exists "review_cards" cascade;`);
    this.addSql(`drop table if exists "reviews" cascade;`);
    this.addSql(`drop table if exists "mastery_learners" cascade;`);
    this.addSql(`drop table if exists "mastery_evidence" cascade;`);
    this.addSql(`drop table if exists "masteries" cascade;`);
  }
}
