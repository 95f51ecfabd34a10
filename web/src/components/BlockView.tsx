import type { Block, Source, TableCell } from '../api/types';
import { useText } from '../i18n';
import { cellWithin } from '../lib/spans';

// One paragraph, heading, list item or table of a document. Text is shown as text, whatever marks it holds.
export function BlockView({ block, lit, place }: { block: Block; lit: boolean; place?: Source | undefined }) {
  if (block.table) return <BlockTable rows={block.table.rows} place={place} />;
  const text = <>{block.marker && <span className="marker">{block.marker}</span>}{block.text}</>;
  const shown = lit ? <mark>{text}</mark> : text;
  if (block.kind === 'heading') return <p className={`block-text block-heading block-level-${Math.min(block.level ?? 1, 4)}`}>{shown}</p>;
  return <p className={`block-text${block.bold ? ' block-bold' : ''}${block.aside ? ' block-aside' : ''}`}>{shown}</p>;
}

function BlockTable({ rows, place }: { rows: TableCell[][]; place: Source | undefined }) {
  const t = useText();
  return (
    <div className="block-table" tabIndex={0} role="group" aria-label={t.table}>
      <table>
        <tbody>
          {rows.map((row, r) => (
            <tr key={r}>
              {row.map((cell, c) => {
                const Cell = cell.header ? 'th' : 'td';
                return <Cell key={c} colSpan={cell.span ?? 1} rowSpan={cell.rows ?? 1} className={place && cellWithin(cell, place) ? 'cell-lit' : undefined}>{cell.text}</Cell>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
