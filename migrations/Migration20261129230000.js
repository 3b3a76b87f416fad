import { Migration } from "@mikro-orm/migrations";

export class Migration20261129230000 extends Migration {
  async up() {
    this.addSql(`create table "badge_sweeps" ("badge" text not null, "after" uuid not null, "finished_at" timestamptz(3) null, primary key ("badge"));`);
    this.addSql(`create table "streaks" ("user_id" uuid not null, "length" int not null default 0, "longest" int not null default 0, "freezes" int not null default 0, "last_day" date null, primary key ("user_id"));`);
    this.addSql(`create table "practice_days" ("user_id" uuid not null, "day" date not null, "count" int not null, "first_at" timestamptz(3) not null, "first_zone" text not null, "last_at" timestamptz(3) not null, "last_zone" text not null, "frozen" int not null default 0, primary key ("user_id", "day"));`);
    this.addSql(`create table "daily_problems" ("day" date not null, "problem_id" uuid not null, primary key ("day"));`);
    this.addSql(`create index "daily_problems_problem_id_index" on "daily_problems" ("problem_id");`);
    this.addSql(`create table "practice_entries" ("user_id" uuid not null, "kind" text not null, "cause_id" uuid not null, "at" timestamptz(3) not null, primary key ("user_id", "kind", "cause_id"));`);
    this.addSql(`create index "practice_entries_at_index" on "practice_entries" ("at");`);
    this.addSql(`create table "leaderboard_settings" ("user_id" uuid not null, "hidden" boolean not null default false, primary key ("user_id"));`);
    this.addSql(`create table "awarded_badges" ("user_id" uuid not null, "badge" text not null, "awarded_at" timestamptz(3) not null default now(), primary key ("user_id", "badge"));`);
    this.addSql(`create table "weekly_goals" ("user_id" uuid not null, "kind" text not null, "target" int not null, "updated_at" timestamptz(3) not null default now(), primary key ("user_id", "kind"));`);
    this.addSql(`create table "xp_entries" ("id" uuid not null, "user_id" uuid not null, "cause_kind" text not null, "cause_id" uuid not null, "subject_id" uuid not null, "points" int not null, "topic_ids" text[] not null, "earned_at" timestamptz(3) not null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index xp_entries_topics_index on xp_entries using gin (topic_ids);`);
    this.addSql(`create index "xp_entries_user_index" on "xp_entries" ("user_id", "id");`);
    this.addSql(`create index "xp_entries_user_earned_index" on "xp_entries" ("user_id", "earned_at");`);
    this.addSql(`create index "xp_entries_subject_index" on "xp_entries" ("user_id", "cause_kind", "subject_id");`);
    this.addSql(`alter table "xp_entries" add constraint "xp_entries_cause_unique" unique ("user_id", "cause_kind", "cause_id");`);
    this.addSql(`create table "xp_totals" ("user_id" uuid not null, "points" int not null default 0, primary key ("user_id"));`);
    this.addSql(`alter table "badge_sweeps" add constraint "badge_sweeps_badge_check" check (char_length(badge) <= 40);`);
    this.addSql(`alter table "streaks" add constraint "streaks_user_id_foreign" foreign key ("user_id") references "users" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "streaks" add constraint "streaks_length_check" check (length >= 0);`);
    this.addSql(`alter table "streaks" add constraint "streaks_longest_check" check (longest >= 0);`);
    this.addSql(`alter table "streaks" add constraint "streaks_freezes_check" check (freezes >= 0);`);
    this.addSql(`alter table "practice_days" add constraint "practice_days_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "practice_days" add constraint "practice_days_count_check" check (count >= 1);`);
    this.addSql(`alter table "practice_days" add constraint "practice_days_first_zone_check" check (char_length(first_zone) <= 64);`);
    this.addSql(`alter table "practice_days" add constraint "practice_days_last_zone_check" check (char_length(last_zone) <= 64);`);
    this.addSql(`alter table "practice_days" add constraint "practice_days_frozen_check" check (frozen >= 0);`);
    this.addSql(`alter table "daily_problems" add constraint "daily_problems_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on delete cascade;`);
    this.addSql(`alter table "practice_entries" add constraint "practice_entries_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "practice_entries" add constraint "practice_entries_kind_check" check (char_length(kind) <= 40);`);
    this.addSql(`alter table "leaderboard_settings" add constraint "leaderboard_settings_user_id_foreign" foreign key ("user_id") references "users" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "awarded_badges" add constraint "awarded_badges_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "awarded_badges" add constraint "awarded_badges_badge_check" check (char_length(badge) <= 40);`);
    this.addSql(`alter table "weekly_goals" add constraint "weekly_goals_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "weekly_goals" add constraint "weekly_goals_target_check" check (target >= 1 and target <= 10000);`);
    this.addSql(`alter table "weekly_goals" add constraint "weekly_goals_kind_check" check ("kind" in ('PROBLEMS', 'XP'));`);
    this.addSql(`alter table "xp_entries" add constraint "xp_entries_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "xp_entries" add constraint "xp_entries_cause_kind_check" check (char_length(cause_kind) <= 40);`);
    this.addSql(`alter table "xp_entries" add constraint "xp_entries_points_check" check (points >= -1000 and points <= 1000);`);
    this.addSql(`alter table "xp_entries" add constraint "xp_entries_topic_ids_check" check (cardinality(topic_ids) <= 200);`);
    this.addSql(`alter table "xp_totals" add constraint "xp_totals_user_id_foreign" foreign key ("user_id") references "users" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "xp_totals" add constraint "xp_totals_points_check" check (points >= 0);`);
    // XP for what was solved before there was XP: the handler of the event decides about each. Due later, as workers of the version before
    // drop events without a handler.
    this.addSql(`insert into outbox (id, event, payload, due_at)
      select gen_random_uuid(), 'problem-status.changed',
        jsonb_build_object('userId', user_id, 'problemId', problem_id, 'solved', true), now() + interval '15 minutes'
      from problem_viewer_status where solved;`);
  }

  async down() {
    this.addSql(`drop table if exists "badge_sweeps" cascade;`);
    this.addSql(`drop table if exists "streaks" cascade;`);
    this.addSql(`drop table if exists "practice_days" cascade;`);
    this.addSql(`drop table if exists "daily_problems" cascade;`);
    this.addSql(`drop table if exists "practice_entries" cascade;`);
    this.addSql(`drop table if exists "leaderboard_settings" cascade;`);
    this.addSql(`drop table if exists "awarded_badges" cascade;`);
    this.addSql(`drop table if exists "weekly_goals" cascade;`);
    this.addSql(`drop table if exists "xp_entries" cascade;`);
    this.addSql(`drop table if exists "xp_totals" cascade;`);
  }
}
