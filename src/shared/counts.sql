-- What version 3 has besides the tables of version 2: counts, which triggers keep, so that whoever changes quotes changes them too.
-- Not counted are TRUNCATE and changes of a partition by its own name. Who may read only some columns of quotes is granted nothing here:
-- the owner grants them SELECT on appearances and word_counts.

-- Who speaks in a story: the quotes of the same speakers in the same role, with their number. Lists and pages of people are counted here.
CREATE TABLE pullquote.appearances (
    story uuid NOT NULL,
    year smallint NOT NULL,
    day date,
    source text,
    role text,
    speakers bigint[] NOT NULL, -- names
    is_unnamed boolean NOT NULL, -- by a description
    is_unsure boolean NOT NULL,
    quotes bigint NOT NULL
);
CREATE INDEX appearances_by_story ON pullquote.appearances (story);
CREATE INDEX appearances_speakers ON pullquote.appearances USING gin (speakers) WITH (fastupdate = off);

-- In how many quotes a word is; '' for all quotes. Numbers to be added up: so no publisher waits for another one.
CREATE TABLE pullquote.word_counts (
    word text NOT NULL,
    quotes bigint NOT NULL
);
CREATE INDEX word_counts_by_word ON pullquote.word_counts (word) INCLUDE (quotes);

CREATE INDEX people_of_person ON pullquote.people (person);

-- Counts quotes that were added.
CREATE FUNCTION pullquote.count_added() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pullquote, pg_temp AS $$
BEGIN
    INSERT INTO appearances
        SELECT story, year, day, source, role, speakers, facts @@ '''k:unnamed'''::tsquery, facts @@ '''k:unsure'''::tsquery, count(*)
        FROM added GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
    INSERT INTO word_counts
        SELECT lexeme, count(*) FROM added, unnest(tsvector_to_array(words)) AS lexeme WHERE lexeme NOT LIKE '=%' GROUP BY lexeme
        UNION ALL SELECT '', count(*) FROM added;
    RETURN NULL;
END $$;

-- Takes quotes out of the counts that were removed.
CREATE FUNCTION pullquote.count_removed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pullquote, pg_temp AS $$
BEGIN
    DELETE FROM appearances a USING (SELECT DISTINCT story FROM removed) r WHERE a.story = r.story;
    -- The OFFSET keeps the server from reading the quotes of all years.
    INSERT INTO appearances
        SELECT q.story, q.year, day, source, role, speakers, facts @@ '''k:unnamed'''::tsquery, facts @@ '''k:unsure'''::tsquery, count(*)
        FROM (SELECT DISTINCT year, story FROM removed) r
            CROSS JOIN LATERAL (SELECT * FROM quotes x WHERE x.year = r.year AND x.story = r.story OFFSET 0) q
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
    INSERT INTO word_counts
        SELECT lexeme, -count(*) FROM removed, unnest(tsvector_to_array(words)) AS lexeme WHERE lexeme NOT LIKE '=%' GROUP BY lexeme
        UNION ALL SELECT '', -count(*) FROM removed;
    RETURN NULL;
END $$;

-- Counts quotes that were changed, which may have moved to another year or story.
CREATE FUNCTION pullquote.count_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pullquote, pg_temp AS $$
BEGIN
    DELETE FROM appearances a USING (SELECT story FROM removed UNION SELECT story FROM added) c WHERE a.story = c.story;
    INSERT INTO appearances
        SELECT q.story, q.year, day, source, role, speakers, facts @@ '''k:unnamed'''::tsquery, facts @@ '''k:unsure'''::tsquery, count(*)
        FROM (SELECT year, story FROM removed UNION SELECT year, story FROM added) c
            CROSS JOIN LATERAL (SELECT * FROM quotes x WHERE x.year = c.year AND x.story = c.story OFFSET 0) q
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
    INSERT INTO word_counts
        SELECT lexeme, sum(step)
        FROM (SELECT words, -1 AS step FROM removed UNION ALL SELECT words, 1 FROM added) w, unnest(tsvector_to_array(words)) AS lexeme
        WHERE lexeme NOT LIKE '=%' GROUP BY lexeme HAVING sum(step) <> 0;
    RETURN NULL;
END $$;

CREATE TRIGGER count_added AFTER INSERT ON pullquote.quotes
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION pullquote.count_added();
CREATE TRIGGER count_removed AFTER DELETE ON pullquote.quotes
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION pullquote.count_removed();
CREATE TRIGGER count_changed AFTER UPDATE ON pullquote.quotes
    REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION pullquote.count_changed();

-- They write as the owner of the tables: whoever could attach them to a table of their own would write any count. Triggers need no right.
REVOKE EXECUTE ON FUNCTION pullquote.count_added(), pullquote.count_removed(), pullquote.count_changed() FROM PUBLIC;

-- Adds the numbers of each word up to one row.
CREATE FUNCTION pullquote.merge_word_counts() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pullquote, pg_temp AS $$
BEGIN
    -- Of two at once the second one leaves it to the first; rows that are added meanwhile stay.
    IF pg_try_advisory_xact_lock(7309475598861) AND EXISTS (SELECT 1 FROM word_counts GROUP BY word HAVING count(*) > 1) THEN
        WITH merged AS (
            DELETE FROM word_counts WHERE word IN (SELECT word FROM word_counts GROUP BY word HAVING count(*) > 1)
            RETURNING word, quotes)
        INSERT INTO word_counts SELECT word, sum(quotes) FROM merged GROUP BY word HAVING sum(quotes) <> 0;
    END IF;
END $$;

-- Counts the quotes that are there already; the triggers have locked out whoever would add some meanwhile.
INSERT INTO pullquote.appearances
    SELECT story, year, day, source, role, speakers, facts @@ '''k:unnamed'''::tsquery, facts @@ '''k:unsure'''::tsquery, count(*)
    FROM pullquote.quotes GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
INSERT INTO pullquote.word_counts
    SELECT lexeme, count(*) FROM pullquote.quotes, unnest(tsvector_to_array(words)) AS lexeme WHERE lexeme NOT LIKE '=%' GROUP BY lexeme
    UNION ALL SELECT '', count(*) FROM pullquote.quotes;

-- Whoever may read quotes may read the counts.
DO $$
DECLARE reader record;
BEGIN
    FOR reader IN SELECT DISTINCT a.grantee FROM pg_class c, aclexplode(c.relacl) a
        WHERE c.oid = 'pullquote.quotes'::regclass AND a.privilege_type = 'SELECT' AND a.grantee <> c.relowner
    LOOP
        EXECUTE format('GRANT SELECT ON pullquote.appearances, pullquote.word_counts TO %s',
            CASE WHEN reader.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(reader.grantee)) END);
    END LOOP;
END $$;

UPDATE pullquote.archive SET version = 3;
