import { Migration } from "@mikro-orm/migrations";

export class Migration20261129200000 extends Migration {
  async up() {
    this.addSql(`create table "lesson_blocks" ("lesson_id" uuid not null, "key" uuid not null, "place" int not null, "kind" text not null, "problem_id" uuid null, "quiz_id" uuid null, primary key ("lesson_id", "key"));`);
    this.addSql(`create index "lesson_blocks_problem_id_index" on "lesson_blocks" ("problem_id");`);
    this.addSql(`create index "lesson_blocks_quiz_id_index" on "lesson_blocks" ("quiz_id");`);
    this.addSql(`create table "lesson_progress" ("user_id" uuid not null, "lesson_id" uuid not null, "completed_at" timestamptz(3) null, "active_ms" int not null default 0, "last_viewed_at" timestamptz(3) null, primary key ("user_id", "lesson_id"));`);
    this.addSql(`create index "lesson_progress_lesson_id_index" on "lesson_progress" ("lesson_id");`);
    this.addSql(`create table "lesson_notes" ("id" uuid not null, "user_id" uuid not null, "lesson_id" uuid not null, "block_key" uuid null, "text" text not null, "created_at" timestamptz(3) not null default now(), "updated_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "lesson_notes_lesson_id_index" on "lesson_notes" ("lesson_id");`);
    this.addSql(`create index "lesson_notes_user_index" on "lesson_notes" ("user_id", "id");`);
    this.addSql(`create table "lesson_bookmarks" ("id" uuid not null, "user_id" uuid not null, "lesson_id" uuid not null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "lesson_bookmarks_lesson_id_index" on "lesson_bookmarks" ("lesson_id");`);
    this.addSql(`alter table "lesson_bookmarks" add constraint "lesson_bookmarks_user_lesson_unique" unique ("user_id", "lesson_id");`);
    this.addSql(`create table "enrollments" ("id" uuid not null, "user_id" uuid not null, "track_id" uuid not null, "enrolled_at" timestamptz(3) not null default now(), "last_activity_at" timestamptz(3) not null default now(), "completed_at" timestamptz(3) null, "last_lesson_id" uuid null, "last_block_key" uuid null, "revision" int not null default 1, primary key ("id"));`);
    this.addSql(`create index "enrollments_track_id_index" on "enrollments" ("track_id");`);
    this.addSql(`create index "enrollments_last_lesson_id_index" on "enrollments" ("last_lesson_id");`);
    this.addSql(`create index enrollments_activity_index on enrollments (user_id, last_activity_at desc, id desc);`);
    this.addSql(`alter table "enrollments" add constraint "enrollments_user_track_unique" unique ("user_id", "track_id");`);
    this.addSql(`create table "certificates" ("id" uuid not null, "code" text not null, "user_id" uuid not null, "track_id" uuid not null, "learner_name" text not null, "account_name" text not null, "track_title" text not null, "completed_at" timestamptz(3) not null, "issued_at" timestamptz(3) not null default now(), "revoked_at" timestamptz(3) null, "revocation_reason" text null, primary key ("id"));`);
    this.addSql(`alter table "certificates" add constraint "certificates_code_unique" unique ("code");`);
    this.addSql(`create index "certificates_track_id_index" on "certificates" ("track_id");`);
    this.addSql(`create index "certificates_user_index" on "certificates" ("user_id", "id");`);
    this.addSql(`alter table "certificates" add constraint "certificates_user_track_unique" unique ("user_id", "track_id");`);
    this.addSql(`create table "block_completions" ("user_id" uuid not null, "lesson_id" uuid not null, "block_key" uuid not null, "completed_at" timestamptz(3) not null default now(), primary key ("user_id", "lesson_id", "block_key"));`);
    this.addSql(`create index "block_completions_lesson_id_index" on "block_completions" ("lesson_id");`);
    this.addSql(`create table "assignment_completions" ("user_id" uuid not null, "assignment_id" uuid not null, "completed_at" timestamptz(3) not null default now(), primary key ("user_id", "assignment_id"));`);
    this.addSql(`create index "assignment_completions_assignment_id_index" on "assignment_completions" ("assignment_id");`);
    this.addSql(`create table "activity_clocks" ("user_id" uuid not null, "last_at" timestamptz(3) not null, "credited_ms" int not null default 0, primary key ("user_id"));`);
    this.addSql(`alter table "lesson_blocks" add constraint "lesson_blocks_lesson_id_foreign" foreign key ("lesson_id") references "lessons" ("id") on delete cascade;`);
    this.addSql(`alter table "lesson_blocks" add constraint "lesson_blocks_kind_check" check ("kind" in ('MARKDOWN', 'CODE', 'IMAGE', 'FILE', 'VIDEO', 'PROBLEM', 'QUIZ'));`);
    this.addSql(`alter table "lesson_blocks" add constraint "lesson_blocks_place_check" check (place >= 0);`);
    this.addSql(`alter table "lesson_progress" add constraint "lesson_progress_user_id_foreign" foreign key ("user_id") references "users" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "lesson_progress" add constraint "lesson_progress_lesson_id_foreign" foreign key ("lesson_id") references "lessons" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "lesson_progress" add constraint "lesson_progress_active_ms_check" check (active_ms >= 0);`);
    this.addSql(`alter table "lesson_notes" add constraint "lesson_notes_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "lesson_notes" add constraint "lesson_notes_lesson_id_foreign" foreign key ("lesson_id") references "lessons" ("id") on delete cascade;`);
    this.addSql(`alter table "lesson_notes" add constraint "lesson_notes_text_check" check (char_length(text) <= 10000);`);
    this.addSql(`alter table "lesson_bookmarks" add constraint "lesson_bookmarks_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "lesson_bookmarks" add constraint "lesson_bookmarks_lesson_id_foreign" foreign key ("lesson_id") references "lessons" ("id") on delete cascade;`);
    this.addSql(`alter table "enrollments" add constraint "enrollments_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "enrollments" add constraint "enrollments_track_id_foreign" foreign key ("track_id") references "tracks" ("id") on delete cascade;`);
    this.addSql(`alter table "enrollments" add constraint "enrollments_last_lesson_id_foreign" foreign key ("last_lesson_id") references "lessons" ("id") on delete set null;`);
    this.addSql(`alter table "enrollments" add constraint "enrollments_revision_check" check (revision >= 1);`);
    this.addSql(`alter table "certificates" add constraint "certificates_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "certificates" add constraint "certificates_track_id_foreign" foreign key ("track_id") references "tracks" ("id") on delete restrict;`);
    this.addSql(`alter table "certificates" add constraint "certificates_code_check" check (char_length(code) <= 20);`);
    this.addSql(`alter table "certificates" add constraint "certificates_learner_name_check" check (char_length(learner_name) <= 100);`);
    this.addSql(`alter table "certificates" add constraint "certificates_account_name_check" check (char_length(account_name) <= 30);`);
    this.addSql(`alter table "certificates" add constraint "certificates_track_title_check" check (char_length(track_title) <= 120);`);
    this.addSql(`alter table "certificates" add constraint "certificates_revoked_at_check" check ((revoked_at is not null) = (revocation_reason is not null));`);
    this.addSql(`alter table "certificates" add constraint "certificates_revocation_reason_check" check (char_length(revocation_reason) <= 500);`);
    this.addSql(`alter table "block_completions" add constraint "block_completions_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "block_completions" add constraint "block_completions_lesson_id_foreign" foreign key ("lesson_id") references "lessons" ("id") on delete cascade;`);
    this.addSql(`alter table "assignment_completions" add constraint "assignment_completions_user_id_foreign" foreign key ("user_id") references "users" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "assignment_completions" add constraint "assignment_completions_assignment_id_foreign" foreign key ("assignment_id") references "assignments" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "activity_clocks" add constraint "activity_clocks_user_id_foreign" foreign key ("user_id") references "users" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "activity_clocks" add constraint "activity_clocks_credited_ms_check" check (credited_ms >= 0);`);

    // The index of blocks follows the lessons whoever writes them: the API, imports, seeds.
    this.addSql(`create function lesson_blocks_follow() returns trigger language plpgsql as $$
begin
  delete from lesson_blocks where lesson_id = new.id;
  insert into lesson_blocks (lesson_id, key, place, kind, problem_id, quiz_id)
    select new.id, (one.block ->> 'key')::uuid, one.place, one.block ->> 'kind', (one.block ->> 'problemId')::uuid, (one.block ->> 'quizId')::uuid
    from jsonb_array_elements(new.blocks) with ordinality as one (block, place);
  return null;
end $$;`);
    this.addSql(`create trigger lesson_blocks_follow after insert or update of blocks on lessons for each row execute function lesson_blocks_follow();`);
    this.addSql(`insert into lesson_blocks (lesson_id, key, place, kind, problem_id, quiz_id)
      select l.id, (one.block ->> 'key')::uuid, one.place, one.block ->> 'kind', (one.block ->> 'problemId')::uuid, (one.block ->> 'quizId')::uuid
      from lessons l, jsonb_array_elements(l.blocks) with ordinality as one (block, place);`);
  }

  async down() {
    this.addSql(`drop trigger lesson_blocks_follow on lessons;`);
    this.addSql(`drop function lesson_blocks_follow();`);
    this.addSql(`drop table if exists "lesson_blocks" cascade;`);
    this.addSql(`drop table if exists "lesson_progress" cascade;`);
    this.addSql(`drop table if exists "lesson_notes" cascade;`);
    this.addSql(`drop table if exists "lesson_bookmarks" cascade;`);
    this.addSql(`drop table if exists "enrollments" cascade;`);
    this.addSql(`drop table if exists "certificates" cascade;`);
    this.addSql(`drop table if exists "block_completions" cascade;`);
    this.addSql(`drop table if exists "assignment_completions" cascade;`);
    this.addSql(`drop table if exists "activity_clocks" cascade;`);
  }
}
