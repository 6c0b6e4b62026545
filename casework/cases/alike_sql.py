"""Looking for letters about the same matter inside the database; like search (words_sql) a function of the owner over a table without sealed cases.

cases_alike looks each rare word up in the index by itself and adds the weights: with all words joined by OR and a rank for each find it took 1.7 s
among 100,000 letters. cases_count_words counts in how many letters each word stands.
"""

ALIKE = """
CREATE FUNCTION cases_alike(asked text[], weights double precision[], held bigint[], itself bigint, most integer)
RETURNS TABLE (case_id bigint, weight double precision, words text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT found.case_id, found.weight, tsvector_to_array(one.words) FROM (
        SELECT hit.case_id, sum(each.weight) AS weight
        FROM unnest(asked, weights) AS each(word, weight),
        LATERAL (SELECT c.case_id FROM public.cases_words c WHERE c.words @@ each.word::tsquery AND (held IS NULL OR c.holders && held) OFFSET 0) AS hit
        WHERE hit.case_id <> itself GROUP BY hit.case_id ORDER BY weight DESC, hit.case_id DESC LIMIT most
    ) found JOIN public.cases_words one ON one.case_id = found.case_id
    ORDER BY found.weight DESC, found.case_id DESC
$$;
"""
COUNT = """
CREATE FUNCTION cases_count_words() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE letters bigint;
BEGIN
    SELECT count(*) INTO letters FROM public.cases_words;
    DELETE FROM public.cases_wordcount;
    INSERT INTO public.cases_wordcount (word, letters)
        SELECT word, ndoc FROM ts_stat('SELECT words FROM public.cases_words') WHERE length(word) > 1 AND word !~ '^[#=0-9]';
    INSERT INTO public.cases_wordcount (word, letters) VALUES ('', letters);
    RETURN letters;
END $$;
"""
FORWARD = ALIKE + COUNT
BACKWARD = "DROP FUNCTION cases_count_words(); DROP FUNCTION cases_alike(text[], double precision[], bigint[], bigint, integer);"
