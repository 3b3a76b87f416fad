/** Binds an editor to a text of Yjs, and shows the cursor of the other participant. */
import { Annotation, EditorState, StateEffect, StateField, Transaction, type Extension } from "@codemirror/state";
import { Decoration, EditorView, WidgetType, type DecorationSet, type ViewUpdate } from "@codemirror/view";
import * as Y from "yjs";

const fromYjs = Annotation.define<boolean>();
const setPeer = StateEffect.define<{ at: number; label: string } | null>();
/** Of one change, so that an update of Yjs stays below what the server takes. */
const PIECE = 8_000;

class PeerCursor extends WidgetType {
  constructor(private readonly label: string) {
    super();
  }
  override eq(other: PeerCursor): boolean {
    return other.label === this.label;
  }
  toDOM(): HTMLElement {
    const mark = document.createElement("span");
    mark.className = "peer-cursor";
    mark.title = this.label;
    mark.setAttribute("aria-label", this.label);
    mark.setAttribute("role", "img");
    return mark;
  }
}

const peers = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, { changes, effects }) {
    let next = shown.map(changes);
    for (const effect of effects) {
      if (!effect.is(setPeer)) continue;
      next = effect.value
        ? Decoration.set([Decoration.widget({ widget: new PeerCursor(effect.value.label), side: 1 }).range(effect.value.at)])
        : Decoration.none;
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** What was typed here, as changes of the text. Positions of a change refer to the document before all of them. */
function write(text: Y.Text, { changes }: ViewUpdate, origin: object): void {
  let shift = 0;
  changes.iterChanges((from, to, _fromAfter, _toAfter, inserted) => {
    const letters = inserted.toString();
    if (to > from) text.doc!.transact(() => text.delete(from + shift, to - from), origin);
    for (let at = 0; at < letters.length; at += PIECE)
      text.doc!.transact(() => text.insert(from + shift + at, letters.slice(at, at + PIECE)), origin);
    shift += letters.length - (to - from);
  });
}

export interface Binding {
  extension: Extension;
  /** Begins to follow the text. Returns the function that ends it. */
  follow(view: EditorView): () => void;
}

/** `onCursor` gets a position that stays right while both type. */
export function bind(text: Y.Text, onCursor: (cursor: string) => void): Binding {
  const origin = {};
  const onUpdate = (update: ViewUpdate) => {
    if (update.docChanged && !update.transactions.some((one) => one.annotation(fromYjs))) write(text, update, origin);
    if (update.selectionSet || update.docChanged) {
      const position = Y.createRelativePositionFromTypeIndex(text, update.state.selection.main.head);
      if (update.view.hasFocus) onCursor(JSON.stringify(position));
    }
  };
  return {
    extension: [peers, EditorView.updateListener.of(onUpdate), EditorState.lineSeparator.of("\n")],
    follow(view) {
      const observe = ({ delta }: Y.YTextEvent, { origin: by }: Y.Transaction) => {
        if (by === origin) return;
        const changes: { from: number; to: number; insert: string }[] = [];
        let at = 0;
        for (const { retain = 0, delete: gone = 0, insert } of delta) {
          at += retain;
          if (typeof insert === "string") changes.push({ from: at, to: at, insert });
          if (gone > 0) changes.push({ from: at, to: at + gone, insert: "" });
          at += gone;
        }
        view.dispatch({ changes, annotations: [fromYjs.of(true), Transaction.addToHistory.of(false)] });
      };
      text.observe(observe);
      return () => text.unobserve(observe);
    },
  };
}

/** `cursor` is what the other client says: anything, or nothing. */
export function showPeer(view: EditorView, text: Y.Text, cursor: string | null, label: string): void {
  view.dispatch({ effects: setPeer.of(placeOf(text, cursor, label)) });
}

function placeOf(text: Y.Text, cursor: string | null, label: string): { at: number; label: string } | null {
  if (!cursor) return null;
  try {
    const position = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(JSON.parse(cursor)), text.doc!);
    return position?.type === text ? { at: Math.min(position.index, text.length), label } : null;
  } catch {
    return null;
  }
}
