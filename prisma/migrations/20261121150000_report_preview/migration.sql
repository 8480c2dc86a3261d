-- A preview is a report that says what it would change and changes nothing.
ALTER TABLE report ADD COLUMN preview boolean NOT NULL DEFAULT false;
ALTER TABLE report DROP CONSTRAINT report_status_known, DROP CONSTRAINT report_processed_told;
ALTER TABLE report
  ADD CONSTRAINT report_status_known CHECK (status IN ('received', 'processed', 'quarantined', 'held', 'previewed')),
  ADD CONSTRAINT report_processed_told
    CHECK (status NOT IN ('processed', 'previewed') OR (processed_at IS NOT NULL AND summary IS NOT NULL)),
  ADD CONSTRAINT report_preview_changes_nothing
    CHECK (CASE WHEN preview THEN status NOT IN ('processed', 'held') ELSE status <> 'previewed' END);

-- What a source really delivered, newest first.
CREATE INDEX report_delivered_idx ON report (source, received_at DESC) WHERE NOT preview;
