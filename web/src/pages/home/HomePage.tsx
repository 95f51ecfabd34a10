import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useApi } from '../../api/hooks';
import type { PlanHead } from '../../api/types';
import { usePage } from '../../app/usePage';
import { Button } from '../../components/Button';
import { SearchField } from '../../components/Fields';
import { Link, useAddress } from '../../components/Link';
import { CONTENT } from '../../components/Marks';
import { Async, Empty } from '../../components/States';
import { useText } from '../../i18n';
import { visits } from '../../lib/recent';
import { PlanEntry } from './PlanEntry';

export default function HomePage() {
  const t = useText();
  usePage(undefined);
  const plans = useApi<{ plans: PlanHead[] }>('/plans');
  const navigate = useNavigate();
  const address = useAddress();
  const [text, setText] = useState('');
  const recent = visits();
  return (
    <div className="page">
      <section className="home-head">
        <h1>{t.homeTitle}</h1>
        <p className="lede">{t.homeLede}</p>
        <form role="search" className="home-search" onSubmit={(e) => { e.preventDefault(); if (text.trim()) void navigate(address(`/search?q=${encodeURIComponent(text.trim())}`)); }}>
          <SearchField wide label={t.searchAll} value={text} onChange={setText} />
          <Button type="submit" look="primary">{t.search}</Button>
        </form>
      </section>
      <div className="home">
        <section aria-labelledby="plans">
          <div className="section-head"><h2 id="plans">{t.plans}</h2><Link to="/upload" className="button">{t.upload}</Link></div>
          <Async query={plans}>
            {(data) => data.plans.length
              ? <ul className="entries">{data.plans.map((plan) => <PlanEntry key={plan.id} plan={plan} />)}</ul>
              : <Empty title={t.noPlans} actions={<Link className="button button-primary" to="/upload">{t.upload}</Link>}><p>{t.noPlansText}</p></Empty>}
          </Async>
        </section>
        {recent.length > 0 && (
          <section aria-labelledby="recent" className="home-recent">
            <h2 id="recent">{t.recent}</h2>
            <ul className="plain-list">
              {recent.map((v) => <li key={v.address}><Link to={v.address} lang={CONTENT}>{v.title}</Link><span className="quiet" lang={CONTENT}>{v.under}</span></li>)}
            </ul>
          </section>
        )}
      </div>
    </div>
  );
}
