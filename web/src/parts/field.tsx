import type { PartialInputHTMLAttributes } from "preact";
import { useId } from "preact/hooks";

interface FieldProperties extends Pick<
  PartialInputHTMLAttributes<HTMLInputElement>,
  "autoComplete" | "maxLength" | "min" | "name" | "required" | "step"
> {
  label: string;
  /** Of the text field; other kinds have controls of their own. */
  type?: "text" | "email" | "password" | "search" | "datetime-local";
  value: string;
  onInput: (event: { currentTarget: HTMLInputElement }) => void;
  fault?: string | undefined;
}

/** A labelled input with the server's message about it. */
export function Field({ label, fault, type = "text", ...input }: FieldProperties) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        {...input}
        type={type as "text"}
        id={id}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
      />
      {fault ? (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      ) : null}
    </div>
  );
}

interface Choice {
  value: string;
  label: string;
}

export function Select({
  label,
  value,
  choices,
  onChange,
}: {
  label: string;
  value: string;
  choices: readonly Choice[];
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
