/** A rule by its name, with the tool whose rule it is as a quiet label: `falco:Terminal shell in container`. */
export function RuleName({ rule }: { rule: string }) {
  const [, tool, name] = rule.match(/^([a-z0-9-]+):(.+)$/s) ?? []
  if (tool === undefined) return rule
  return (
    <>
      {name} <span className="whitespace-nowrap text-muted text-xs">{tool}</span>
    </>
  )
}
