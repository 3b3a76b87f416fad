import { Migration } from "@mikro-orm/migrations";

/** What submissions are compared by, and the most similar submissions of two accounts. */
export class Migration20261203050000 extends Migration {
  async up() {
    this.addSql(`create table "code_fingerprints" ("submission_id" uuid not null, "problem_id" uuid not null, "user_id" uuid not null, "family" text not null, "state" text not null, "version" int not null, "fingerprints" bigint[] not null, "sketch" bit(1024) not null, "tokens" bytea not null, "created_at" timestamptz(3) not null default now(), primary key ("submission_id"));`);
    this.addSql(`create index "code_fingerprints_user_id_index" on "code_fingerprints" ("user_id");`);
    this.addSql(`create index "code_fingerprints_created_index" on "code_fingerprints" ("created_at");`);
    this.addSql(`create index "code_fingerprints_newest_index" on "code_fingerprints" ("problem_id", "family", "submission_id");`);
    this.addSql(`create table "similar_pairs" ("id" uuid not null, "problem_id" uuid not null, "first_user_id" uuid not null, "second_user_id" uuid not null, "first_submission_id" uuid not null, "second_submission_id" uuid not null, "score" double precision not null, "fingerprints" double precision not null, "tiling" double precision not null, "compared_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "similar_pairs_first_user_id_index" on "similar_pairs" ("first_user_id");`);
    this.addSql(`create index "similar_pairs_second_user_id_index" on "similar_pairs" ("second_user_id");`);
    this.addSql(`create index "similar_pairs_first_submission_id_index" on "similar_pairs" ("first_submission_id");`);
    this.addSql(`create index "similar_pairs_second_submission_id_index" on "similar_pairs" ("second_submission_id");`);
    this.addSql(`create index "similar_pairs_score_index" on "similar_pairs" ("problem_id", "score", "id");`);
    this.addSql(`alter table "similar_pairs" add constraint "similar_pairs_accounts_unique" unique ("problem_id", "first_user_id", "second_user_id");`);
    this.addSql(`alter table "code_fingerprints" add constraint "code_fingerprints_submission_id_foreign" foreign key ("submission_id") references "submissions" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "code_fingerprints" add constraint "code_fingerprints_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on delete restrict;`);
    this.addSql(`alter table "code_fingerprints" add constraint "code_fingerprints_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "code_fingerprints" add constraint "code_fingerprints_fingerprints_check" check (cardinality(fingerprints) <= 2000);`);
    this.addSql(`alter table "code_fingerprints" add constraint "code_fingerprints_family_check" check ("family" in ('PYTHON', 'ECMASCRIPT', 'CPP', 'JAVA', 'GO'));`);
    this.addSql(`alter table "code_fingerprints" add constraint "code_fingerprints_state_check" check ("state" in ('READY', 'TOO_SHORT', 'UNREADABLE'));`);
    this.addSql(`alter table "code_fingerprints" add constraint "code_fingerprints_version_check" check (version >= 0);`);
    this.addSql(`alter table "similar_pairs" add constraint "similar_pairs_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on delete restrict;`);
    this.addSql(`alter table "similar_pairs" add constraint "similar_pairs_first_user_id_foreign" foreign key ("first_user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "similar_pairs" add constraint "similar_pairs_second_user_id_foreign" foreign key ("second_user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "similar_pairs" add constraint "similar_pairs_first_submission_id_foreign" foreign key ("first_submission_id") references "code_fingerprints" ("submission_id") on delete cascade;`);
    this.addSql(`alter table "similar_pairs" add constraint "similar_pairs_second_submission_id_foreign" foreign key ("second_submission_id") references "code_fingerprints" ("submission_id") on delete cascade;`);
    this.addSql(`alter table "similar_pairs" add constraint "similar_pairs_second_user_id_check" check (second_user_id <> first_user_id);`);
    this.addSql(`alter table "similar_pairs" add constraint "similar_pairs_second_submission_id_check" check (second_submission_id <> first_submission_id);`);
    this.addSql(`alter table "similar_pairs" add constraint "similar_pairs_score_check" check (score * score <= score);`);
    this.addSql(`alter table "similar_pairs" add constraint "similar_pairs_fingerprints_check" check (fingerprints * fingerprints <= fingerprints);`);
    this.addSql(`alter table "similar_pairs" add constraint "similar_pairs_tiling_check" check (tiling * tiling <= tiling);`);
  }

  async down() {
    this.addSql(`alter table "similar_pairs" drop constraint "similar_pairs_first_submission_id_foreign";`);
    this.addSql(`alter table "similar_pairs" drop constraint "similar_pairs_second_submission_id_foreign";`);
    this.addSql(`drop table if exists "code_fingerprints" cascade;`);
    this.addSql(`drop table if exists "similar_pairs" cascade;`);
  }
}
