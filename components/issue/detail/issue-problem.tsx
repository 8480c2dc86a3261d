import type { IssueDetail } from '../../../lib/contract/issue-detail.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { DescriptionList } from '../../ui/description-list.tsx'
import { Time } from '../../ui/time.tsx'
import { Unknown } from '../../ui/unknown.tsx'
import { ExploitPrediction, KnownExploited } from './exploitation.tsx'

type Problem = IssueDetail['problem']

/** What the problem is in general, wherever it occurs: its names, ratings and references. */
export function IssueProblem({ issue }: { issue: IssueDetail }) {
  const { problem, kind, key } = issue
  return (
    <div className="flex flex-col gap-3">
      {problem.description && (
        <p className="max-w-[88ch] whitespace-pre-line text-sm [overflow-wrap:anywhere]">{problem.description}</p>
      )}
      <DescriptionList
        items={[
          { term: 'Name', value: problem.name },
          ...(problem.aliases.length > 0 ? [{ term: 'Also known as', value: problem.aliases.join(', ') }] : []),
          ...(problem.package
            ? [{ term: 'Package', value: <Mono text={problem.package.purl} label="package" /> }]
            : []),
          ...(kind === 'vulnerability' ? ratings(problem) : []),
          ...(problem.links.length > 0 ? [{ term: 'References', value: <Links links={problem.links} /> }] : []),
          { term: 'Identity', value: <Mono text={key} label="identity" /> },
        ]}
      />
    </div>
  )
}

function ratings(problem: Problem) {
  const { cvss, cwes, publishedAt, modifiedAt } = problem
  return [
    {
      term: 'CVSS',
      value:
        cvss.length === 0 ? null : (
          <ul>
            {cvss.map(({ version, vector, score, source }) => (
              <li key={`${source} ${version} ${vector}`}>
                {score.toFixed(1)}{' '}
                <span className="text-muted">
                  by {source}, v{version}
                </span>{' '}
                <span className="font-mono text-xs">{vector}</span>
              </li>
            ))}
          </ul>
        ),
    },
    { term: 'Weakness', value: cwes.join(', ') || null },
    { term: 'Exploited (KEV)', value: <KnownExploited problem={problem} /> },
    { term: 'Exploitation (EPSS)', value: <ExploitPrediction problem={problem} /> },
    {
      term: 'Published',
      value: publishedAt ? (
        <>
          <Time at={publishedAt} as="day" />
          {modifiedAt && (
            <span className="text-muted">
              {' '}
              (changed <Time at={modifiedAt} as="day" />)
            </span>
          )}
        </>
      ) : (
        <Unknown />
      ),
    },
  ]
}

function Mono({ text, label }: { text: string; label: string }) {
  return (
    <span className="inline-flex min-w-0 items-start gap-1">
      <code className="min-w-0 font-mono text-xs leading-6 [overflow-wrap:anywhere]">{text}</code>
      <CopyButton text={text} label={`Copy ${label}`} />
    </span>
  )
}

function Links({ links }: Pick<Problem, 'links'>) {
  return (
    <ul>
      {links.map((link) => (
        <li key={link}>
          <a
            href={link}
            target="_blank"
            rel="noreferrer noopener"
            className="inline-flex min-h-6 items-center underline underline-offset-4"
          >
            {link}
          </a>
        </li>
      ))}
    </ul>
  )
}
