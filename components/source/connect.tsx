'use client'

import { parseAsStringLiteral, useQueryState } from 'nuqs'
import type { Source } from '../../lib/contract/sources.ts'
import { CodeBlock } from '../ui/code-block.tsx'
import { Section } from '../ui/section.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { Time } from '../ui/time.tsx'
import { type Addresses, admissionSnippets, ciSnippets, falcoSnippets, type Snippet } from './snippets.ts'

const STEPS = ['build', 'deploy', 'runtime'] as const

/** The three connections, each with lines to copy and what came of it so far. */
export function Connect({ addresses, sources }: { addresses: Addresses; sources: readonly Source[] }) {
  const [step, setStep] = useQueryState('connect', parseAsStringLiteral(STEPS).withDefault('build'))
  const panel = (kind: Source['kind'], need: string, waiting: string, snippets: Snippet[]) => (
    <div className="flex flex-col gap-4">
      <LastSeen rows={sources.filter((source) => source.kind === kind)} waiting={waiting} />
      <p className="text-sm">
        You need a token for <strong className="font-medium">{need}</strong> (below).
      </p>
      {snippets.map(({ name, code }) => (
        <div key={name} className="flex flex-col gap-1">
          <h3 className="font-medium text-sm">{name}</h3>
          <CodeBlock code={code} label={name} />
        </div>
      ))}
    </div>
  )
  return (
    <Section title="Connect">
      <Tabs
        label="Stage"
        value={step}
        onChange={setStep}
        items={[
          {
            value: 'build',
            label: 'Build: scan reports',
            content: panel('reports', 'reports', 'Waiting for the first report', ciSnippets(addresses)),
          },
          {
            value: 'deploy',
            label: 'Deploy: the API server',
            content: panel('admission', 'admission', 'Waiting for the first admission', admissionSnippets(addresses)),
          },
          {
            value: 'runtime',
            label: 'Runtime: Falco',
            content: panel('events', 'events', 'Waiting for the first event', falcoSnippets(addresses)),
          },
        ]}
      />
    </Section>
  )
}

/** What came last, or that we wait; it turns by itself, because the page listens. */
function LastSeen({ rows, waiting }: { rows: readonly Source[]; waiting: string }) {
  const seen = rows.filter((row) => row.lastAt !== null)
  return (
    <p role="status" className="flex items-center gap-2 text-muted text-sm">
      {seen.length === 0 ? (
        <>
          <span aria-hidden="true" className="size-2 animate-pulse rounded-full bg-accent" />
          {waiting}
        </>
      ) : (
        <>
          <span aria-hidden="true" className="size-2 rounded-full bg-ok" />
          <span>
            Connected: {seen.map((row) => row.name).join(', ')}, last <Time at={newest(seen)} />
          </span>
        </>
      )}
    </p>
  )
}

function newest(rows: readonly Source[]): string {
  return rows.reduce((last, { lastAt }) => (lastAt !== null && lastAt > last ? lastAt : last), '')
}
