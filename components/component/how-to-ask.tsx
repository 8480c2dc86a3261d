import Link from 'next/link'

const EXAMPLES = [
  { q: 'log4j-core', range: '< 2.17', says: 'one name, versions before 2.17' },
  { q: 'openssl', range: '>= 3.0 < 3.0.14', says: 'from one version up to another' },
  { q: 'spring-*', range: '', says: 'every name that begins so' },
  { q: 'pkg:npm/lodash@4.17.20', range: '', says: 'a package URL with its version' },
]

/** What can be asked, and what an empty answer means. */
export function HowToAsk({ nothingFound }: { nothingFound?: string }) {
  return (
    <section
      role={nothingFound ? 'status' : undefined}
      className="mx-auto flex w-full max-w-xl flex-col gap-3 px-4 py-12"
    >
      <h2 className="font-medium text-lg [overflow-wrap:anywhere]">
        {nothingFound ? `Nobody is known to ship ${nothingFound}` : 'Who ships a component?'}
      </h2>
      <p className="text-muted">
        {nothingFound
          ? 'That is worth something only for images and repositories whose packages a report listed. Check the name, or ask for its beginning:'
          : 'Name one to see every image version and repository that has it, and where that runs. For example:'}
      </p>
      <ul className="flex flex-col gap-2 text-sm">
        {EXAMPLES.map(({ q, range, says }) => (
          <li key={q}>
            <Link
              href={`/components?${new URLSearchParams({ q, ...(range && { range }) })}`}
              className="font-mono underline underline-offset-4"
            >
              {`${q} ${range}`.trim()}
            </Link>{' '}
            <span className="text-muted">{says}</span>
          </li>
        ))}
      </ul>
      <p className="text-muted text-sm">
        Versions are compared in the order of their kind: Debian’s, RPM’s, Maven’s and so on.
      </p>
    </section>
  )
}
