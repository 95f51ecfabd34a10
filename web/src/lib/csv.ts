import { demoName, demoRows } from './store';

// CSV as RFC 4180 with a BOM, so that spreadsheets read the Chinese. A cell that a spreadsheet would run is defused.
export function csvCell(value: string): string {
  const safe = /^[=+@\t\r]/.test(value) || (/^-/.test(value) && !/^-?[\d,.]+$/.test(value)) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function toCsv(header: string[], rows: string[][]): string {
  const [head, lines] = demoRows(header, rows);
  return '\uFEFF' + [head, ...lines].map((row) => row.map(csvCell).join(',')).join('\r\n') + '\r\n';
}

export function toTsv(header: string[], rows: string[][]): string {
  return [header, ...rows].map((row) => row.map((cell) => cell.replace(/[\t\r\n]+/g, ' ')).join('\t')).join('\n');
}

export function download(name: string, text: string, type = 'text/csv;charset=utf-8'): void {
  const link = document.createElement('a');
  const url = URL.createObjectURL(new Blob([text], { type }));
  link.href = url;
  link.download = demoName(name);
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
