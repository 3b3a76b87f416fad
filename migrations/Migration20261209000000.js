import { Migration } from "@mikro-orm/migrations";

const idsIn = (kind, field) => `jsonb_path_query_array(blocks, '$[*] ? (@.kind == "${kind}").${field}')`;

/** Lessons are read with the problems and quizzes that they embed. */
export class Migration20261209000000 extends Migration {
  async up() {
    this.addSql(
      `alter table "lessons" add column "problem_ids" jsonb generated always as (${idsIn("PROBLEM", "problemId")}) stored null, add column "quiz_ids" jsonb generated always as (${idsIn("QUIZ", "quizId")}) stored null;`,
    );
  }

  async down() {
    this.addSql(`alter table "lessons" drop column "problem_ids", drop column "quiz_ids";`);
  }
}
