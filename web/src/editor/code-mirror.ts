/** CodeMirror 6 with what a learner's editor needs. Loaded when an editor is shown. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting, type LanguageSupport } from "@codemirror/language";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { styleNonce } from "../facts.js";

/** Colours are those of highlighted code in texts; see theme.css. */
const HIGHLIGHT = HighlightStyle.define([
  { tag: tags.comment, color: "var(--hl-comment)" },
  { tag: [tags.string, tags.special(tags.string), tags.character], color: "var(--hl-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--hl-number)" },
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.controlKeyword, tags.processingInstruction], color: "var(--hl-keyword)" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: "var(--hl-function)" },
  { tag: [tags.typeName, tags.className, tags.namespace], color: "var(--hl-type)" },
]);

const THEME = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--code)", fontSize: "0.875rem", height: "100%" },
  "&.cm-focused": { outline: "2px solid var(--focus)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6" },
  ".cm-content": { caretColor: "var(--ink)", padding: "0.6rem 0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--code)", color: "var(--soft)", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--active)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--selection)",
  },
  ".cm-matchingBracket": { backgroundColor: "var(--selection)", outline: "none" },
});

/** Grammars are loaded when they are needed. `language` is the slug of the API. */
async function grammarOf(language: string): Promise<LanguageSupport | null> {
  if (language.startsWith("python")) return (await import("@codemirror/lang-python")).python();
  if (language.startsWith("javascript")) return (await import("@codemirror/lang-javascript")).javascript();
  if (language.startsWith("typescript")) return (await import("@codemirror/lang-javascript")).javascript({ typescript: true });
  if (language.startsWith("cpp")) return (await import("@codemirror/lang-cpp")).cpp();
  if (language.startsWith("java")) return (await import("@codemirror/lang-java")).java();
  if (language.startsWith("go")) return (await import("@codemirror/lang-go")).go();
  return null;
}

interface ViewOptions {
  parent: HTMLElement;
  text: string;
  label: string;
  describedBy: string;
  extensions: readonly Extension[];
  /** Ctrl-Enter or Cmd-Enter. */
  onRun(): void;
}

export interface CodeView {
  view: EditorView;
  setLanguage(language: string): void;
}

export function createView({ parent, text, label, describedBy, extensions, onRun }: ViewOptions): CodeView {
  const grammar = new Compartment();
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(styleNonce),
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        indentUnit.of("    "),
        bracketMatching(),
        syntaxHighlighting(HIGHLIGHT),
        THEME,
        EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": describedBy, tabindex: "0" }),
        keymap.of([{ key: "Mod-Enter", run: () => (onRun(), true) }, ...defaultKeymap, ...historyKeymap, indentWithTab]),
        grammar.of([]),
        extensions,
      ],
    }),
  });
  let wanted = "";
  return {
    view,
    setLanguage(language) {
      wanted = language;
      void grammarOf(language)
        // Without its grammar the code is plain text.
        .catch(() => null)
        .then((support) => wanted === language && view.dispatch({ effects: grammar.reconfigure(support ?? []) }));
    },
  };
}

export interface Editor {
  setText(text: string): void;
  setLanguage(language: string): void;
  destroy(): void;
}

export function createEditor({
  onChange,
  ...options
}: Omit<ViewOptions, "extensions"> & {
  onChange(text: string): void;
}): Editor {
  const changes = EditorView.updateListener.of((update) => update.docChanged && onChange(update.state.doc.toString()));
  const { view, setLanguage } = createView({ ...options, extensions: [changes] });
  return {
    setText(text) {
      if (text === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    setLanguage,
    destroy: () => view.destroy(),
  };
}
