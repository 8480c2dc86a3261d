'use client'

import { NOTICE_EVENT_WORDS, ROUTE_EVENTS } from '../../lib/domain/notice.ts'
import { ISSUE_KINDS, STAGES } from '../../lib/domain/observation.ts'
import { SEVERITIES } from '../../lib/domain/severity.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { Section } from '../ui/section.tsx'
import { Choices, plainOptions } from './choices.tsx'
import type { RouteDraft } from './route-draft.ts'

const EVENTS = ROUTE_EVENTS.map((value) => ({ value, label: NOTICE_EVENT_WORDS[value] }))
const SEVERITY = SEVERITIES.map((value) => ({
  value,
  label: value === 'unknown' ? 'Not known' : `${value.slice(0, 1).toUpperCase()}${value.slice(1)}`,
}))
const ENVIRONMENTS = plainOptions(['production', 'staging', 'development', 'unknown'] as const)

/** What is told of: the events, and of which issues. */
export function RouteLimits({ draft, onChange }: { draft: RouteDraft; onChange: (part: Partial<RouteDraft>) => void }) {
  const { filter } = draft
  const limit = (part: Partial<RouteDraft['filter']>) => onChange({ filter: { ...filter, ...part } })
  return (
    <Section title="What is told" note="Tick none to set no limit; all limits hold together.">
      <div className="flex flex-col gap-4">
        <Choices legend="Events" options={EVENTS} chosen={draft.events} onChange={(events) => onChange({ events })} />
        <Choices
          legend="Severity"
          options={SEVERITY}
          chosen={filter.severities}
          onChange={(severities) => limit({ severities })}
        />
        <div className="max-w-40">
          <Field label="Least risk" optional>
            <Input
              type="number"
              min={0}
              max={100}
              value={filter.minRisk ?? ''}
              onChange={(event) => limit({ minRisk: event.target.value === '' ? null : Number(event.target.value) })}
            />
          </Field>
        </div>
        <Choices
          legend="First seen at"
          options={plainOptions(STAGES)}
          chosen={filter.stages}
          onChange={(stages) => limit({ stages })}
        />
        <Choices
          legend="Runs in"
          hint="unknown: nowhere that is known"
          options={ENVIRONMENTS}
          chosen={filter.environments}
          onChange={(environments) => limit({ environments })}
        />
        <Choices
          legend="Kind"
          options={plainOptions(ISSUE_KINDS)}
          chosen={filter.kinds}
          onChange={(kinds) => limit({ kinds })}
        />
        {draft.teamId === null && (
          <Checkbox checked={filter.unowned} onChange={(unowned) => limit({ unowned })}>
            Only what nobody owns
          </Checkbox>
        )}
      </div>
    </Section>
  )
}
