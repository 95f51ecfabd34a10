// Kinds of trouble as large numbers to choose from; beneath them the chosen one's list. Printed, all of them stand.
import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { showDecimal } from '../lib/numbers';

export interface Problem { id: string; title: string; count: number; body: () => ReactNode; print?: () => ReactNode }

export function Problems({ label, problems }: { label: string; problems: Problem[] }) {
  const first = problems.find((p) => p.count) ?? problems[0];
  return (
    <>
      <Tabs className="problems" {...(first ? { defaultSelectedKey: first.id } : {})}>
        <TabList className="problem-list" aria-label={label}>
          {problems.map((p) => <Tab key={p.id} id={p.id} className={`problem${p.count ? '' : ' problem-none'}`}><span className="problem-count">{showDecimal(p.count)}</span><span>{p.title}</span></Tab>)}
        </TabList>
        {problems.map((p) => <TabPanel key={p.id} id={p.id} className="problem-panel">{p.body()}</TabPanel>)}
      </Tabs>
      <div className="print-only">{problems.filter((p) => p.count && p.print).map((p) => <section key={p.id} className="problem-print"><h3>{p.title}　{showDecimal(p.count)}</h3>{p.print!()}</section>)}</div>
    </>
  );
}
