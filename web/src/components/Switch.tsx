import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';

interface Props { label: string; value: string; choices: { id: string; label: string }[]; onChange: (id: string) => void }

// Two or three ways of seeing the same thing.
export function Switch({ label, value, choices, onChange }: Props) {
  return (
    <ToggleButtonGroup className="switch" aria-label={label} selectionMode="single" disallowEmptySelection selectedKeys={[value]} onSelectionChange={(keys) => { const [id] = [...keys]; if (id !== undefined) onChange(String(id)); }}>
      {choices.map((c) => <ToggleButton key={c.id} id={c.id} className="switch-part">{c.label}</ToggleButton>)}
    </ToggleButtonGroup>
  );
}
