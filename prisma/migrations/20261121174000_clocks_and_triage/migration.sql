-- By when what has to be fixed, and which acceptances need a second person: one document, each version kept for ever.
CREATE TABLE clock_policy (
  version integer PRIMARY KEY,
  document jsonb NOT NULL,
  reason text NOT NULL,
  saved_by text REFERENCES "user" (id) ON DELETE SET NULL,
  saved_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT clock_policy_reason_given CHECK (length(trim(reason)) > 0)
);

ALTER TABLE issue
  -- When the clock began, pauses taken out; null: when the episode opened.
  ADD COLUMN clock_from timestamptz,
  -- Since when the clock stands, because the issue is not open.
  ADD COLUMN stopped_at timestamptz,
  -- 0 nobody was told of the due date, 1 that it is near, 2 that it is past.
  ADD COLUMN due_told smallint NOT NULL DEFAULT 0,
  -- The due dates that were last told as near and as past: none is told twice.
  ADD COLUMN told_soon_for timestamptz,
  ADD COLUMN told_overdue_for timestamptz,
  ADD COLUMN snoozed_until timestamptz,
  ADD COLUMN acknowledged_at timestamptz,
  ADD COLUMN acknowledged_by text REFERENCES "user" (id) ON DELETE SET NULL,
  ADD CONSTRAINT issue_due_told_known CHECK (due_told BETWEEN 0 AND 2);

-- One bit more than before: what is snoozed is counted apart.
ALTER TABLE issue ALTER COLUMN cell SET EXPRESSION AS (
  (CASE status WHEN 'open' THEN 0 WHEN 'excepted' THEN 1 WHEN 'dismissed' THEN 2 ELSE 3 END)::bigint
  | (severity::bigint << 2)
  | ((CASE kind WHEN 'vulnerability' THEN 0 WHEN 'misconfiguration' THEN 1 WHEN 'secret' THEN 2 WHEN 'threat' THEN 3
        WHEN 'drift' THEN 4 ELSE 5 END)::bigint << 5)
  | (stages::bigint << 8)
  | ((CASE WHEN kev THEN 1 ELSE 0 END)::bigint << 11)
  | ((CASE WHEN fixed_version <> '' THEN 1 ELSE 0 END)::bigint << 12)
  | ((CASE WHEN running IS NULL THEN 0 WHEN running THEN 2 ELSE 1 END)::bigint << 13)
  | ((CASE WHEN exposed IS NULL THEN 0 WHEN exposed THEN 2 ELSE 1 END)::bigint << 15)
  | (COALESCE(team_id, 0)::bigint << 17)
  | ((CASE WHEN snoozed_until IS NULL THEN 0 ELSE 1 END)::bigint << 41)
);

-- What has no date comes last.
CREATE INDEX issue_due_idx ON issue (status, severity, (COALESCE(due_at, 'infinity')), id, cell);
CREATE INDEX issue_cell_due_idx ON issue (cell, (COALESCE(due_at, 'infinity')), id);
CREATE INDEX issue_due_told_idx ON issue (due_told, due_at) WHERE status = 'open';
CREATE INDEX issue_snoozed_until_idx ON issue (snoozed_until) WHERE snoozed_until IS NOT NULL;
CREATE INDEX issue_assignee_idx ON issue (assignee_id) WHERE assignee_id IS NOT NULL;

-- The clock stands while an issue is not open, and what stood is added when it goes on. A statement that knows the time at
-- which it happened writes stopped_at and clock_from itself; for any other it is now.
CREATE FUNCTION issue_clock_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'closed' AND NEW.status <> 'closed' AND NEW.opened_at <> OLD.opened_at THEN
    -- A new episode: nobody has seen it, and nobody was told. What was left of its days is kept until the policy is asked.
    NEW.clock_from := COALESCE(OLD.clock_from, OLD.opened_at)
      + GREATEST(NEW.opened_at - COALESCE(OLD.stopped_at, OLD.closed_at), interval '0');
    NEW.stopped_at := CASE WHEN NEW.status <> 'open' THEN NEW.opened_at END;
    NEW.due_told := 0;
    NEW.told_soon_for := NULL;
    NEW.told_overdue_for := NULL;
    NEW.acknowledged_at := NULL;
    NEW.acknowledged_by := NULL;
  ELSIF NEW.status <> 'open' THEN
    NEW.stopped_at := COALESCE(NEW.stopped_at, NEW.closed_at, now());
  ELSIF OLD.status = 'closed' THEN
    -- A closing that was taken back was none; what stood before it did.
    IF OLD.closed_at > OLD.stopped_at THEN
      NEW.clock_from := COALESCE(OLD.clock_from, OLD.opened_at) + (OLD.closed_at - OLD.stopped_at);
    END IF;
    NEW.stopped_at := NULL;
  ELSIF NEW.stopped_at IS NOT NULL THEN
    NEW.clock_from := COALESCE(NEW.clock_from, NEW.opened_at) + GREATEST(now() - NEW.stopped_at, interval '0');
    NEW.stopped_at := NULL;
  END IF;
  IF NEW.status = 'closed' THEN NEW.snoozed_until := NULL; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER issue_clock_follows BEFORE UPDATE OF status ON issue
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION issue_clock_follows();

-- Another due date is another promise: of it nobody was told yet.
CREATE FUNCTION issue_due_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.due_told := 0;
  RETURN NEW;
END $$;
CREATE TRIGGER issue_due_anew BEFORE UPDATE OF due_at ON issue
  FOR EACH ROW WHEN (OLD.due_at IS DISTINCT FROM NEW.due_at) EXECUTE FUNCTION issue_due_anew();

-- What an issue was like when somebody put it off; when it gets worse it comes back early.
CREATE TABLE snooze (
  issue_id bigint PRIMARY KEY REFERENCES issue (id) ON DELETE CASCADE,
  until timestamptz NOT NULL,
  reason text NOT NULL DEFAULT '',
  user_id text REFERENCES "user" (id) ON DELETE SET NULL,
  at timestamptz NOT NULL,
  severity smallint NOT NULL,
  risk smallint NOT NULL,
  kev boolean NOT NULL,
  running boolean,
  CONSTRAINT snooze_ordered CHECK (until > at)
);

-- Somebody asks that a risk be accepted, and somebody else says yes or no.
CREATE TABLE approval_request (
  id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  issue_id bigint NOT NULL REFERENCES issue (id) ON DELETE CASCADE,
  until timestamptz NOT NULL,
  reason text NOT NULL,
  requested_by text REFERENCES "user" (id) ON DELETE SET NULL,
  requested_at timestamptz NOT NULL,
  justified_by jsonb NOT NULL,
  outcome text,
  decided_by text REFERENCES "user" (id) ON DELETE SET NULL,
  decided_at timestamptz,
  note text NOT NULL DEFAULT '',
  CONSTRAINT approval_request_reason_given CHECK (length(trim(reason)) > 0),
  CONSTRAINT approval_request_outcome_known CHECK (outcome IN ('approved', 'declined', 'withdrawn', 'void')),
  CONSTRAINT approval_request_decided_told CHECK ((outcome IS NULL) = (decided_at IS NULL))
);
CREATE UNIQUE INDEX approval_request_pending_key ON approval_request (issue_id) WHERE outcome IS NULL;
CREATE INDEX approval_request_issue_idx ON approval_request (issue_id, id DESC);

-- Who else said yes, and whether the end was told of.
ALTER TABLE exception ADD COLUMN approved_by text REFERENCES "user" (id) ON DELETE SET NULL,
  ADD COLUMN warned_at timestamptz;
CREATE INDEX exception_unwarned_idx ON exception (expires_at)
  WHERE revoked_at IS NULL AND warned_at IS NULL AND issue_id IS NOT NULL;

CREATE TABLE issue_ticket (
  id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  issue_id bigint NOT NULL REFERENCES issue (id) ON DELETE CASCADE,
  key text NOT NULL,
  url text NOT NULL,
  linked_by text REFERENCES "user" (id) ON DELETE SET NULL,
  linked_at timestamptz NOT NULL,
  CONSTRAINT issue_ticket_url_http CHECK (url ~ '^https?://'),
  CONSTRAINT issue_ticket_key_given CHECK (length(trim(key)) > 0)
);
CREATE UNIQUE INDEX issue_ticket_url_key ON issue_ticket (issue_id, url);

-- Who was named in a comment.
CREATE TABLE mention (
  id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  issue_id bigint NOT NULL REFERENCES issue (id) ON DELETE CASCADE,
  by_user_id text REFERENCES "user" (id) ON DELETE SET NULL,
  text text NOT NULL,
  at timestamptz NOT NULL,
  read_at timestamptz
);
CREATE INDEX mention_user_idx ON mention (user_id, id DESC);
CREATE INDEX mention_unread_idx ON mention (user_id) WHERE read_at IS NULL;
CREATE INDEX mention_issue_idx ON mention (issue_id);

-- Two issues that a person says are one: what is found under the key of the first is of the second, until it is split again.
CREATE TABLE issue_merge (
  id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  from_id bigint NOT NULL REFERENCES issue (id) ON DELETE CASCADE,
  into_id bigint NOT NULL REFERENCES issue (id) ON DELETE CASCADE,
  reason text NOT NULL,
  merged_by text REFERENCES "user" (id) ON DELETE SET NULL,
  merged_at timestamptz NOT NULL,
  -- What the joined issue was, and since when the other one was open, so that both can be put back.
  before jsonb NOT NULL,
  split_at timestamptz,
  split_by text REFERENCES "user" (id) ON DELETE SET NULL,
  CONSTRAINT issue_merge_two CHECK (from_id <> into_id)
);
CREATE UNIQUE INDEX issue_merge_from_key ON issue_merge (from_id) WHERE split_at IS NULL;
CREATE INDEX issue_merge_into_idx ON issue_merge (into_id) WHERE split_at IS NULL;

-- In which scopes the joined issue's own key is found now, and whether the other's is found there too.
CREATE TABLE merged_sighting (
  merge_id bigint NOT NULL REFERENCES issue_merge (id) ON DELETE CASCADE,
  scope_id bigint NOT NULL REFERENCES scope (id) ON DELETE CASCADE,
  own_too boolean NOT NULL,
  PRIMARY KEY (merge_id, scope_id)
);
CREATE INDEX merged_sighting_scope_idx ON merged_sighting (scope_id);

-- The issues of a bulk action, as they were when it was asked for, and what came of each.
CREATE TABLE bulk_item (
  job_id bigint NOT NULL REFERENCES background_job (id) ON DELETE CASCADE,
  position integer NOT NULL,
  issue_id bigint NOT NULL,
  version integer NOT NULL,
  -- Of a job that takes another one back; else the job's own action.
  action jsonb,
  outcome text,
  detail text NOT NULL DEFAULT '',
  undo jsonb,
  version_after integer,
  PRIMARY KEY (job_id, position),
  CONSTRAINT bulk_item_outcome_known CHECK (outcome IN ('done', 'failed'))
);
CREATE INDEX bulk_item_outcome_idx ON bulk_item (job_id, outcome, position);

ALTER TABLE issue DROP CONSTRAINT issue_close_reason_known,
  ADD CONSTRAINT issue_close_reason_known CHECK (close_reason IN ('fixed', 'gone', 'handled', 'resolved', 'quiet', 'merged'));
ALTER TABLE episode DROP CONSTRAINT episode_close_reason_known,
  ADD CONSTRAINT episode_close_reason_known CHECK (close_reason IN ('fixed', 'gone', 'handled', 'resolved', 'quiet', 'merged'));
ALTER TABLE sighting DROP CONSTRAINT sighting_end_reason_known,
  ADD CONSTRAINT sighting_end_reason_known CHECK (end_reason IN ('rescanned', 'retired', 'deleted', 'handled', 'resolved', 'quiet'));
CREATE INDEX issue_resolved_idx ON issue (image_id, workload_id, repository_id) WHERE close_reason = 'resolved';

-- The kinds are listed in lib/domain/timeline-entry.ts.
ALTER TABLE timeline_entry DROP CONSTRAINT timeline_entry_type_known,
  ADD CONSTRAINT timeline_entry_type_known CHECK (type ~ '^[a-z]+(-[a-z]+)*$');
