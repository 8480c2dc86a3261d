-- All entries about one issue, in their order: what is counted of it is worked out from them.
CREATE INDEX state_log_issue_idx ON state_log (issue_id, id) WHERE issue_id IS NOT NULL;

-- What the figures count, one row for each line of an issue's history (lib/domain/metrics/facts-of.ts). Derived from state_log
-- alone, so that it can be thrown away and made again; no references, because history outlives what it tells of.
CREATE TABLE metric_fact (
  issue_id bigint NOT NULL,
  n integer NOT NULL,
  event text NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  first_stage text,
  regression boolean NOT NULL,
  open_delta smallint NOT NULL,
  load_delta integer NOT NULL,
  overdue_from date,
  sla text,
  seconds bigint,
  to_built bigint,
  to_rolled_out bigint,
  was_team_id integer,
  was_environment text,
  was_cluster_ids integer[] NOT NULL,
  was_severity smallint NOT NULL,
  team_id integer,
  environment text,
  cluster_ids integer[] NOT NULL,
  severity smallint NOT NULL,
  PRIMARY KEY (issue_id, n)
);
-- The rows behind a number, newest first.
CREATE INDEX metric_fact_event_idx ON metric_fact (event, at DESC, issue_id DESC, n);
-- Medians are of every single remediation, read from the index alone.
CREATE INDEX metric_fact_remedied_idx ON metric_fact (at) INCLUDE (seconds, to_built, to_rolled_out, kind, was_team_id,
  was_environment, was_cluster_ids, was_severity, team_id, environment, cluster_ids, severity) WHERE seconds IS NOT NULL;

-- Sums of facts by day (UTC) and the dimensions that a split keeps apart (lib/domain/metrics/cells.ts, SPLITS): -1 and '*' stand
-- for all values, 0 and '' for none. A question reads the rows of the split that fits it.
CREATE TABLE metric_cell (
  basis text NOT NULL,
  split smallint NOT NULL,
  day date NOT NULL,
  team_id integer NOT NULL,
  cluster_id integer NOT NULL,
  environment text NOT NULL,
  kind text NOT NULL,
  severity smallint NOT NULL,
  opened bigint NOT NULL,
  reopened bigint NOT NULL,
  returned bigint NOT NULL,
  fixed bigint NOT NULL,
  handled bigint NOT NULL,
  resolved bigint NOT NULL,
  gone bigint NOT NULL,
  quiet bigint NOT NULL,
  merged bigint NOT NULL,
  excepted bigint NOT NULL,
  dismissed bigint NOT NULL,
  regressions bigint NOT NULL,
  in_time bigint NOT NULL,
  late bigint NOT NULL,
  build bigint NOT NULL,
  deploy bigint NOT NULL,
  runtime bigint NOT NULL,
  open_delta bigint NOT NULL,
  load_delta bigint NOT NULL,
  overdue_delta bigint NOT NULL,
  standing bigint NOT NULL,
  ttr_seconds bigint NOT NULL,
  built_known bigint NOT NULL,
  built_seconds bigint NOT NULL,
  rolled_out_known bigint NOT NULL,
  rolled_out_seconds bigint NOT NULL,
  PRIMARY KEY (basis, split, day, team_id, cluster_id, environment, kind, severity)
);

-- What teams and clusters are called, or were when they were deleted.
CREATE TABLE metric_name (
  dimension text NOT NULL,
  id integer NOT NULL,
  slug text NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (dimension, id)
);
CREATE FUNCTION metric_name_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO metric_name (dimension, id, slug, name)
  SELECT TG_TABLE_NAME, id, CASE TG_TABLE_NAME WHEN 'team' THEN to_jsonb(a) ->> 'slug' ELSE name END, name FROM after_rows a
  ON CONFLICT (dimension, id) DO UPDATE SET slug = excluded.slug, name = excluded.name
  WHERE (metric_name.slug, metric_name.name) IS DISTINCT FROM (excluded.slug, excluded.name);
  RETURN NULL;
END $$;
CREATE TRIGGER team_named_insert AFTER INSERT ON team REFERENCING NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION metric_name_kept();
CREATE TRIGGER team_named_update AFTER UPDATE ON team REFERENCING NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION metric_name_kept();
CREATE TRIGGER cluster_named_insert AFTER INSERT ON cluster REFERENCING NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION metric_name_kept();
CREATE TRIGGER cluster_named_update AFTER UPDATE ON cluster REFERENCING NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION metric_name_kept();
INSERT INTO metric_name (dimension, id, slug, name)
SELECT 'team', id, slug, name FROM team UNION ALL SELECT 'cluster', id, name, name FROM cluster;

-- What came and what was stopped in a period (Overview), from the indexes alone.
CREATE INDEX decision_tally_idx ON decision (at) INCLUDE (verdict, dry_run, team_id, break_glass);
CREATE INDEX report_tally_idx ON report (received_at) INCLUDE (source, status, team_id) WHERE NOT preview;
CREATE INDEX alert_tally_idx ON alert (hour) INCLUDE (alerts);
