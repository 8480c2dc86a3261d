-- The Linux capabilities that an attacker needs by the text of a vulnerability (lib/domain/named-capabilities.ts), without CAP_.
ALTER TABLE vulnerability ADD COLUMN capabilities text[] NOT NULL DEFAULT '{}';

-- The volumes that a container can write, [{path, volume}]; null where it was admitted before anybody looked.
ALTER TABLE workload_container ADD COLUMN writable_mounts jsonb;

-- Points of the risk. The newest version counts; before the first it is the default of lib/domain/risk-weights.ts.
CREATE TABLE risk_weights (
  version integer PRIMARY KEY,
  weights jsonb NOT NULL,
  reason text NOT NULL,
  restored_from integer,
  created_by text,
  created_by_name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  job_id bigint
);
CREATE FUNCTION risk_weights_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'risk_weights is append-only';
END $$;
CREATE TRIGGER risk_weights_append_only BEFORE UPDATE OR DELETE ON risk_weights
  FOR EACH STATEMENT EXECUTE FUNCTION risk_weights_are_append_only();

-- Vulnerabilities of which a feed says something else: their issues are scored again, in order of their ids, so that a
-- worker that stops halfway goes on behind the last. What the feeds said before is that of the first mark.
CREATE TABLE vulnerability_due (
  vulnerability_id bigint PRIMARY KEY REFERENCES vulnerability (id) ON DELETE CASCADE,
  kev_before date,
  epss_before real,
  marked_at timestamptz NOT NULL,
  after_issue_id bigint NOT NULL DEFAULT 0
);
CREATE INDEX vulnerability_due_marked_idx ON vulnerability_due (marked_at, vulnerability_id);

-- How fetching a feed by itself went: from its address, or from a file.
CREATE TABLE feed_fetch (
  name text PRIMARY KEY,
  origin text NOT NULL,
  attempted_at timestamptz NOT NULL,
  succeeded_at timestamptz,
  failures integer NOT NULL DEFAULT 0,
  problem text,
  etag text,
  report_id uuid
);
