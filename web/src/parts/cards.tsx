import type { ComponentChildren } from "preact";
import type { List } from "../api/use-list.js";
import { Empty, Loading, More } from "./basics.js";
import { Notice } from "./notice.js";

interface Props<Node> {
  list: List<Node>;
  /** Shown instead of the list if nothing is in it. */
  empty: ComponentChildren;
  /** More classes of the list. */
  look?: string;
  card: (node: Node) => ComponentChildren;
}

/** A list that grows page by page, or what there is instead: a failure, the first page on its way, nothing. */
export function Cards<Node extends { id: string }>({ list, empty, look, card }: Props<Node>) {
  return (
    <>
      {list.failure ? <Notice failure={list.failure} onRetry={list.reload} /> : null}
      {list.nodes === null && !list.failure ? <Loading /> : null}
      {list.nodes?.length === 0 ? <Empty>{empty}</Empty> : null}
      {list.nodes && list.nodes.length > 0 ? (
        <ul class={look ? `cards ${look}` : "cards"}>
          {list.nodes.map((node) => (
            <li key={node.id}>{card(node)}</li>
          ))}
        </ul>
      ) : null}
      <More shown={list.hasMore} busy={list.loading} onMore={list.more} />
    </>
  );
}
