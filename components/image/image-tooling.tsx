import type { ImageVersionDetail } from '../../lib/contract/image-detail.ts'
import { TOOL_CATEGORIES } from '../../lib/domain/unneeded-tooling.ts'
import { FactsTable } from '../table/facts-table.tsx'
import { Unknown } from '../ui/unknown.tsx'

/** What a running service seldom needs and an attacker likes to find, with how it was found. */
export function ImageTooling({ tooling }: { tooling: ImageVersionDetail['tooling'] }) {
  if (tooling === null)
    return (
      <Unknown why="Neither packages nor instructions are known">
        Not known: no report listed what is in this version.
      </Unknown>
    )
  return (
    <FactsTable
      caption="Unneeded tooling"
      rows={tooling.found}
      rowKey={(tool) => tool.tool}
      empty={
        tooling.listed ? (
          'None of the tools that we look for.'
        ) : (
          <Unknown why="Known are its instructions, and the packages in which something was found">
            None that is known, but no report listed all of its packages.
          </Unknown>
        )
      }
      columns={[
        { heading: 'Tool', cell: ({ tool }) => tool },
        {
          heading: 'Why it matters',
          cell: ({ category }) => (
            <>
              <span className="text-muted">{category.replace('-', ' ')}:</span> {TOOL_CATEGORIES[category]}
            </>
          ),
        },
        {
          heading: 'Found by',
          cell: ({ evidence, layer }) => (
            <>
              {evidence.type} <code className="font-mono text-xs [overflow-wrap:anywhere]">{evidence.text}</code>
              {layer !== null && <span className="text-muted"> in layer {layer}</span>}
            </>
          ),
        },
      ]}
    />
  )
}
