// What the session says of the store: its day (a demonstration's is simulated, and a machine's clock may be
// anywhere), and whether all of it is made up.
import { spanOf, todayInTaipei } from './period';

let day: string | undefined;
let made_up = false;

export function knowStore(session: { today?: string; demo?: boolean }): void {
  day = session.today;
  made_up = session.demo === true;
}

export const isDemo = (): boolean => made_up;
export const today = (): string => day ?? todayInTaipei();
// The same as a number, for time axes.
export const todayAt = (): number => spanOf(today())?.start ?? Date.now();

// What leaves the page as a file says 示範 in its name and in each row.
export const DEMO = '示範';
export const demoName = (name: string): string => (made_up ? `${DEMO}-${name}` : name);
export const demoRows = (header: string[], rows: string[][]): [string[], string[][]] =>
  made_up ? [[...header, 'demo'], rows.map((row) => [...row, DEMO])] : [header, rows];
