import * as contract from '../../../../../lib/contract/fixes.ts'
import { fixExport } from '../../../../../lib/http/fix-export.ts'
import { route } from '../../../../../lib/http/route.ts'
import { exportFixes } from '../../../../../lib/service/fixes/list-fixes.ts'

export const GET = route(contract.exportFixes, async ({ actor, query }) => {
  const rows = await exportFixes(actor, query)
  return rows.ok ? fixExport(rows.value, query.format) : rows
})
