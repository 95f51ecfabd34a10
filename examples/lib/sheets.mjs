// The plan as a workbook (flat ODS, which LibreOffice makes an XLSX of): one row per item, then the tables of the
// document that hold figures, each on its own sheet with its merged cells.
const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const paragraphs = (text) => text.split('\n').map((line) => `<text:p>${escape(line)}</text:p>`).join('');

// Figures are numbers in the sheet, shown with the separators that the document prints; all else is text.
function cell(content) {
  if (content === null) return '<table:covered-table-cell/>';
  const { text, rows, columns } = content;
  const spans = rows > 1 || columns > 1
    ? ` table:number-rows-spanned="${rows}" table:number-columns-spanned="${columns}"` : '';
  const plain = text.replaceAll(',', '');
  const value = /^\d+(\.\d+)?$/.test(plain)
    ? ` office:value-type="float" office:value="${plain}"${text === plain ? '' : ' table:style-name="grouped"'}`
    : ' office:value-type="string"';
  return `<table:table-cell${spans}${value}>${paragraphs(text)}</table:table-cell>`;
}

const sheet = (name, rows) => `<table:table table:name="${escape(name)}">
${rows.map((row) => `<table:table-row>${row.map(cell).join('')}</table:table-row>`).join('\n')}
</table:table>`;

const plain = (rows) => rows.map((row) => row.map((text) => ({ text: String(text ?? ''), rows: 1, columns: 1 })));

function items(goals) {
  const rows = [['編號', '類別', '名稱', '主辦機關', '協辦機關', '起訖時程', '說明']];
  for (const goal of goals) {
    rows.push([goal.label, '目標', goal.title, '', '', '', goal.about]);
    for (const strategy of goal.strategies) {
      rows.push([strategy.label, '策略', strategy.title, strategy.lead, '', '', strategy.about]);
      for (const measure of strategy.measures) {
        rows.push([measure.label, '措施', measure.title, measure.lead, measure.co, '', measure.about]);
        for (const practice of measure.practices) {
          rows.push([`${measure.label} ${practice.label}`, '具體作法', practice.title, '', '', '', '']);
          for (const item of practice.items)
            rows.push([`${measure.label} ${item.label}`, '重點工作項目', item.title, '', '', item.time, '']);
        }
      }
    }
  }
  return rows;
}

export function asSheets({ meta, blocks, outline }) {
  const sheets = [];
  if (outline.length > 0) sheets.push(sheet('綱要', plain(items(outline))));
  const names = new Set(['綱要']);
  for (const block of blocks.filter((each) => each.type === 'table' && each.caption)) {
    const width = block.rows[0].length;
    const lines = [block.caption, block.unit].filter(Boolean)
      .map((text) => [{ text, rows: 1, columns: width }, ...Array(width - 1).fill(null)]);
    let name = block.caption.replace(/^(?:表|Table) ?\d+ /, '').slice(0, 28);
    while (names.has(name)) name += '2';
    names.add(name);
    sheets.push(sheet(name, [...lines, ...block.rows]));
  }
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:meta><dc:title>${escape(meta.title)}</dc:title></office:meta>
<office:automatic-styles>
<number:number-style style:name="thousands"><number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/></number:number-style>
<style:style style:name="grouped" style:family="table-cell" style:data-style-name="thousands"/>
</office:automatic-styles>
<office:body><office:spreadsheet>
${sheets.join('\n')}
</office:spreadsheet></office:body>
</office:document>
`;
}
