import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Editor } from "../editor/code-mirror.js";
import { words } from "../words.js";

interface Properties {
  text: string;
  language: string;
  label: string;
  onChange: (text: string) => void;
  onRun?: () => void;
}

/** A text area until the editor is loaded, and for good where it cannot be loaded. */
export function CodeEditor({ text, language, label, onChange, onRun }: Properties) {
  const parent = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | null>(null);
  const [loaded, setLoaded] = useState(false);
  const hint = useId();
  // The editor lives longer than the functions of one rendering.
  const latest = useRef({ text, language, onChange, onRun });
  latest.current = { text, language, onChange, onRun };

  useEffect(() => {
    let ended = false;
    void import("../editor/code-mirror.js")
      .then(({ createEditor }) => {
        if (ended || !parent.current) return;
        editor.current = createEditor({
          parent: parent.current,
          text: latest.current.text,
          label,
          describedBy: hint,
          onChange: (changed) => latest.current.onChange(changed),
          onRun: () => latest.current.onRun?.(),
        });
        editor.current.setLanguage(latest.current.language);
        setLoaded(true);
      })
      .catch(() => undefined);
    return () => {
      ended = true;
      editor.current?.destroy();
      editor.current = null;
    };
  }, []);
  useEffect(() => editor.current?.setText(text), [text]);
  useEffect(() => editor.current?.setLanguage(language), [language]);

  return (
    <div class="editor">
      <div ref={parent} class="code" />
      {loaded ? null : (
        <textarea
          class="code"
          aria-label={label}
          aria-describedby={hint}
          spellcheck={false}
          value={text}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
      <p id={hint} class="quiet small">
        {words.problem.editorHint}
      </p>
    </div>
  );
}
