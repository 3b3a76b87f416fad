import { Migration } from "@mikro-orm/migrations";

export class Migration20261130020000 extends Migration {
  async up() {
    this.addSql(`create table "analytics_attempts" ("submission_id" uuid not null, "problem_id" uuid not null, "user_id" uuid not null, "language" text not null, "day" date not null, "verdict" text null, "test_set_id" uuid null, "failed_test" int null, "text" text null, "text_key" text null, "wait_ms" int null, "judging_ms" int null, primary key ("submission_id"));`);
    this.addSql(`create index "analytics_attempts_day_index" on "analytics_attempts" ("day");`);
    this.addSql(`create index "analytics_attempts_user_index" on "analytics_attempts" ("user_id", "problem_id");`);
    this.addSql(`create index "analytics_attempts_problem_index" on "analytics_attempts" ("problem_id", "user_id", "submission_id");`);
    this.addSql(`create table "analytics_changes" ("id" bigserial primary key, "kind" text not null, "key" text not null, "at" timestamptz(3) not null default now());`);
    this.addSql(`create index "analytics_changes_kind_index" on "analytics_changes" ("kind", "key");`);
    this.addSql(`create table "analytics_days" ("day" date not null, "figures" jsonb null, "active_accounts" int not null default 0, "monthly_accounts" int not null default 0, "refreshed_at" timestamptz(3) not null default now(), primary key ("day"));`);
    this.addSql(`create table "analytics_retention" ("cohort" date not null, "week" date not null, "accounts" int not null, primary key ("cohort", "week"));`);
    this.addSql(`create table "analytics_tracks" ("track_id" uuid not null, "figures" jsonb not null, "refreshed_at" timestamptz(3) not null default now(), primary key ("track_id"));`);
    this.addSql(`create table "analytics_problems" ("problem_id" uuid not null, "figures" jsonb not null, "refreshed_at" timestamptz(3) not null default now(), primary key ("problem_id"));`);
    this.addSql(`create table "active_days" ("user_id" uuid not null, "day" date not null, primary key ("user_id", "day"));`);
    this.addSql(`create index "active_days_day_index" on "active_days" ("day", "user_id");`);
    this.addSql(`alter table "analytics_attempts" add constraint "analytics_attempts_language_check" check (char_length(language) <= 40);`);
    this.addSql(`alter table "analytics_attempts" add constraint "analytics_attempts_text_check" check (char_length(text) <= 200);`);
    this.addSql(`alter table "analytics_attempts" add constraint "analytics_attempts_text_key_check" check (char_length(text_key) <= 32);`);
    this.addSql(`alter table "analytics_attempts" add constraint "analytics_attempts_verdict_check" check ("verdict" in ('ACCEPTED', 'WRONG_ANSWER', 'TIME_LIMIT_EXCEEDED', 'MEMORY_LIMIT_EXCEEDED', 'OUTPUT_LIMIT_EXCEEDED', 'RUNTIME_ERROR', 'COMPILATION_ERROR', 'SYSTEM_ERROR', 'CANCELLED'));`);
    this.addSql(`alter table "analytics_attempts" add constraint "analytics_attempts_failed_test_check" check (failed_test >= 0);`);
    this.addSql(`alter table "analytics_attempts" add constraint "analytics_attempts_wait_ms_check" check (wait_ms >= 0);`);
    this.addSql(`alter table "analytics_attempts" add constraint "analytics_attempts_judging_ms_check" check (judging_ms >= 0);`);
    this.addSql(`alter table "analytics_changes" add constraint "analytics_changes_id_check" check (id >= 1);`);
    this.addSql(`alter table "analytics_changes" add constraint "analytics_changes_key_check" check (char_length(key) <= 60);`);
    this.addSql(`alter table "analytics_changes" add constraint "analytics_changes_kind_check" check ("kind" in ('SUBMISSION', 'PROBLEM', 'TRACK', 'DAY', 'ACTIVE_DAY', 'REBUILD'));`);
    this.addSql(`alter table "analytics_days" add constraint "analytics_days_active_accounts_check" check (active_accounts >= 0);`);
    this.addSql(`alter table "analytics_days" add constraint "analytics_days_monthly_accounts_check" check (monthly_accounts >= 0);`);
    this.addSql(`alter table "analytics_retention" add constraint "analytics_retention_accounts_check" check (accounts >= 0);`);
    this.addSql(`alter table "analytics_tracks" add constraint "analytics_tracks_track_id_foreign" foreign key ("track_id") references "tracks" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "analytics_tracks" add constraint "analytics_tracks_figures_check" check (jsonb_typeof(figures) = 'object'::text);`);
    this.addSql(`alter table "analytics_problems" add constraint "analytics_problems_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "analytics_problems" add constraint "analytics_problems_figures_check" check (jsonb_typeof(figures) = 'object'::text);`);
    this.addSql(`alter table "active_days" add constraint "active_days_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);

    // Triggers record every change that figures depend on, by the API, workers and erasures alike. Rows are only inserted, so writers do
    // not block each other, but for the first activity of an account on a day.
    this.addSql(`create function analytics_note_submission() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    insert into analytics_changes (kind, key) values ('SUBMISSION', old.id::text), ('DAY', (old.created_at at time zone 'UTC')::date::text);
  else
    insert into analytics_changes (kind, key) values ('SUBMISSION', new.id);
    insert into active_days (user_id, day) values (new.user_id, (new.created_at at time zone 'UTC')::date) on conflict do nothing;
  end if;
  return null;
end $$;`);
    this.addSql(`create trigger analytics_note after insert or delete on submissions for each row execute function analytics_note_submission();`);
    this.addSql(`create function analytics_note_judgement() returns trigger language plpgsql as $$
begin
  insert into analytics_changes (kind, key) values ('SUBMISSION', case when tg_op = 'DELETE' then old.submission_id else new.submission_id end);
  return null;
end $$;`);
    this.addSql(`create trigger analytics_note after insert or update on judgements for each row when (new.status = 'FINISHED' and not new.staged) execute function analytics_note_judgement();`);
    this.addSql(`create trigger analytics_note_delete after delete on judgements for each row when (not old.staged) execute function analytics_note_judgement();`);
    this.addSql(`create function analytics_note_problem() returns trigger language plpgsql as $$
begin
  insert into analytics_changes (kind, key) values ('PROBLEM', new.id);
  return null;
end $$;`);
    this.addSql(`create trigger analytics_note after update of test_set_id on problems for each row when (old.test_set_id is distinct from new.test_set_id) execute function analytics_note_problem();`);
    this.addSql(`create function analytics_note_track() returns trigger language plpgsql as $$
begin
  insert into analytics_changes (kind, key) values ('TRACK', case when tg_op = 'DELETE' then old.track_id else new.track_id end);
  return null;
end $$;`);
    this.addSql(`create trigger analytics_note after insert or delete on enrollments for each row execute function analytics_note_track();`);
    this.addSql(`create trigger analytics_note_update after update of completed_at on enrollments for each row when (old.completed_at is distinct from new.completed_at) execute function analytics_note_track();`);
    this.addSql(`create trigger analytics_note after insert or delete on lessons for each row execute function analytics_note_track();`);
    this.addSql(`create trigger analytics_note_update after update of status, module_id, position on lessons for each row execute function analytics_note_track();`);
    this.addSql(`create trigger analytics_note after insert or delete or update of position on track_modules for each row execute function analytics_note_track();`);
    this.addSql(`create function analytics_note_progress() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    insert into analytics_changes (kind, key) select 'TRACK', track_id from lessons where id = old.lesson_id;
    return null;
  end if;
  insert into analytics_changes (kind, key) select 'TRACK', track_id from lessons where id = new.lesson_id;
  if new.last_viewed_at is not null and (tg_op = 'INSERT' or new.last_viewed_at is distinct from old.last_viewed_at) then
    insert into active_days (user_id, day) values (new.user_id, (new.last_viewed_at at time zone 'UTC')::date) on conflict do nothing;
  end if;
  return null;
end $$;`);
    this.addSql(`create trigger analytics_note after insert or update or delete on lesson_progress for each row execute function analytics_note_progress();`);
    // The moment of the activity is the argument: the name of its column.
    this.addSql(`create function analytics_note_activity() returns trigger language plpgsql as $$
begin
  insert into active_days (user_id, day)
    values (new.user_id, ((to_jsonb(new) ->> tg_argv[0])::timestamptz at time zone 'UTC')::date) on conflict do nothing;
  return null;
end $$;`);
    this.addSql(`create trigger analytics_note after insert on block_completions for each row execute function analytics_note_activity('completed_at');`);
    this.addSql(`create trigger analytics_note after insert on quiz_attempts for each row when (not new.preview) execute function analytics_note_activity('started_at');`);
    this.addSql(`create trigger analytics_note after insert on sessions for each row when (new.impersonator_id is null) execute function analytics_note_activity('created_at');`);
    this.addSql(`create function analytics_note_account() returns trigger language plpgsql as $$
begin
  insert into analytics_changes (kind, key) values ('DAY', (new.created_at at time zone 'UTC')::date);
  return null;
end $$;`);
    this.addSql(`create trigger analytics_note after insert or update of deleted_at on users for each row execute function analytics_note_account();`);
    // Retention removes days without changing what was counted of them.
    this.addSql(`create function analytics_note_active_day() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into analytics_changes (kind, key) values ('ACTIVE_DAY', new.day);
  elsif coalesce(current_setting('codequest.purging_active_days', true), '') <> 'on' then
    insert into analytics_changes (kind, key) values ('ACTIVE_DAY', old.day);
  end if;
  return null;
end $$;`);
    this.addSql(`create trigger analytics_note after insert or delete on active_days for each row execute function analytics_note_active_day();`);
    // What there is already is read by the workers, in small steps: this migration holds locks.
    this.addSql(`insert into analytics_changes (kind, key) select 'REBUILD', 'SUBMISSIONS 00000000-0000-0000-0000-000000000000' where exists (select from users);`);
  }

  async down() {
    for (const table of ["submissions", "judgements", "problems", "enrollments", "lessons", "track_modules", "lesson_progress", "block_completions", "quiz_attempts", "sessions", "users"])
      this.addSql(`drop trigger analytics_note on ${table};`);
    this.addSql(`drop trigger analytics_note_delete on judgements;`);
    for (const table of ["enrollments", "lessons"]) this.addSql(`drop trigger analytics_note_update on ${table};`);
    this.addSql(`drop table if exists "analytics_attempts" cascade;`);
    this.addSql(`drop table if exists "analytics_changes" cascade;`);
    this.addSql(`drop table if exists "analytics_days" cascade;`);
    this.addSql(`drop table if exists "analytics_retention" cascade;`);
    this.addSql(`drop table if exists "analytics_tracks" cascade;`);
    this.addSql(`drop table if exists "analytics_problems" cascade;`);
    this.addSql(`drop table if exists "active_days" cascade;`);
    for (const name of ["submission", "judgement", "problem", "track", "progress", "activity", "account", "active_day"])
      this.addSql(`drop function analytics_note_${name}();`);
  }
}
