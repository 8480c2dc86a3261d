import type {
  FactObservation,
  FeedName,
  FindingObservation,
  ReportHeader,
  ScanKind,
  ScopeObservation,
  UnreadObservation,
} from '../domain/observation.ts'

/** What the sender says about a report, because the report itself cannot know or does not tell. */
export interface ReportOptions {
  /** Name of the format; left out, it is told from the content. */
  format?: string
  /** The image that was scanned, as a reference; wins over what the report says. */
  image?: string
  /** The source repository that was scanned; wins over what the report says. */
  repository?: string
  /** The cluster that was scanned; wins over what the report says. */
  cluster?: string
  /** Which part of it was scanned, where several reports of one tool cover one thing. */
  part?: string
  /** Scans that ran although the report has no result of theirs: finding nothing is then a statement. */
  declaredScans?: readonly ScanKind[]
  /** When the report came in; dates later than a day after it are not believed. */
  receivedAt: Date
}

export interface RecordPlace {
  pattern: string
  indexes: readonly number[]
}

export type RecordReading = FindingObservation | FactObservation | UnreadObservation

/** A catalogue that holds for everyone; a whole one replaces what was loaded before, a part only adds to it. */
export interface FeedDelivery {
  name: FeedName
  whole: boolean
}

/** A report whose outline was understood; its records can now be read one by one. */
export interface ReportReading {
  scopes: ScopeObservation[]
  unread: UnreadObservation[]
  /** What the records are entries of, where they are entries of a feed. */
  feed?: FeedDelivery
  /** Digests of images of which the outline attests something, or the first of a list, where records attest anything at all. */
  attested?: readonly string[]
  /** Null when the record tells nothing: a check that passed, a duplicate of the tool's own. A list when it is many. */
  record(place: RecordPlace, value: unknown): RecordReading | readonly RecordReading[] | null
  /** What the outline itself tells, for a tool that writes its findings as members of objects, which no path can name. */
  outlined?(): Iterable<RecordReading>
  /** What could not be told before the last record was read, because it names something that came later. */
  finished?(): Iterable<RecordReading>
}

/**
 * One input format. A format is pure: it sees the outline (the document with all records cut out, their lists empty),
 * then each record. The first record of a list may stay in the outline, as a sample by which to tell the format. A new
 * tool is one file with one of these, its line in registry.ts, a sample and a test.
 */
export interface ReportFormat {
  name: string
  title: string
  /** The tool that writes it, as `source` names it. */
  source: string
  /** Where findings stand, as paths of array elements. */
  records: readonly string[]
  /**
   * Records that are also kept in the outline, because they say what was scanned: by the path of a list of the document
   * (`relationships.*`), words of which such a record holds one. The first thousand of a list are kept, and 4 MiB of all.
   */
  kept?: Readonly<Record<`${string}.*`, readonly string[]>>
  /** The tool writes one record a line: then the outline is a list all the same, or the record when there is only one. */
  lines?: boolean
  /** Of the secrets that it tells it shows none: else the bytes of a report are only kept until they were read. */
  masksSecrets?: boolean
  /** Long lists that are skipped unread. */
  ignored: readonly string[]
  /** Whether a document with this outline is of this format; must be false for anything that is not surely so. */
  recognises(outline: unknown): boolean
  header(outline: unknown, options: ReportOptions): ReportHeader
  /** Throws a FormatError `invalid` when the report does not say what was scanned and the options don't either. */
  read(outline: unknown, options: ReportOptions): ReportReading
}
