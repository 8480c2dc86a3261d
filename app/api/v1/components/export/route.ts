import * as contract from '../../../../../lib/contract/components.ts'
import { componentExport } from '../../../../../lib/http/component-export.ts'
import { route } from '../../../../../lib/http/route.ts'
import { exportComponents } from '../../../../../lib/service/components/export-components.ts'

export const GET = route(contract.exportComponents, async ({ actor, query }) => {
  const rows = await exportComponents(actor, query)
  return rows.ok ? componentExport(rows.value, query.format) : rows
})
