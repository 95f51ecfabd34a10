const COLOURS = ['ink', 'ink-2', 'ink-3', 'line', 'line-2', 'ground', 'ground-2', 'ground-3', 'accent', 'accent-ground', 'lit', 'error', 'warning', 'note'];
const SPACES = ['1', '2', '3', '4', '5', '6'];
const TYPES = ['xl', 'l', 'm', 's', 'xs'];

export function Colours() {
  return (
    <>
      <ul className="swatches">{COLOURS.map((c) => <li key={c}><span className="swatch" style={{ background: `var(--${c})` }} /><span className="mono">{c}</span></li>)}</ul>
      <ul className="swatches">{SPACES.map((x) => <li key={x}><span className="space" style={{ width: `var(--s${x})` }} /><span className="mono">s{x}</span></li>)}</ul>
      <ul className="plain-list">{TYPES.map((x) => <li key={x} style={{ fontSize: `var(--t-${x})` }}>綱舉目張 Gangmu 110年第1季 1,234 <span className="mono">t-{x}</span></li>)}</ul>
    </>
  );
}
