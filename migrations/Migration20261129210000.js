import { Migration } from "@mikro-orm/migrations";

export class Migration20261129210000 extends Migration {
  async up() {
    this.addSql(`create table "seeded_quizzes" ("quiz_id" uuid not null, "file_sha256" text not null, "revision" int not null, "questions" jsonb not null, primary key ("quiz_id"));`);
    this.addSql(`create table "seeded_tracks" ("track_id" uuid not null, "folder_sha256" text not null, "parts" jsonb not null, primary key ("track_id"));`);
    this.addSql(`alter table "seeded_quizzes" add constraint "seeded_quizzes_quiz_id_foreign" foreign key ("quiz_id") references "quizzes" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "seeded_quizzes" add constraint "seeded_quizzes_revision_check" check (revision >= 1);`);
    this.addSql(`alter table "seeded_quizzes" add constraint "seeded_quizzes_questions_check" check (jsonb_typeof(questions) = 'object'::text);`);
    this.addSql(`alter table "seeded_tracks" add constraint "seeded_tracks_track_id_foreign" foreign key ("track_id") references "tracks" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "seeded_tracks" add constraint "seeded_tracks_parts_check" check (jsonb_typeof(parts) = 'object'::text);`);
  }

  async down() {
    this.addSql(`drop table if exists "seeded_quizzes" cascade;`);
    this.addSql(`drop table if exists "seeded_tracks" cascade;`);
  }
}
