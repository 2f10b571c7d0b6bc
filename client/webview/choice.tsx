interface Props {
  readonly name: string;
  /** Empty: all. */
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChange: (value: string) => void;
}

/** A list to choose one value or all of them from; nothing where there is nothing to choose. */
export function Choice({ name, value, options, onChange }: Props) {
  if (options.length === 0) return null;
  return (
    <select
      aria-label={name}
      class={value === '' ? '' : 'chosen'}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    >
      <option value="">{name}</option>
      {options.map(([each, text]) => (
        <option key={each} value={each}>
          {text}
        </option>
      ))}
    </select>
  );
}
