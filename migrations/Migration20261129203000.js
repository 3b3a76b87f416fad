import { Migration } from "@mikro-orm/migrations";

const FUNCTION = "language sql immutable strict parallel safe";

/** A tsvector has at most 1 MiB, and folding makes some characters longer. */
const MOST_CHARACTERS = 200_000;

const named = "username || ' ' || display_name";
const inAll = (field) => `${field} || ' ' || search_translations(translations, '${field}')`;
const A = (text) => `setweight(search_vector(${text}), 'A')`;
const B = (text) => `setweight(search_vector(${text}), 'B')`;
const C = (text) => `setweight(search_body(${text}), 'C')`;

/** Index expressions by table: text search, and letters for similar titles. */
const TABLES = {
  users: { search: A(named), letters: named },
  problems: { letters: "title" },
  tracks: { search: `${A(inAll("title"))} || ${B(inAll("summary"))} || ${C(inAll("description"))}`, letters: inAll("title") },
  lessons: {
    search: `${A(inAll("title"))} || ${B(inAll("summary"))} || ${C("search_blocks(blocks) || ' ' || search_translated_blocks(translated_blocks)")}`,
    letters: inAll("title"),
  },
  quizzes: { search: `${A("title")} || ${C("description")}`, letters: "title" },
};

export class Migration20261129203000 extends Migration {
  async up() {
    this.addSql(`create extension if not exists pg_trgm;`);
    this.addSql(`
      create function search_body(input text) returns tsvector ${FUNCTION} return
        search_vector(left(search_fold(left(input, ${MOST_CHARACTERS})), ${MOST_CHARACTERS}));`);
    // pg_trgm sees letters of the database's locale only; with the locale C these are A to Z. So each character becomes one of 36
    // letters and digits, and one of the large scripts (Kana, Han, Hangul) becomes two.
    this.addSql(`
      create function search_letters(input text) returns text ${FUNCTION} begin atomic
        select coalesce(string_agg(
          case when code < 128 then letter
            when code < 11904 then substr(alphabet, 1 + code % 36, 1)
            else substr(alphabet, 1 + code % 36, 1) || substr(alphabet, 1 + code / 36 % 36, 1) end,
          '' order by place), '')
        from (
          select letter, ascii(letter) as code, place, 'abcdefghijklmnopqrstuvwxyz0123456789' as alphabet
          from regexp_split_to_table(search_fold(left(input, 4000)), '') with ordinality split (letter, place)
          where letter <> ''
        ) letters;
      end;`);
    this.addSql(`
      create function search_translations(input jsonb, field text) returns text ${FUNCTION} begin atomic
        select coalesce(string_agg(value ->> field, ' ' order by key), '') from jsonb_each(input);
      end;`);
    // Code is not prose: its words would be found in every program.
    this.addSql(`
      create function search_blocks(input jsonb) returns text ${FUNCTION} begin atomic
        select coalesce(string_agg(concat_ws(' ', block ->> 'text', block ->> 'title', block ->> 'alt', block ->> 'caption'), ' ' order by place), '')
        from jsonb_array_elements(input) with ordinality blocks (block, place);
      end;`);
    this.addSql(`
      create function search_translated_blocks(input jsonb) returns text ${FUNCTION} begin atomic
        select coalesce(string_agg(search_blocks(value), ' ' order by key), '') from jsonb_each(input);
      end;`);
    for (const [table, { search, letters }] of Object.entries(TABLES)) {
      const columns = [
        ...(search ? [`add column "search" tsvector generated always as (${search}) stored null`] : []),
        `add column "letters" text generated always as (search_letters(${letters})) stored null`,
      ];
      this.addSql(`alter table "${table}" ${columns.join(", ")};`);
    }
    this.addSql(`create index users_words_index on users using gin (search);`);
    for (const table of ["tracks", "lessons", "quizzes"]) this.addSql(`create index ${table}_search_index on ${table} using gin (search);`);
    for (const table of Object.keys(TABLES)) this.addSql(`create index ${table}_letters_index on ${table} using gin (letters gin_trgm_ops);`);
    this.addSql(`create index "lessons_slug_index" on "lessons" ("slug");`);
  }

  async down() {
    this.addSql(`drop index "lessons_slug_index";`);
    for (const [table, { search }] of Object.entries(TABLES)) {
      this.addSql(`alter table "${table}" ${search ? `drop column "search", ` : ""}drop column "letters";`);
    }
    for (const name of ["search_translated_blocks", "search_blocks", "search_translations", "search_letters", "search_body"]) {
      this.addSql(`drop function ${name};`);
    }
    this.addSql(`drop extension pg_trgm;`);
  }
}
