-- "Who ships log4j-core?" is asked by the last part of a package's name, whatever case it is written in.
CREATE INDEX package_short_name_idx ON package (lower(regexp_replace(purl, '^.*/', '')) text_pattern_ops);

-- The images list counts a page of images by severity and risk out of the index alone.
DROP INDEX issue_image_id_idx;
CREATE INDEX issue_image_id_idx ON issue (image_id, cell) INCLUDE (risk) WHERE image_id IS NOT NULL;

CREATE INDEX image_created_at_idx ON image (created_at DESC, id DESC);
