import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { ApiError } from '../../api/client';
import { useRole, useSession } from '../../api/hooks';
import { usePage } from '../../app/usePage';
import { Failure, Skeleton } from '../../components/States';
import { useText } from '../../i18n';
import { Accounts } from './Accounts';
import { Erasing } from './Erasing';
import { Mail } from './Mail';
import { Register } from './Register';
import { Review } from './Review';
import { Rules } from './Rules';
import { Settings } from './Settings';

export default function AdminPage() {
  const t = useText();
  usePage(t.admin);
  const session = useSession();
  const admin = useRole('admin');
  if (session.isPending) return <div className="page"><Skeleton /></div>;
  return (
    <div className="page">
      <h1>{t.admin}</h1>
      {!admin ? <Failure error={new ApiError(session.data?.account ? 403 : 401, { detail: t.adminOnly })} /> : (
        <Tabs className="admin">
          <TabList className="tabs" aria-label={t.admin}>
            <Tab id="accounts" className="tab">{t.accounts}</Tab>
            <Tab id="review" className="tab">{t.review}</Tab>
            <Tab id="register" className="tab">{t.register}</Tab>
            <Tab id="rules" className="tab">{t.rulesTitle}</Tab>
            <Tab id="erasing" className="tab">{t.erasing}</Tab>
            <Tab id="mail" className="tab">{t.mail}</Tab>
            <Tab id="settings" className="tab">{t.settings}</Tab>
          </TabList>
          <TabPanel id="accounts"><Accounts /></TabPanel>
          <TabPanel id="review"><Review /></TabPanel>
          <TabPanel id="register"><Register /></TabPanel>
          <TabPanel id="rules"><Rules /></TabPanel>
          <TabPanel id="erasing"><Erasing /></TabPanel>
          <TabPanel id="mail"><Mail /></TabPanel>
          <TabPanel id="settings"><Settings /></TabPanel>
        </Tabs>
      )}
    </div>
  );
}
