import { useEffect, useState } from "preact/hooks";
import {
  CatalogDocument,
  FacetsDocument,
  type CatalogQuery,
  type Difficulty,
  type ProblemFilter,
  type ProblemOrder,
  type ProblemViewerStatus,
} from "../api/generated.js";
import { useList } from "../api/use-list.js";
import { useQuery } from "../api/use-query.js";
import { DifficultyBadge, Icon, Title } from "../parts/basics.js";
import { Cards } from "../parts/cards.js";
import { Field, Select } from "../parts/field.js";
import { Welcome } from "../parts/welcome.js";
import { Link, useSearchParameters } from "../routing.js";
import { useViewer } from "../viewer.js";
import { words } from "../words.js";

const DIFFICULTIES: readonly Difficulty[] = ["EASY", "MEDIUM", "HARD"];
const STATUSES: readonly ProblemViewerStatus[] = ["NOT_TRIED", "ATTEMPTED", "SOLVED"];
/** After the last key. */
const SEARCH_AFTER_MS = 200;

/** Problems with search and filters. They are part of the address, so a list can be bookmarked. */
export function Catalog() {
  const [parameters, change] = useSearchParameters();
  const viewer = useViewer();
  const difficulty = parameters.get("difficulty") ?? "";
  const topic = parameters.get("topic") ?? "";
  const status = viewer ? (parameters.get("status") ?? "") : "";
  const order = parameters.get("order") ?? "";
  const search = parameters.get("search") ?? "";

  const filter: ProblemFilter = {
    ...(difficulty ? { difficulties: [difficulty as Difficulty] } : {}),
    ...(topic ? { topics: [topic] } : {}),
    ...(status ? { viewerStatus: status as ProblemViewerStatus } : {}),
  };
  // Newest first by default without a search; a catalog for learners begins with the easy ones.
  const orderBy = (order || (search ? "RELEVANCE" : "DIFFICULTY")) as ProblemOrder;
  const list = useList(CatalogDocument, { filter, search: search || null, orderBy }, (data) => data.problems ?? null);
  const { data: counted } = useQuery(FacetsDocument, { filter, search: search || null });
  const facets = counted?.problemFacets;
  const countOf = (counts: readonly { count: number }[] | null | undefined, at: number) =>
    counts && at >= 0 ? ` (${counts[at]!.count})` : "";
  const isFiltered = Boolean(difficulty || topic || status || search);

  return (
    <>
      <Title lead={words.catalog.lead}>{words.catalog.title}</Title>
      {viewer || isFiltered ? null : <Welcome />}
      <search class="filters" aria-label={words.catalog.filters}>
        <SearchField value={search} onChange={(text) => change({ search: text })} />
        <Select
          label={words.catalog.difficulty}
          value={difficulty}
          onChange={(value) => change({ difficulty: value })}
          choices={[
            { value: "", label: words.catalog.any },
            ...DIFFICULTIES.map((value) => ({
              value,
              label:
                words.difficulties[value] +
                countOf(facets?.difficulties, facets?.difficulties.findIndex((each) => each.difficulty === value) ?? -1),
            })),
          ]}
        />
        <Select
          label={words.catalog.topic}
          value={topic}
          onChange={(value) => change({ topic: value })}
          choices={[
            { value: "", label: words.catalog.any },
            ...(facets?.topics ?? []).map((each) => ({ value: each.topic.slug, label: `${each.topic.name} (${each.count})` })),
            // Keeps the choice visible until the topics are known.
            ...(topic && !facets?.topics.some((each) => each.topic.slug === topic) ? [{ value: topic, label: topic }] : []),
          ]}
        />
        {viewer ? (
          <Select
            label={words.catalog.status}
            value={status}
            onChange={(value) => change({ status: value })}
            choices={[
              { value: "", label: words.catalog.any },
              ...STATUSES.map((value) => ({
                value,
                label:
                  words.viewerStatuses[value] +
                  countOf(facets?.viewerStatuses, facets?.viewerStatuses?.findIndex((each) => each.viewerStatus === value) ?? -1),
              })),
            ]}
          />
        ) : null}
        <Select
          label={words.catalog.order}
          value={orderBy}
          onChange={(value) => change({ order: value })}
          choices={[
            ...(search ? [{ value: "RELEVANCE", label: words.catalog.orders[""] }] : []),
            ...(["DIFFICULTY", "NEWEST", "TITLE", "ACCEPTANCE_RATE"] as const).map((value) => ({
              value,
              label: words.catalog.orders[value],
            })),
          ]}
        />
      </search>
      <p class="row" role="status">
        {facets ? words.catalog.found(facets.total) : "\u00a0"}
        {isFiltered ? (
          <button type="button" class="plain" onClick={() => change({ difficulty: "", topic: "", status: "", search: "" })}>
            {words.catalog.clear}
          </button>
        ) : null}
      </p>
      <Cards
        list={list}
        empty={words.catalog.empty}
        look={list.loading ? "stale" : ""}
        card={(problem) => <ProblemRow problem={problem} />}
      />
    </>
  );
}

type Row = NonNullable<CatalogQuery["problems"]>["nodes"][number];

function ProblemRow({ problem }: { problem: Row }) {
  const { slug, title, difficulty, topics, acceptanceRate, viewerStatus, locked } = problem;
  return (
    <article class="problem-row">
      <h2>
        <Link href={`/problems/${slug}`}>{title}</Link>
      </h2>
      <p class="facts">
        <DifficultyBadge difficulty={difficulty} />
        {viewerStatus === "SOLVED" ? (
          <span class="verdict good">
            <Icon name="check" /> {words.viewerStatuses.SOLVED}
          </span>
        ) : null}
        {viewerStatus === "ATTEMPTED" ? (
          <span class="verdict late">
            <Icon name="half" /> {words.viewerStatuses.ATTEMPTED}
          </span>
        ) : null}
        {locked ? (
          <span class="verdict none">
            <Icon name="lock" /> {words.catalog.locked}
          </span>
        ) : null}
        <span class="quiet">{topics.map(({ name }) => name).join(" · ")}</span>
        {acceptanceRate === null || acceptanceRate === undefined ? null : (
          <span class="quiet">{words.catalog.acceptance(acceptanceRate)}</span>
        )}
      </p>
    </article>
  );
}

function SearchField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const waiting = setTimeout(() => onChange(text), SEARCH_AFTER_MS);
    return () => clearTimeout(waiting);
  }, [text]);
  return (
    <Field
      label={words.catalog.search}
      type="search"
      maxLength={200}
      value={text}
      onInput={(event) => setText(event.currentTarget.value)}
    />
  );
}
