import * as contract from '../../../../../lib/contract/issues.ts'
import { issueExport } from '../../../../../lib/http/issue-export.ts'
import { route } from '../../../../../lib/http/route.ts'
import { exportIssues } from '../../../../../lib/service/issues/export.ts'

export const GET = route(contract.exportIssues, async ({ actor, query }) => {
  const rows = await exportIssues(actor, query)
  return rows.ok ? issueExport(rows.value, query.format) : rows
})
