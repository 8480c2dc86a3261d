'use client'

import { useState } from 'react'
import { send } from '../../lib/client/api.ts'
import { routeKeys } from '../../lib/client/query-keys.ts'
import { useChange } from '../../lib/client/use-change.ts'
import type { SettingField } from '../../lib/contract/routes.ts'
import { NOTICE_EVENT_WORDS, ROUTE_SAMPLES, type RouteSample } from '../../lib/domain/notice.ts'
import { ChangeError } from '../settings/change-error.tsx'
import { Button } from '../ui/button.tsx'
import { Callout } from '../ui/callout.tsx'
import { CodeBlock } from '../ui/code-block.tsx'
import { Field } from '../ui/field.tsx'
import { Section } from '../ui/section.tsx'
import { Select } from '../ui/select.tsx'
import { type RouteDraft, sentSettings } from './route-draft.ts'

const SAMPLES = ROUTE_SAMPLES.map((value) => ({
  value,
  label: value === 'digest' ? 'A digest' : NOTICE_EVENT_WORDS[value],
}))

/** Shows what would be sent, and sends it once as a test; the settings need not be saved for either. */
export function RoutePreview({
  draft,
  fields,
  routeId,
}: {
  draft: RouteDraft
  fields: readonly SettingField[]
  routeId: number | null
}) {
  const [sample, setSample] = useState<RouteSample>('opened')
  const wish = { provider: draft.provider, settings: sentSettings(draft.settings, fields), routeId, sample }
  const preview = useChange(() => send<{ contentType: string; body: string }>('POST', '/api/v1/route-previews', wish), {
    changes: [],
  })
  const test = useChange(() => send<{ ok: boolean; detail: string }>('POST', '/api/v1/route-tests', wish), {
    changes: routeId === null ? [] : [routeKeys.deliveries(routeId)],
  })
  return (
    <Section title="Try it" note="With an example issue. A test says that it is one.">
      <div className="flex flex-wrap items-end gap-3">
        <div className="w-56">
          <Field label="Message on">
            <Select options={SAMPLES} value={sample} onChange={setSample} />
          </Field>
        </div>
        <Button busy={preview.isPending} onClick={() => preview.mutate(undefined)}>
          Preview
        </Button>
        <Button busy={test.isPending} onClick={() => test.mutate(undefined)}>
          Send a test
        </Button>
      </div>
      <ChangeError error={test.error ?? preview.error} />
      <div aria-live="polite" className="flex flex-col gap-3">
        {test.data && (
          <Callout
            tone={test.data.ok ? 'ok' : 'danger'}
            title={test.data.ok ? 'The test arrived' : 'The test did not arrive'}
          >
            {!test.data.ok && test.data.detail}
          </Callout>
        )}
        {preview.data && <CodeBlock label="the message" code={readable(preview.data)} wrap />}
      </div>
    </Section>
  )
}

/** JSON is sent without blanks; people read it with them. */
function readable({ contentType, body }: { contentType: string; body: string }): string {
  if (!contentType.includes('json')) return body
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
