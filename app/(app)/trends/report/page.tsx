import { PrintButton } from '../../../../components/trends/print-button.tsx'
import { TeamReport } from '../../../../components/trends/team-report.tsx'
import { Callout } from '../../../../components/ui/callout.tsx'
import { PageHeader } from '../../../../components/ui/page-header.tsx'
import { currentActor } from '../../../../lib/auth/session.ts'
import { MetricsScope } from '../../../../lib/contract/metrics.ts'
import { teamReports } from '../../../../lib/service/metrics/team-reports.ts'

export const metadata = { title: 'Trends, one page a team' }

export default async function Page({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const signedIn = await currentActor()
  if (!signedIn) return null
  const scope = MetricsScope.safeParse(await searchParams)
  const reports = scope.success ? await teamReports(signedIn.actor, scope.data) : null
  return (
    <>
      <div className="print:hidden">
        <PageHeader title="Trends, one page a team" actions={<PrintButton />} />
      </div>
      {scope.success && reports?.ok ? (
        reports.value.length === 0 ? (
          <p className="px-4 text-muted">Nothing happened to any team in this period or the one before.</p>
        ) : (
          reports.value.map(({ key, label, metrics }) => (
            <TeamReport key={key} name={label} metrics={metrics} as={scope.data.as} />
          ))
        )
      ) : (
        <Callout tone="danger" title="This period cannot be shown">
          {reports && !reports.ok ? reports.failure.detail : 'The address has a filter that is not known.'}
        </Callout>
      )}
    </>
  )
}
