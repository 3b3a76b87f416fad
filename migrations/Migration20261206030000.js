import { Migration } from "@mikro-orm/migrations";

/** Translations of quizzes and materials. */
export class Migration20261206030000 extends Migration {
  async up() {
    this.addSql(`alter table "quizzes" add "locale" text not null default 'en', add "translations" jsonb not null default '{}';`);
    this.addSql(`alter table "quizzes" add constraint "quizzes_locale_check" check (char_length(locale) <= 12);`);
    this.addSql(`alter table "quizzes" add constraint "quizzes_translations_check" check (jsonb_typeof(translations) = 'object'::text);`);
    this.addSql(`alter table "materials" add "translations" jsonb not null default '{}';`);
    this.addSql(`alter table "materials" add constraint "materials_translations_check" check (jsonb_typeof(translations) = 'object'::text);`);
  }

  async down() {
    this.addSql(`alter table "materials" drop constraint "materials_translations_check";`);
    this.addSql(`alter table "materials" drop column "translations";`);
    this.addSql(`alter table "quizzes" drop constraint "quizzes_locale_check";`);
    this.addSql(`alter table "quizzes" drop constraint "quizzes_translations_check";`);
    this.addSql(`alter table "quizzes" drop column "locale", drop column "translations";`);
  }
}
