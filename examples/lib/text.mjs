// The plan as plain text (tables as lines with tabs) and as Markdown (tables with bars). Neither can merge cells: a
// covered cell is empty, as in texts that were taken out of PDF files.
const oneLine = (text) => text.replaceAll('\n', ' ');

export function asText({ meta, blocks }) {
  const out = ['', meta.title, meta.subtitle, '', meta.issuer, ...(meta.lines ?? '').split('|'), ''];
  out.push(meta.contents ?? '目錄', '', ...contents(blocks), '');
  for (const block of blocks) {
    if (block.type === 'heading') out.push(block.text, '');
    if (block.type === 'paragraph') out.push(block.text, '');
    if (block.type === 'list') out.push(...block.items.map((item) => `- ${item}`), '');
    if (block.type === 'table') {
      out.push(...captions(block));
      for (const row of block.rows) out.push(row.map((cell) => (cell ? oneLine(cell.text) : '')).join('\t'));
      out.push('');
    }
  }
  return out.filter((line) => line !== undefined).join('\n');
}

export function asMarkdown({ meta, blocks }) {
  const out = [`# ${meta.title} ${meta.subtitle ?? ''}`.trimEnd(), '', meta.issuer, ''];
  for (const line of (meta.lines ?? '').split('|')) out.push(line, '');
  const cellText = (cell) => (cell ? cell.text.replaceAll('|', '\\|').replaceAll('\n', '<br>') : '');
  for (const block of blocks) {
    if (block.type === 'heading') out.push(`${'#'.repeat(block.level + 1)} ${block.text}`, '');
    if (block.type === 'paragraph') out.push(block.text, '');
    if (block.type === 'list') out.push(...block.items.map((item) => `- ${item}`), '');
    if (block.type === 'table') {
      for (const line of captions(block)) out.push(line, '');
      block.rows.forEach((row, i) => {
        out.push(`| ${row.map(cellText).join(' | ')} |`);
        if (i === 0) out.push(`|${row.map(() => ' --- |').join('')}`);
      });
      out.push('');
    }
  }
  return out.join('\n');
}

export const captions = (table) => [table.caption, table.unit].filter(Boolean);

export const contents = (blocks) =>
  blocks.filter((block) => block.type === 'heading' && block.level === 1).map((block) => block.text);
