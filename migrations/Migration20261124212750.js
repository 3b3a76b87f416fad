import { Migration } from "@mikro-orm/migrations";

export class Migration20261124212750 extends Migration {
  async up() {
    this.addSql(`create table "problem_revisions" ("id" uuid not null, "problem_id" uuid not null, "number" int not null, "content" jsonb not null, "changed" text[] not null, "author_id" uuid null, "note" text not null default '', "restored_from" int null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "problem_revisions_author_id_index" on "problem_revisions" ("author_id");`);
    this.addSql(`alter table "problem_revisions" add constraint "problem_revisions_number_unique" unique ("problem_id", "number");`);
    this.addSql(`create table "problem_co_authors" ("problem_id" uuid not null, "user_id" uuid not null, "added_at" timestamptz(3) not null default now(), primary key ("problem_id", "user_id"));`);
    this.addSql(`create index "problem_co_authors_user_id_index" on "problem_co_authors" ("user_id");`);
    this.addSql(`alter table "problems" add "starter_code" jsonb not null default '{}', add "revision" int not null default 1, add "latest_revision" int not null default 1, add "premium" boolean not null default false, add "cloned_from_id" uuid null;`);
    this.addSql(`alter table "problems" add constraint "problems_cloned_from_id_foreign" foreign key ("cloned_from_id") references "problems" ("id") on delete set null;`);
    this.addSql(`create index "problems_cloned_from_id_index" on "problems" ("cloned_from_id");`);
    this.addSql(`alter table "test_sets" add "uploaded_by_id" uuid null, add "note" text not null default '', add "restored_from" int null;`);
    // Nobody was noted before; only the author and admins could upload.
    this.addSql(`update "test_sets" t set "uploaded_by_id" = p."author_id" from "problems" p where p."id" = t."problem_id";`);
    this.addSql(`alter table "test_sets" add constraint "test_sets_uploaded_by_id_foreign" foreign key ("uploaded_by_id") references "users" ("id") on delete set null;`);
    this.addSql(`create index "test_sets_uploaded_by_id_index" on "test_sets" ("uploaded_by_id");`);
    this.addSql(`alter table "judgements" add "problem_revision" int null;`);
    this.addSql(`alter table "problem_revisions" add constraint "problem_revisions_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on delete cascade;`);
    this.addSql(`alter table "problem_revisions" add constraint "problem_revisions_author_id_foreign" foreign key ("author_id") references "users" ("id") on delete set null;`);
    this.addSql(`alter table "problem_co_authors" add constraint "problem_co_authors_problem_id_foreign" foreign key ("problem_id") references "problems" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "problem_co_authors" add constraint "problem_co_authors_user_id_foreign" foreign key ("user_id") references "users" ("id") on update cascade on delete cascade;`);
    // What stands in a problem becomes its first revision.
    this.addSql(`insert into "problem_revisions" ("id", "problem_id", "number", "content", "changed", "author_id", "note", "created_at")
      select gen_random_uuid(), p."id", 1, jsonb_build_object(
          'title', p."title", 'statement', p."statement", 'explanation', p."explanation", 'difficulty', p."difficulty",
          'topics', (select coalesce(jsonb_agg(pt."topic_id" order by pt."topic_id"), '[]') from "problem_topics" pt where pt."problem_id" = p."id"),
          'tags', to_jsonb(p."tags"), 'hints', to_jsonb(p."hints"), 'timeLimitMs', p."time_limit_ms", 'memoryLimitKb', p."memory_limit_kb",
          'languageLimits', p."language_limits", 'checker', p."checker", 'starterCode', p."starter_code"),
        '{title,statement,explanation,difficulty,topics,tags,hints,timeLimitMs,memoryLimitKb,languageLimits,checker,starterCode}',
        p."author_id", '', p."updated_at"
      from "problems" p;`);
  }

  async down() {
    this.addSql(`drop table if exists "problem_revisions" cascade;`);
    this.addSql(`drop table if exists "problem_co_authors" cascade;`);
    this.addSql(`alter table "problems" drop constraint "problems_cloned_from_id_foreign";`);
    this.addSql(`alter table "test_sets" drop constraint "test_sets_uploaded_by_id_foreign";`);
    this.addSql(`alter table "judgements" drop column "problem_revision";`);
    this.addSql(`drop index "problems_cloned_from_id_index";`);
    this.addSql(`alter table "problems" drop column "starter_code", drop column "revision", drop column "latest_revision", drop column "premium", drop column "cloned_from_id";`);
    this.addSql(`drop index "test_sets_uploaded_by_id_index";`);
    this.addSql(`alter table "test_sets" drop column "uploaded_by_id", drop column "note", drop column "restored_from";`);
  }
}
