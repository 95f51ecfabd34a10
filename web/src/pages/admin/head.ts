// A ledger head as prints and exports show it, NUMBER:HASH with 12 to 64 hex digits, wherever it stands in a text; broken
// lines and full-width forms, as copied from paper, do no harm.
export function headIn(text: string): string | undefined {
  const plain = text.normalize('NFKC');
  const found = /(?<![0-9a-fA-F])(\d{1,15})\s*:\s*([0-9a-fA-F](?:\s?[0-9a-fA-F]){11,63})(?![0-9a-fA-F])/.exec(plain);
  return found ? `${found[1]}:${found[2]!.replace(/\s/g, '').toLowerCase()}` : undefined;
}
