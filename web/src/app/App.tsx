import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { retry } from '../api/hooks';
import { Skeleton } from '../components/States';
import { Toasts } from '../components/Toast';
import { LanguageProvider } from '../i18n';
import { Boundary } from './Boundary';
import { Layout } from './Layout';

const client = new QueryClient({ defaultOptions: { queries: { retry, staleTime: 10_000, refetchOnWindowFocus: true } } });

// One chunk a page: a reader of one node does not load the administrator's tables.
const Home = lazy(() => import('../pages/home/HomePage'));
const Plan = lazy(() => import('../pages/plan/PlanPage'));
const Tree = lazy(() => import('../pages/plan/TreeTab'));
const Table = lazy(() => import('../pages/plan/TableTab'));
const Schedule = lazy(() => import('../pages/plan/ScheduleTab'));
const Indicators = lazy(() => import('../pages/plan/IndicatorsTab'));
const Budgets = lazy(() => import('../pages/plan/BudgetsTab'));
const Facts = lazy(() => import('../pages/plan/FactsTab'));
const Findings = lazy(() => import('../pages/plan/FindingsTab'));
const History = lazy(() => import('../pages/plan/HistoryTab'));
const Node = lazy(() => import('../pages/node/NodePage'));
const Diff = lazy(() => import('../pages/diff/DiffPage'));
const Desk = lazy(() => import('../pages/desk/DeskPage'));
const PlanDesk = lazy(() => import('../pages/desk/PlanDeskPage'));
const Agencies = lazy(() => import('../pages/agencies/AgenciesPage'));
const Agency = lazy(() => import('../pages/agencies/AgencyPage'));
const Search = lazy(() => import('../pages/search/SearchPage'));
const Documents = lazy(() => import('../pages/documents/DocumentsPage'));
const Document = lazy(() => import('../pages/documents/DocumentPage'));
const Upload = lazy(() => import('../pages/upload/UploadPage'));
const SignIn = lazy(() => import('../pages/account/SignInPage'));
const Account = lazy(() => import('../pages/account/AccountPage'));
const Admin = lazy(() => import('../pages/admin/AdminPage'));
const Verify = lazy(() => import('../pages/admin/VerifyPage'));
const Overview = lazy(() => import('../pages/evaluation/OverviewPage'));
const Evaluation = lazy(() => import('../pages/evaluation/EvaluationTab'));
const Audit = lazy(() => import('../pages/audit/AuditPage'));
const Notices = lazy(() => import('../pages/notices/NoticesPage'));
const Measures = lazy(() => import('../pages/measures/MeasuresPage'));
const ElementView = lazy(() => import('../pages/measures/ElementPage'));
const Alerts = lazy(() => import('../pages/alerts/AlertsPage'));
const AlertView = lazy(() => import('../pages/alerts/AlertPage'));
const Work = lazy(() => import('../pages/work/WorkPage'));
const Cycles = lazy(() => import('../pages/cycles/CyclesTab'));
const CycleView = lazy(() => import('../pages/cycles/CyclePage'));
const Revisions = lazy(() => import('../pages/revision/RevisionsTab'));
const RevisionView = lazy(() => import('../pages/revision/RevisionPage'));
const RevisionDesk = lazy(() => import('../pages/revision/RevisionDeskPage'));
const PlanMeetings = lazy(() => import('../pages/meetings/MeetingsTab'));
const Meetings = lazy(() => import('../pages/meetings/MeetingsPage'));
const MeetingView = lazy(() => import('../pages/meetings/MeetingPage'));
const Report = lazy(() => import('../pages/report/ReportPage'));
const Calendar = lazy(() => import('../pages/calendar/CalendarPage'));
const Delegations = lazy(() => import('../pages/delegations/DelegationsPage'));
const Items = lazy(() => import('../pages/items/ItemsTab'));
const Keys = lazy(() => import('../pages/items/KeysTab'));
const HeatMap = lazy(() => import('../pages/evaluation/HeatMapTab'));
const Standards = lazy(() => import('../pages/evaluation/StandardsTab'));
const Approvals = lazy(() => import('../pages/cycles/ApprovalsPage'));
const Stocks = lazy(() => import('../pages/stocks/StocksPage'));
const StockMaterial = lazy(() => import('../pages/stocks/MaterialPage'));
const StockSite = lazy(() => import('../pages/stocks/SitePage'));
const StockWhatIf = lazy(() => import('../pages/stocks/WhatIfPage'));
const StockShortages = lazy(() => import('../pages/stocks/ShortagesPage'));
const StockShortage = lazy(() => import('../pages/stocks/ShortagePage'));
const Gallery = lazy(() => import('../pages/gallery/GalleryPage'));
const Missing = lazy(() => import('../pages/MissingPage'));

export function App() {
  return (
    <LanguageProvider>
      <QueryClientProvider client={client}>
        <BrowserRouter>
          <Layout>
            <Boundary>
              <Suspense fallback={<div className="page"><Skeleton /></div>}>
                <Routes>
                  <Route index element={<Home />} />
                  <Route path="plans/:plan" element={<Plan />}>
                    <Route index element={<Tree />} />
                    <Route path="table" element={<Table />} />
                    <Route path="schedule" element={<Schedule />} />
                    <Route path="indicators" element={<Indicators />} />
                    <Route path="budgets" element={<Budgets />} />
                    <Route path="facts" element={<Facts />} />
                    <Route path="findings" element={<Findings />} />
                    <Route path="evaluation" element={<Evaluation />} />
                    <Route path="heatmap" element={<HeatMap />} />
                    <Route path="standards" element={<Standards />} />
                    <Route path="items" element={<Items />} />
                    <Route path="keys" element={<Keys />} />
                    <Route path="cycles" element={<Cycles />} />
                    <Route path="revisions" element={<Revisions />} />
                    <Route path="meetings" element={<PlanMeetings />} />
                    <Route path="history" element={<History />} />
                  </Route>
                  <Route path="plans/:plan/nodes/*" element={<Node />} />
                  <Route path="plans/:plan/desk" element={<PlanDesk />} />
                  <Route path="plans/:plan/diff" element={<Diff />} />
                  <Route path="plans/:plan/revisions/:number" element={<RevisionView />} />
                  <Route path="plans/:plan/revisions/:number/edit" element={<RevisionDesk />} />
                  <Route path="meetings" element={<Meetings />} />
                  <Route path="meetings/:meeting" element={<MeetingView />} />
                  <Route path="plans/:plan/cycles/:cycle" element={<CycleView />} />
                  <Route path="plans/:plan/cycles/:cycle/approvals" element={<Approvals />} />
                  <Route path="reports/:plan/:cycle/*" element={<Report />} />
                  <Route path="overview" element={<Overview />} />
                  <Route path="calendar" element={<Calendar />} />
                  <Route path="delegations" element={<Delegations />} />
                  <Route path="audit" element={<Audit />} />
                  <Route path="notices" element={<Notices />} />
                  <Route path="stocks" element={<Stocks />} />
                  <Route path="stocks/materials/:material" element={<StockMaterial />} />
                  <Route path="stocks/materials/:material/sites/:site" element={<StockSite />} />
                  <Route path="stocks/what-if" element={<StockWhatIf />} />
                  <Route path="stocks/shortages" element={<StockShortages />} />
                  <Route path="stocks/shortages/:shortage" element={<StockShortage />} />
                  <Route path="measures" element={<Measures />} />
                  <Route path="measures/*" element={<ElementView />} />
                  <Route path="alerts" element={<Alerts />} />
                  <Route path="alerts/:alert" element={<AlertView />} />
                  <Route path="work" element={<Work />} />
                  <Route path="desk" element={<Desk />} />
                  <Route path="agencies" element={<Agencies />} />
                  <Route path="agencies/:name" element={<Agency />} />
                  <Route path="search" element={<Search />} />
                  <Route path="documents" element={<Documents />} />
                  <Route path="documents/:sha" element={<Document />} />
                  <Route path="upload" element={<Upload />} />
                  <Route path="sign-in" element={<SignIn />} />
                  <Route path="account" element={<Account />} />
                  <Route path="admin" element={<Admin />} />
                  <Route path="verify" element={<Verify />} />
                  <Route path="gallery" element={<Gallery />} />
                  <Route path="*" element={<Missing />} />
                </Routes>
              </Suspense>
            </Boundary>
          </Layout>
          <Toasts />
        </BrowserRouter>
      </QueryClientProvider>
    </LanguageProvider>
  );
}
