-- What version 4 has besides the tables of version 3: which stories and which statements are the same, as docs/same.md describes. 'publish'
-- writes it at the end of a transaction, one publisher at a time; sketches that are missing are made from what is published.

ALTER TABLE pullquote.stories ADD COLUMN is_sketched boolean NOT NULL DEFAULT false;
-- A program of version 3 that is still publishing has to fail, since it writes stories without sketches and does not name this column.
ALTER TABLE pullquote.stories ALTER COLUMN is_sketched DROP DEFAULT;
CREATE INDEX stories_without_sketches ON pullquote.stories (story) WHERE NOT is_sketched;

-- What stories are compared by. Of those that are the same, one has a row in a folded list.
CREATE TABLE pullquote.story_sketches (
    story uuid PRIMARY KEY,
    year smallint NOT NULL,     -- as the article has them
    day date,
    clock time,
    source text,
    sketch bytea NOT NULL,
    prints bigint[] NOT NULL,   -- which lead to this sketch: each print leads to the first that had it
    same bigint,                -- the group; NULL: no other story is the same
    fold smallint NOT NULL DEFAULT 0 -- 0: the newest of the group, or alone; 1: the newest of its source; 2: older
);
CREATE INDEX story_sketches_prints ON pullquote.story_sketches USING gin (prints) WITH (fastupdate = off);
CREATE INDEX story_sketches_same ON pullquote.story_sketches (same) WHERE same IS NOT NULL;
CREATE INDEX story_sketches_folded ON pullquote.story_sketches (story, fold) WHERE fold > 0;

-- What quotes are compared by.
CREATE TABLE pullquote.statement_sketches (
    story uuid NOT NULL,
    quote bigint NOT NULL,      -- its identity
    year smallint NOT NULL,     -- as the quote has them
    day date,
    source text,
    speaker integer,            -- a hash of the last name; NULL: nobody is named
    sketch bytea NOT NULL,
    prints bigint[] NOT NULL,
    same bigint,                -- the group; NULL: no other quote is the same
    PRIMARY KEY (story, quote)
);
CREATE INDEX statement_sketches_prints ON pullquote.statement_sketches USING gin (prints) WITH (fastupdate = off);
CREATE INDEX statement_sketches_same ON pullquote.statement_sketches (same, day, quote) WHERE same IS NOT NULL;

-- Groups that have lost members and may fall apart; a large one is put together again at the end of a run.
CREATE TABLE pullquote.torn_groups (
    is_story boolean NOT NULL,
    same bigint NOT NULL,
    PRIMARY KEY (is_story, same)
);

-- Who may read or write quotes may do so here.
DO $$
DECLARE granted record;
BEGIN
    FOR granted IN SELECT a.grantee, a.privilege_type FROM pg_class c, aclexplode(c.relacl) a
        WHERE c.oid = 'pullquote.quotes'::regclass AND a.grantee <> c.relowner
            AND a.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')
    LOOP
        EXECUTE format('GRANT %s ON pullquote.story_sketches, pullquote.statement_sketches, pullquote.torn_groups TO %s',
            granted.privilege_type,
            CASE WHEN granted.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(granted.grantee)) END);
    END LOOP;
END $$;

UPDATE pullquote.archive SET version = 4;
