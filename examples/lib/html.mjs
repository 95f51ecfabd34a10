// The plan as HTML: headings, lists, and tables with their merged cells. LibreOffice makes ODT, DOCX and PDF of it.
import { contents } from './text.mjs';

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const lines = (text) => escape(text).replaceAll('\n', '<br>');

const style = `
@page { size: A4; margin: 2cm 2cm 2.2cm; }
body { font-family: "Noto Serif CJK TC", "Noto Sans CJK TC", serif; font-size: 12pt; line-height: 1.6; }
h1 { font-size: 20pt; } h2 { font-size: 16pt; } h3 { font-size: 14pt; } h4 { font-size: 12pt; }
p.center { text-align: center; } p.title { text-align: center; font-size: 26pt; font-weight: bold; }
table { border-collapse: collapse; width: 100%; font-size: 10pt; line-height: 1.35; }
th, td { border: 1px solid #333; padding: 3px 5px; vertical-align: top; } th { background: #e6edf3; }
p.caption { text-align: center; font-weight: bold; } p.unit { text-align: right; font-size: 10pt; }
h1.chapter { page-break-before: always; }`;

// `paged`: with what only LibreOffice knows, a header with the title and a footer with the page's number.
export function asHtml({ meta, blocks }, { paged = false } = {}) {
  const out = [`<!DOCTYPE html>\n<html lang="${meta.lang ?? 'zh-Hant-TW'}">\n<head>\n<meta charset="utf-8">`];
  out.push(`<title>${escape(meta.title)}</title>\n<style>${style}\n</style>\n</head>\n<body>`);
  if (paged)
    out.push(`<div title="header"><p class="unit">${escape(meta.title)}</p></div>`,
      '<div title="footer"><p class="center"><sdfield type="page" subtype="random" format="page">1</sdfield></p></div>');
  out.push(`<p class="title">${escape(meta.title)}</p>`);
  for (const line of [meta.subtitle, meta.issuer, ...(meta.lines ?? '').split('|')])
    if (line) out.push(`<p class="center">${escape(line)}</p>`);
  out.push(`<p class="caption">${escape(meta.contents ?? '目錄')}</p>`);
  for (const line of contents(blocks)) out.push(`<p>${escape(line)}</p>`);
  for (const block of blocks) {
    if (block.type === 'heading') {
      const chapter = block.level === 1 ? ' class="chapter"' : '';
      out.push(`<h${block.level}${chapter}>${escape(block.text)}</h${block.level}>`);
    }
    if (block.type === 'paragraph') out.push(`<p>${escape(block.text)}</p>`);
    if (block.type === 'list')
      out.push('<ul>', ...block.items.map((item) => `<li>${escape(item)}</li>`), '</ul>');
    if (block.type === 'table') out.push(...table(block));
  }
  out.push('</body>\n</html>\n');
  return out.join('\n');
}

function table(block) {
  const out = [];
  if (block.caption) out.push(`<p class="caption">${escape(block.caption)}</p>`);
  if (block.unit) out.push(`<p class="unit">${escape(block.unit)}</p>`);
  out.push('<table border="1" cellspacing="0" cellpadding="4">');
  block.rows.forEach((row, r) => {
    if (r === 0) out.push('<thead>');
    if (r === block.header) out.push('</thead>', '<tbody>');
    const tag = r < block.header ? 'th' : 'td';
    const cells = row.filter(Boolean).map((cell) => {
      const rows = cell.rows > 1 ? ` rowspan="${cell.rows}"` : '';
      const columns = cell.columns > 1 ? ` colspan="${cell.columns}"` : '';
      return `<${tag}${rows}${columns}>${lines(cell.text)}</${tag}>`;
    });
    out.push(`<tr>${cells.join('')}</tr>`);
  });
  out.push('</tbody>', '</table>');
  return out;
}
