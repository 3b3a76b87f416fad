import { Migration } from "@mikro-orm/migrations";

const inAll = (field) => `${field} || ' ' || search_translations(translations, '${field}')`;

/** Search finds quizzes in all of their languages. */
export class Migration20261208000000 extends Migration {
  async up() {
    this.generate(`setweight(search_vector(${inAll("title")}), 'A') || setweight(search_body(${inAll("description")}), 'C')`, inAll("title"));
  }

  async down() {
    this.generate("setweight(search_vector(title), 'A') || setweight(search_body(description), 'C')", "title");
  }

  generate(search, letters) {
    this.addSql(`alter table "quizzes" drop column "search", drop column "letters";`);
    this.addSql(
      `alter table "quizzes" add column "search" tsvector generated always as (${search}) stored null, add column "letters" text generated always as (search_letters(${letters})) stored null;`,
    );
    this.addSql(`create index quizzes_search_index on quizzes using gin (search);`);
    this.addSql(`create index quizzes_letters_index on quizzes using gin (letters gin_trgm_ops);`);
  }
}
