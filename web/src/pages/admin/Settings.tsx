import { send } from '../../api/client';
import { useApi } from '../../api/hooks';
import { Checkbox } from '../../components/Fields';
import { Async, Failure } from '../../components/States';
import { tell } from '../../components/Toast';
import { useText } from '../../i18n';
import { useWrite } from './useWrite';

interface Values { public_reading: boolean }

export function Settings() {
  const t = useText();
  const settings = useApi<Values>('/settings', {}, { now: true });
  const write = useWrite((values: Partial<Values>) => send('PATCH', '/settings', values).then(() => tell(t.saved)));
  return (
    <section className="settings">
      {write.error && <Failure error={write.error} />}
      <Async query={settings}>
        {(data) => (
          <>
            <Checkbox checked={data.public_reading} onChange={(on) => void write.run({ public_reading: on })}>{t.publicReading}</Checkbox>
            <p className="field-hint">{t.publicReadingText}</p>
          </>
        )}
      </Async>
    </section>
  );
}
